"use client";
import { useState } from "react";
import { Notice } from "#components/notice.tsx";
import { reasonBucketRefused } from "#lib/kms/policy.ts";
import { editPolicy } from "#lib/kms/policy-edit.ts";
import { besideForm, stillNaming, toPolicyForm } from "#lib/kms/policy-form.ts";
import { parseList, reasonPrincipalRefused, roleOfSession } from "#lib/kms/principal.ts";
import { parsePolicy } from "#lib/policy/document.ts";
import { PolicyFields } from "../new/policy-fields.tsx";
import { PolicyChange } from "./policy-change.tsx";
import type { PolicyEditorProps } from "./policy-editor.tsx";

type Props = PolicyEditorProps & { onDone: (commands: string[]) => void };

/** The common changes of a key policy: who manages, who uses, through what. */
export function PolicyForm(props: Props) {
  return parsePolicy(props.policy, "key").ok ? (
    <Fields {...props} />
  ) : (
    <Notice tone="warn">This policy cannot be read statement by statement: change it as JSON.</Notice>
  );
}

function Fields(props: Props) {
  const { policy, place, callerArn } = props;
  const shown = toPolicyForm(policy, place);
  const [input, setInput] = useState({
    administrators: shown.administrators.join("\n"),
    users: shown.users.join("\n"),
    buckets: shown.buckets.join("\n"),
  });
  const [viaS3Only, setViaS3Only] = useState(shown.viaS3Only);
  const lists = {
    administrators: parseList(input.administrators),
    users: parseList(input.users),
    buckets: parseList(input.buckets),
  };
  // Who is in the policy already is AWS's to judge: a deleted role stands there as its id.
  const reasons = {
    administrators: firstReason(lists.administrators, shown.administrators, reasonPrincipalRefused),
    users: firstReason(lists.users, shown.users, reasonPrincipalRefused),
    buckets: firstReason(lists.buckets, shown.buckets, reasonBucketRefused),
  };
  const isRight = Object.values(reasons).every((reason) => reason === null);
  const edited = isRight ? editPolicy(policy, { ...lists, viaS3Only }, place) : { policy };
  const problem = "problem" in edited ? edited.problem : null;
  const after = "policy" in edited ? edited.policy : policy;
  const beside = besideForm(policy, place);
  const gone = [...shown.administrators, ...shown.users].filter(
    (arn) => !lists.administrators.includes(arn) && !lists.users.includes(arn),
  );
  const caller = callerArn === null ? null : (roleOfSession(callerArn) ?? callerArn);

  function fieldOf(name: keyof typeof input) {
    return {
      name,
      value: input[name],
      error: reasons[name] === null ? undefined : [reasons[name]],
      onBlur: () => {},
      onChange: (event: { target: { value: string } }) => setInput({ ...input, [name]: event.target.value }),
    };
  }

  return (
    <PolicyChange {...props} after={after} hidden={{ policy: after }} isReady={isRight && problem === null}>
      {() => (
        <>
          <p className="max-w-[80ch] text-dim">
            Read from the statements that let roles and users manage or use the key. Statements for services, other
            accounts and everything else are not shown here and stay as they are.
          </p>
          {beside.length > 0 && (
            <Notice title="This policy says more about the same" tone="warn">
              {beside.map((name) => `“${name}”`).join(", ")}: the form does not write such statements. What they allow,
              demand or refuse holds beside what stands below; above it stands in words.
            </Notice>
          )}
          <PolicyFields
            administrators={{ ...fieldOf("administrators"), placeholder: "arn:aws:iam::123456789012:role/KeyAdmin" }}
            buckets={fieldOf("buckets")}
            onAddCaller={
              caller === null || lists.administrators.includes(caller)
                ? null
                : () => setInput({ ...input, administrators: [...lists.administrators, caller].join("\n") })
            }
            onViaS3Only={setViaS3Only}
            region={place.region}
            users={{ ...fieldOf("users"), placeholder: "arn:aws:iam::123456789012:role/App" }}
            viaS3Only={viaS3Only}
          />
          {problem !== null && (
            <Notice live title="The form cannot write this" tone="warn">
              {problem}
            </Notice>
          )}
          {problem === null &&
            gone.map((arn) => {
              const naming = stillNaming(after, arn);
              return naming.length === 0 ? null : (
                <Notice key={arn} title="Something stays allowed" tone="warn">
                  <span className="wrap-anywhere">
                    {naming.map((name) => `“${name}”`).join(", ")} {naming.length === 1 ? "still names" : "still name"}{" "}
                    {arn}. To take that away too, change the policy as JSON.
                  </span>
                </Notice>
              );
            })}
        </>
      )}
    </PolicyChange>
  );
}

function firstReason(
  items: readonly string[],
  known: readonly string[],
  reason: (item: string) => string | null,
): string | null {
  return (
    items
      .filter((item) => !known.includes(item))
      .map(reason)
      .find((found) => found !== null) ?? null
  );
}
