import { reasonOf, type Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { parsePolicy, type PolicyDocument } from "#lib/policy/document.ts";
import { bucketArn } from "./bucket.ts";
import { type DefaultKeyProblem, problemOfDefaultKey } from "./default-key.ts";
import { type BucketEncryption, type Encryption, keyIdOf } from "./encryption.ts";
import { problemOfKeyPolicy, reasonNotDecrypted } from "./key-policy-problem.ts";

/** What decides on the next upload, as far as the bucket itself does. */
export type Deciding = {
  bucketArn: string;
  /** The policy; null where there is none. A text is why it is not known, as in "needs s3:GetBucketPolicy". */
  policy: PolicyDocument | null | string;
  /** What a write without headers gets, its key by full ARN (null: the AWS managed key), or why that is not known. */
  standard: Encryption | string;
  /** What the bucket blocks, in S3's words; null where that is not known. */
  blockedTypes: readonly string[] | null;
  /** Why S3 cannot use the key of the default, a sentence; null where it can, or where that is not known. */
  keyFault: string | null;
  /** The same for uploads that ask for DSSE-KMS with that key: they never use a bucket key. As keyFault where absent. */
  dsseKeyFault?: string | null;
  /**
   * Why nobody can decrypt with that key, a sentence: uploads in parts need it, and copies of what is under the key. Null or
   * absent where somebody can, or where that is not known.
   */
  decryptFault?: string | null;
  /** The same for uploads that ask for DSSE-KMS with that key. As decryptFault where absent. */
  dsseDecryptFault?: string | null;
  /** Whether the bucket gives uploads that ask for SSE-KMS a bucket key; not known where absent, unless the default says so. */
  bucketKey?: boolean;
};

/** A policy's text as it decides. */
export function toDecidingPolicy(text: string | null): Deciding["policy"] {
  if (text === null) return null;
  const parsed = parsePolicy(text, "bucket");
  return parsed.ok ? parsed.document : "it does not follow IAM’s grammar";
}

/**
 * What decides, from reads that each may have failed. `key` is the one that the default names, null where it names none;
 * `keyPolicy` its policy, null or absent where that was not asked for.
 */
export function toDeciding(
  bucket: { name: string; region: string },
  reads: {
    policy: Result<string | null>;
    encryption: Result<BucketEncryption>;
    key: Result<Key> | null;
    keyPolicy?: Result<string> | null;
  },
): Deciding {
  const { policy, encryption, key, keyPolicy = null } = reads;
  const standard = encryption.ok ? encryption.value.default : null;
  const problem = standard === null || key === null ? null : problemOfKey(bucket, standard, key, keyPolicy);
  return {
    bucketArn: bucketArn(bucket),
    policy: policy.ok ? toDecidingPolicy(policy.value) : reasonOf(policy.failure),
    standard: encryption.ok
      ? withKeyArn(encryption.value.default, key)
      : `the default: ${reasonOf(encryption.failure)}`,
    blockedTypes: encryption.ok ? encryption.value.blockedTypes : null,
    keyFault: faultOf(problem),
    dsseKeyFault: faultOf(
      standard === null || key === null
        ? null
        : problemOfKey(bucket, { type: "DSSE-KMS", keyId: keyIdOf(standard) }, key, keyPolicy),
    ),
    decryptFault: decryptFaultOf({ ...bucket, bucketKey: hasBucketKey(standard) }, key, keyPolicy),
    dsseDecryptFault: decryptFaultOf({ ...bucket, bucketKey: false }, key, keyPolicy),
    ...(encryption.ok ? { bucketKey: givesBucketKey(encryption.value) } : {}),
  };
}

function hasBucketKey(standard: Encryption | null): boolean {
  return standard?.type === "SSE-KMS" && standard.bucketKey;
}

function decryptFaultOf(
  use: Parameters<typeof reasonNotDecrypted>[0],
  key: Result<Key> | null,
  keyPolicy: Result<string> | null,
): string | null {
  return key?.ok && keyPolicy !== null ? reasonNotDecrypted(use, key.value, keyPolicy) : null;
}

/** Source: S3 User Guide, "Configuring an S3 Bucket Key at the object level": the bucket's setting holds for every request. */
function givesBucketKey({ default: standard, bucketKeyInVain, bucketKeyForKms }: BucketEncryption): boolean {
  return hasBucketKey(standard) || bucketKeyInVain || bucketKeyForKms === true;
}

function faultOf(problem: DefaultKeyProblem | null): string | null {
  return problem?.status === "broken" ? problem.reason : null;
}

/** What is wrong, or not known, of the key that a bucket's default names: of the key itself first, then of its policy. */
export function problemOfKey(
  bucket: { name: string; region: string },
  standard: Encryption,
  key: Result<Key>,
  keyPolicy: Result<string> | null,
): DefaultKeyProblem | null {
  const keyId = keyIdOf(standard);
  if (keyId === null) return null;
  const problem = problemOfDefaultKey(bucket.region, keyId, key);
  if (problem !== null || !key.ok || keyPolicy === null) return problem;
  return problemOfKeyPolicy({ ...bucket, bucketKey: hasBucketKey(standard) }, key.value, keyPolicy);
}

/** A default may name its key by an alias or an id; objects and policies name it by ARN. */
function withKeyArn(standard: Encryption, key: Result<Key> | null): Encryption | string {
  const keyId = keyIdOf(standard);
  if (keyId === null || (standard.type !== "DSSE-KMS" && standard.type !== "SSE-KMS")) return standard;
  if (key?.ok) return { ...standard, keyId: key.value.arn };
  if (fromKeyArn(keyId) !== null) return standard;
  return `which key ${keyId} is: ${key === null ? "not read" : reasonOf(key.failure)}`;
}
