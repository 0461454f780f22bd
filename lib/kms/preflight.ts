import type { DecryptCommandInput, GenerateDataKeyCommandInput } from "@aws-sdk/client-kms";
import type { AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { PARTITIONS } from "#lib/aws/partition.ts";
import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";

/** What S3 asks of a key: for a write, and for a read or an upload in parts. Source: S3 User Guide, UsingKMSEncryption. */
export const USES = ["GenerateDataKey", "Decrypt"] as const;

export type Use = (typeof USES)[number];

/** What a dry run of one use came to. */
export type Trial =
  | { outcome: "allowed" }
  /** KMS refused it: a permission, or the key's own state. */
  | { outcome: "refused"; failure: Failure }
  /** It is not known: KMS could not be asked, or answered something else. */
  | { outcome: "unknown"; reason: string; failure: Failure | null };

/** S3 gives KMS the object's ARN as the encryption context under DSSE-KMS. */
function contextOf(objectArn: string) {
  return { "aws:s3:arn": objectArn };
}

/** The request that only tries to make a data key, as a write of the object does. */
export function toWriteTrial(keyArn: string, objectArn: string): GenerateDataKeyCommandInput {
  return { KeyId: keyArn, KeySpec: "AES_256", EncryptionContext: contextOf(objectArn), DryRun: true };
}

/** The request that only tries to decrypt one, as a read of the object does; it needs no ciphertext. */
export function toReadTrial(keyArn: string, objectArn: string): DecryptCommandInput {
  const EncryptionContext = contextOf(objectArn);
  return { KeyId: keyArn, EncryptionContext, DryRun: true, DryRunModifiers: ["IGNORE_CIPHERTEXT"] };
}

/** KMS says by an error that a dry run would have worked. Source: KMS Developer Guide, "Testing your permissions". */
const WOULD_WORK = "DryRunOperationException";

const STATES = new Set([
  "DisabledException",
  "KMSInvalidStateException",
  "InvalidKeyUsageException",
  "KeyUnavailableException",
]);

/** What a dry run's answer means. One that succeeds without the error did not say that it was one. */
export function toOutcome(answer: Result<unknown>): Trial {
  if (answer.ok) {
    return { outcome: "unknown", reason: "KMS answered without saying whether it would have worked", failure: null };
  }
  const { failure } = answer;
  if (failure.name === WOULD_WORK) return { outcome: "allowed" };
  if (failure.permission !== null || STATES.has(failure.name)) return { outcome: "refused", failure };
  return { outcome: "unknown", reason: reasonOf(failure), failure };
}

const ROLE = /^arn:([a-z-]+):iam::\d{12}:role\/[\w+=,.@/-]+$/;
const OBJECT = /^arn:([a-z-]+):s3:::[A-Za-z0-9._-]{3,255}\/.+$/s;

/** The rule that a role's ARN breaks, or null. */
export function reasonRoleRefused(arn: string): string | null {
  return PARTITIONS.includes(ROLE.exec(arn)?.[1] ?? "")
    ? null
    : "Give the full ARN of a role: arn:aws:iam::123456789012:role/Name.";
}

/** The rule that an object's ARN breaks, or null. */
export function reasonObjectRefused(arn: string): string | null {
  return PARTITIONS.includes(OBJECT.exec(arn)?.[1] ?? "")
    ? null
    : "Give the ARN of an object: arn:aws:s3:::bucket/key. The object need not exist.";
}

/** STS takes 2 to 64 of these. Source: STS API reference, AssumeRole. */
const ILLEGAL_IN_NAME = /[^\w+=,.@-]/g;
const LONGEST_NAME = 64;

/** The person's name as STS takes it for a session or a source identity, so that CloudTrail names who tried. */
export function toSessionName(user: string): string {
  return user.normalize("NFKD").replaceAll(ILLEGAL_IN_NAME, "-").slice(0, LONGEST_NAME).padEnd(2, "-");
}

/** The request that takes on a role for as short as STS allows, in the person's name. */
export function toAssumeRole(roleArn: string, user: string): AssumeRoleCommandInput {
  const name = toSessionName(user);
  return { RoleArn: roleArn, RoleSessionName: name, SourceIdentity: name, DurationSeconds: 900 };
}
