import { Tag } from "#components/tag.tsx";
import type { Deciding } from "#lib/s3/deciding.ts";
import { guardsOfDefault, toGuardStatement } from "#lib/s3/default-guard.ts";
import { JsonText } from "./json-text.tsx";

/** Whom the policy keeps from changing the default, and why Twofold does not write the statement that does. */
export function DefaultGuard({ deciding: { policy, bucketArn } }: { deciding: Deciding }) {
  if (typeof policy === "string") return `Not known: ${policy}`;
  const [, partition] = bucketArn.split(":");
  const guards = policy === null ? [] : guardsOfDefault(policy, bucketArn);
  return (
    <div className="grid gap-1">
      {guards.length === 0 ? (
        <span>
          Left open: whoever is allowed <code className="font-mono text-sm">s3:PutEncryptionConfiguration</code> can
          change it.
        </span>
      ) : (
        guards.map(({ statement, reason }) => (
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1" key={statement}>
            <Tag tone="accent">guarded</Tag>
            <span>
              by <b className="font-[550]">{statement}</b>, which holds {reason ?? "for everybody"}
            </span>
          </span>
        ))
      )}
      <details>
        <summary className="link w-fit cursor-pointer text-sm">The statement that leaves it to one role</summary>
        <div className="mt-2 grid gap-2">
          <p className="text-sm text-dim">
            Twofold does not put this one in. It would have to know that the role is there, and it asks IAM nothing:
            with a wrong ARN nobody could change the default any more before changing the policy. Put your role’s ARN in
            place of the one here, make sure that the role exists, and set it beside the statements above.
          </p>
          <JsonText
            label="DenyDefaultTampering, to be completed"
            text={JSON.stringify(toGuardStatement(bucketArn, `arn:${partition}:iam::ACCOUNT:role/ROLE`), null, 2)}
          />
        </div>
      </details>
    </div>
  );
}
