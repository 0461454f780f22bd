import { EmptyState } from "#components/empty-state.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { parsePolicy } from "#lib/policy/document.ts";
import type { Problem } from "#lib/policy/json.ts";
import { AclFact } from "../acl-fact.tsx";
import { awsOfBucket } from "../bucket-context.ts";
import { readAclGrants, readPolicy } from "../protection.ts";
import { JsonText, toReadable } from "./json-text.tsx";
import { StatementList } from "./statement-list.tsx";

/** The policy in plain words, statement by statement, beside what AWS stores. */
export async function PolicyPanel({ bucket }: { bucket: string }) {
  const [aws, policy] = await Promise.all([awsOfBucket(bucket), readPolicy(bucket)]);
  if (!policy.ok) return <FailureNotice failure={policy.failure} title="The policy is not known" />;
  if (policy.value === null) {
    const grants = await readAclGrants(bucket);
    const isAclOff = grants.ok && grants.value === null;
    const call = {
      service: "s3api",
      operation: "GetBucketPolicy",
      region: aws.region,
      input: { Bucket: bucket },
    } as const;
    return (
      <EmptyState
        action={
          <ButtonLink
            href={`/buckets/${encodeURIComponent(bucket)}/policy?change=dsse-tolerant#change`}
            variant="primary"
          >
            Enforce DSSE-KMS…
          </ButtonLink>
        }
        command={toCli(call, aws.endpoints)}
        title="This bucket has no policy"
      >
        Nothing is refused for the encryption that it asks for, and no policy of the bucket lets anybody of another
        account in.{" "}
        {isAclOff
          ? "ACLs have no effect here either: who may do what is decided by the IAM policies of this account, and by what its organization refuses."
          : "ACLs can, besides the IAM policies of this account."}
      </EmptyState>
    );
  }
  const parsed = parsePolicy(policy.value, "bucket");
  if (!parsed.ok) return <Malformed problems={parsed.problems} text={policy.value} />;
  return (
    <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-2">
      <StatementList document={parsed.document} />
      <JsonText label="Bucket policy" text={toReadable(policy.value)} />
    </div>
  );
}

/** Whom ACLs let in, whatever the policy says. */
export async function AclPanel({ bucket }: { bucket: string }) {
  const grants = await readAclGrants(bucket);
  if (grants.ok && grants.value === null) return null;
  return (
    <div className="mt-4">
      <AclFact grants={grants} />
    </div>
  );
}

/** S3 takes no such policy today; what it took long ago, or another service that speaks its language, may hold one. */
function Malformed({ text, problems }: { text: string; problems: Problem[] }) {
  return (
    <div className="grid gap-3">
      <Notice title="This policy does not follow IAM’s grammar, so what it does is not known" tone="warn">
        <ul className="list-disc pl-4">
          {problems.map(({ line, column, message }) => (
            <li key={`${line}:${column}:${message}`}>
              Line {line}, column {column}: {message}
            </li>
          ))}
        </ul>
      </Notice>
      <JsonText label="Bucket policy, as AWS stores it" text={text} />
    </div>
  );
}
