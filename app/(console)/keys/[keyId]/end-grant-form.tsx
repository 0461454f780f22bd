"use client";
import { type Grant, nameOfGrant, toRetireGrant, toRevokeGrant } from "#lib/kms/grant.ts";
import { ChangeForm } from "./change-form.tsx";
import { retireGrantAction, revokeGrantAction } from "./grant-actions.ts";

const KINDS = {
  revoke: {
    action: revokeGrantAction,
    operation: "RevokeGrant",
    request: toRevokeGrant,
    verb: "Revoke the grant",
    words: "Revoking is what an administrator of the key does; it needs kms:RevokeGrant.",
    done: "revoked",
  },
  retire: {
    action: retireGrantAction,
    operation: "RetireGrant",
    request: toRetireGrant,
    verb: "Retire the grant",
    words:
      "Retiring is what its retiring principal does when it is done, or its grantee where the grant says RetireGrant, or the account that made it. KMS refuses everybody else.",
    done: "retired",
  },
} as const;

/** Ends a grant, after its name is typed. */
export function EndGrantForm({
  kind,
  grant,
  arn,
  region,
  finish,
}: {
  kind: keyof typeof KINDS;
  grant: Grant;
  arn: string;
  region: string;
  finish: (words: string, commands: string[]) => void;
}) {
  const { action, operation, request, verb, words, done } = KINDS[kind];
  const name = nameOfGrant(grant);
  return (
    <ChangeForm
      action={action}
      calls={[{ service: "kms", operation, region, input: request(arn, grant.id) }]}
      danger
      expected={name}
      failed={{ thing: "the grant", done }}
      hidden={{ arn, grantId: grant.id }}
      onDone={(commands) => finish(`AWS reads back: the key has no grant ${name}.`, commands)}
      verb={verb}
    >
      {() => (
        <ul className="grid list-disc gap-1 pl-4">
          <li className="wrap-anywhere">
            {grant.grantee?.name ?? "Its grantee"} may no longer {grant.operations.join(", ")} by this grant. What the
            key policy and other grants allow stays.
          </li>
          <li>
            It takes up to five minutes until every part of KMS knows. It cannot be undone: a new grant can be made.
          </li>
          <li>{words}</li>
          <li>
            A service that made the grant for itself, for example for a volume or a table, loses access to its data.
          </li>
        </ul>
      )}
    </ChangeForm>
  );
}
