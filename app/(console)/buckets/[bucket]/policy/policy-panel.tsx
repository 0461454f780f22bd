import { EmptyState } from "#components/empty-state.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { toCli } from "#lib/commands/cli.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { readPolicy } from "../protection.ts";
import { JsonText, toReadable } from "./json-text.tsx";

/** The policy as AWS stores it. */
export async function PolicyPanel({ bucket }: { bucket: string }) {
  const [aws, policy] = await Promise.all([awsOfBucket(bucket), readPolicy(bucket)]);
  if (!policy.ok) return <FailureNotice failure={policy.failure} title="The policy is not known" />;
  if (policy.value === null) {
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
        Nothing is refused for the encryption that it asks for, and nobody of another account is let in. Who may do what
        here is decided by the IAM policies of this account alone.
      </EmptyState>
    );
  }
  return <JsonText label="Bucket policy" text={toReadable(policy.value)} />;
}
