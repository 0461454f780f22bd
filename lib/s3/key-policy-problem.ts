import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { parsePolicy, type PolicyDocument } from "#lib/policy/document.ts";
import { judge } from "#lib/policy/judge.ts";
import type { PolicyRequest } from "#lib/policy/request.ts";
import { bucketArn } from "./bucket.ts";
import type { DefaultKeyProblem } from "./default-key.ts";

/** A bucket, and whether S3 asks KMS for a bucket key there. */
type Use = { name: string; region: string; bucketKey: boolean };

/**
 * Whether the policy of a default's key refuses S3 the key for uploads into the bucket, whoever uploads: null when it does
 * not. What it refuses to some is like every other permission of theirs.
 */
export function problemOfKeyPolicy(
  use: Use,
  key: Pick<Key, "arn" | "accountId" | "manager">,
  policy: Result<string>,
): DefaultKeyProblem | null {
  // Nobody can change what AWS says of its own keys, and it lets S3 use aws/s3.
  if (key.manager === "AWS") return null;
  if (!policy.ok) return notKnown(reasonOf(policy.failure), policy.failure);
  const parsed = parsePolicy(policy.value, "key");
  if (!parsed.ok) return notKnown("it does not follow IAM’s grammar", null);
  const statement = refusalOf(parsed.document, use, key, "kms:GenerateDataKey");
  if (statement === null) return null;
  const reason = `The key’s policy refuses its use for this bucket to everybody, by its statement ${statement}.`;
  return { status: "broken", short: "refused by its policy", reason };
}

function notKnown(why: string, failure: Failure | null): DefaultKeyProblem {
  const reason = `Whether the key’s policy refuses its use for this bucket is not known: ${why}.`;
  return { status: "unknown", short: why, reason, failure };
}

/**
 * Why the policy of a default's key lets nobody decrypt what is in the bucket, as the parts of an upload and copies of such
 * objects need it: a sentence; null where it does not, or where that is not known. Source: S3 API Reference,
 * CreateMultipartUpload and UploadPart.
 */
export function reasonNotDecrypted(
  use: Use,
  key: Pick<Key, "arn" | "accountId" | "manager">,
  policy: Result<string>,
): string | null {
  const parsed = key.manager !== "AWS" && policy.ok ? parsePolicy(policy.value, "key") : null;
  const statement = parsed?.ok ? refusalOf(parsed.document, use, key, "kms:Decrypt") : null;
  return statement === null
    ? null
    : `The key’s policy refuses everybody kms:Decrypt for this bucket, by its statement ${statement}.`;
}

type Action = "kms:GenerateDataKey" | "kms:Decrypt";

function refusalOf(
  document: PolicyDocument,
  use: Use,
  key: Pick<Key, "arn" | "accountId">,
  action: Action,
): string | null {
  const policies = { identity: "unknown", bucket: null, key: document } as const;
  const denials = judge(policies, requestOf(use, key, action), "Deny");
  return denials.find(({ fit }) => fit === true)?.by.statement.name ?? null;
}

/**
 * What S3 asks of KMS for an upload, in the name of somebody. With a bucket key the context is the bucket's ARN, else the
 * object's. Source: S3 User Guide, "Using encryption context"; KMS Developer Guide, "kms:ViaService".
 */
function requestOf(use: Use, { arn, accountId }: Pick<Key, "arn" | "accountId">, action: Action): PolicyRequest {
  const bucket = bucketArn(use);
  return {
    requester: { type: "somebody", account: null },
    action,
    resource: arn,
    owner: accountId,
    context: {
      // How KMS spells the host in other partitions is not documented.
      ...(arn.startsWith("arn:aws:") ? { "kms:viaservice": `s3.${use.region}.amazonaws.com` } : {}),
      "kms:encryptioncontext:aws:s3:arn": use.bucketKey ? bucket : { startsWith: `${bucket}/` },
    },
  };
}
