"use client";
import { useState } from "react";
import { Notice } from "#components/notice.tsx";
import { reasonBucketRefused } from "#lib/kms/policy.ts";
import { editPolicy } from "#lib/kms/policy-edit.ts";
import { besideForm, stillNaming, toPolicyForm } from "#lib/kms/policy-form.ts";
import { widerThanOthers } from "#lib/kms/policy-wider.ts";
import { reasonPrincipalRefused, roleOfSession } from "#lib/kms/principal.ts";
import { parsePolicy } from "#lib/policy/document.ts";
import { PolicyFields } from "../new/policy-fields.tsx";
import { PolicyChange } from "./policy-change.tsx";
import { listsIn, onTopOf, type PolicyDraft, toDraft } from "./policy-draft.ts";
import type { PolicyEditorProps } from "./policy-editor.tsx";
import { PolicyMoved, TypedPolicy } from "./policy-moved.tsx";
import { Sentences } from "./sentences.tsx";

type Props = PolicyEditorProps & { onDone: (commands: string[]) => void };

/** The common changes of a key policy: who manages, who uses, through what. */
export function PolicyForm(props: Props) {
  const { policy, place } = props;
  const isReadable = parsePolicy(policy, "key").ok;
  const [draft, setDraft] = useState(() => (isReadable ? toDraft(policy, place) : null));
  // What was typed is a change of the policy that it was typed over: on top of another it is another.
  if (isReadable && draft?.policy !== policy)
    setDraft(draft === null ? toDraft(policy, place) : onTopOf(policy, draft, place));
  return isReadable && draft !== null ? (
    <Fields {...props} draft={draft} onDraft={setDraft} />
  ) : (
    <Notice tone="warn">
      <p>This policy cannot be read statement by statement: change it as JSON.</p>
      {draft !== null && <TypedPolicy {...draft} />}
    </Notice>
  );
}

function Fields(props: Props & { draft: PolicyDraft; onDraft: (draft: PolicyDraft) => void }) {
  const { policy, place, callerArn, draft, onDraft } = props;
  const { input, viaS3Only } = draft;
  const setInput = (changed: PolicyDraft["input"]) => onDraft({ ...draft, input: changed });
  const shown = toPolicyForm(policy, place);
  const lists = listsIn(input);
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
  const wider = isRight && problem === null ? widerThanOthers(policy, after, place) : [];
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
    <PolicyChange
      {...props}
      after={after}
      hidden={{ policy: after }}
      isReady={isRight && problem === null}
      moved={draft.moved && <PolicyMoved {...draft.moved} />}
    >
      {() => (
        <>
          <p className="max-w-[80ch] text-dim">
            Read from the statements that let roles and users manage or use the key. Statements for services, other
            accounts and everything else are not shown here and stay as they are.
          </p>
          {beside.length > 0 && (
            <Notice title="This policy says more about the same" tone="warn">
              {beside.map((name) => `“${name}”`).join(", ")}: what such a statement demands, refuses or allows beside
              the lists below, the form neither shows nor writes; above it stands in words. Whoever is taken out of a
              list also leaves what such a statement allows by name.
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
            onViaS3Only={(checked) => onDraft({ ...draft, viaS3Only: checked })}
            region={place.region}
            users={{ ...fieldOf("users"), placeholder: "arn:aws:iam::123456789012:role/App" }}
            viaS3Only={viaS3Only}
          />
          {problem !== null && (
            <Notice live title="The form cannot write this" tone="warn">
              {problem}
            </Notice>
          )}
          {/* Of what is not right yet there is no policy to look at. */}
          {isRight &&
            problem === null &&
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
          {wider.length > 0 && (
            <Notice title="Not under the conditions of the others" tone="warn">
              <Sentences all={wider} />
            </Notice>
          )}
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
