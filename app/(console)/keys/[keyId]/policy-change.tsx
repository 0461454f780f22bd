"use client";
import type { ReactNode } from "react";
import { Notice } from "#components/notice.tsx";
import { TextDiff } from "#components/text-diff.tsx";
import { toTerraformKeyPolicy } from "#lib/commands/terraform-kms.ts";
import { reasonLockedOut } from "#lib/kms/lockout.ts";
import { toPutKeyPolicy } from "#lib/kms/policy-call.ts";
import { checkKeyPolicy, isSamePolicy } from "#lib/kms/policy-lint.ts";
import { lossesOf } from "#lib/kms/policy-loss.ts";
import { weakeningsOf } from "#lib/kms/policy-weakening.ts";
import { parsePolicy } from "#lib/policy/document.ts";
import { ChangeForm } from "./change-form.tsx";
import { putPolicyAction } from "./policy-actions.ts";
import type { PolicyEditorProps } from "./policy-editor.tsx";
import { Sentences } from "./sentences.tsx";

/** Sends `after` in place of `policy`: the difference, what it takes away or lets in, and who would be locked out. */
export function PolicyChange({
  arn,
  name,
  place,
  policy,
  seen,
  callerArn,
  users,
  after,
  moved = null,
  undone = [],
  hidden,
  isReady,
  onDone,
  children,
}: PolicyEditorProps & {
  after: string;
  /** What became of the form when somebody changed the policy meanwhile; shown with the difference that it explains. */
  moved?: ReactNode;
  /** What this would undo of somebody's change, a sentence each. */
  undone?: string[];
  /** What the form sends besides the key and what was seen. */
  hidden: Record<string, string>;
  /** Nothing that was entered is wrong. */
  isReady: boolean;
  onDone: (commands: string[]) => void;
  children: (fields: Record<string, string[] | undefined>) => ReactNode;
}) {
  const isSame = isSamePolicy(policy, after);
  const isRight = isReady && !checkKeyPolicy(after, arn).some(({ kind }) => kind === "error");
  const losses = isRight && !isSame ? lossesOf(policy, after) : [];
  const weakenings = isRight && !isSame ? weakeningsOf(policy, after, place.accountId) : [];
  const isTyped = losses.length > 0 || weakenings.length > 0 || undone.length > 0;
  const input = toPutKeyPolicy(arn, after);
  const canSend = isRight && !isSame;
  return (
    <ChangeForm
      action={putPolicyAction}
      calls={canSend ? [{ service: "kms", operation: "PutKeyPolicy", region: place.region, input }] : []}
      about={JSON.stringify([seen, losses, weakenings, undone])}
      danger={isTyped}
      expected={isTyped ? name : undefined}
      failed={{ thing: "the key policy" }}
      hidden={{ arn, seen, ...hidden }}
      onDone={onDone}
      terraform={canSend ? toTerraformKeyPolicy(place.region, name, input) : null}
      verb="Save the policy"
    >
      {(fields) => (
        <>
          {children(fields)}
          {moved}
          {canSend && <TextDiff after={after} before={policy} label="What changes in the policy" />}
          {canSend && callerArn !== null && <Lockout after={after} arn={arn} callerArn={callerArn} />}
          {canSend && undone.length > 0 && (
            <Notice title="This would undo what was changed meanwhile" tone="bad">
              <Sentences all={undone} />
            </Notice>
          )}
          {weakenings.length > 0 && (
            <Notice title="This protects the key less than today" tone="bad">
              <Sentences all={weakenings} />
            </Notice>
          )}
          {losses.length > 0 && (
            <Notice title="This can take rights away" tone="warn">
              <Sentences all={losses} />
              <p className="mt-1">
                Whoever loses GenerateDataKey can write nothing under this key any more, and whoever loses Decrypt can
                read nothing, all that lies in the buckets below included. It takes effect within minutes.
              </p>
            </Notice>
          )}
          {losses.length > 0 && (
            <section aria-label="What depends on this key" className="grid min-w-0 gap-3">
              <h3 className="font-[600]">What depends on this key</h3>
              {users}
            </section>
          )}
          {isRight && isSame && (
            <p className="text-dim">This is the policy that is in force. There is nothing to send.</p>
          )}
        </>
      )}
    </ChangeForm>
  );
}

function Lockout({ after, callerArn, arn }: { after: string; callerArn: string; arn: string }) {
  const parsed = parsePolicy(after, "key");
  const reason = parsed.ok ? reasonLockedOut(parsed.document, callerArn, arn) : null;
  if (reason === null) return null;
  return (
    <Notice title="You would lock yourself out" tone="bad">
      {reason} KMS refuses such a policy; this console never asks it to skip that check.
    </Notice>
  );
}
