import type { DecryptCommandInput, GenerateDataKeyCommandInput } from "@aws-sdk/client-kms";
import type { AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { PARTITIONS } from "#lib/aws/partition.ts";
import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";
import { isLike } from "#lib/aws/wildcard.ts";
import type { AwsCall } from "#lib/commands/cli.ts";
import { parsePolicy, type Statement } from "#lib/policy/document.ts";

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

/** The trials as calls to be shown. */
export function toTrialCalls(region: string, keyArn: string, objectArn: string): AwsCall[] {
  return [
    { service: "kms", operation: "GenerateDataKey", region, input: toWriteTrial(keyArn, objectArn) },
    { service: "kms", operation: "Decrypt", region, input: toReadTrial(keyArn, objectArn) },
  ];
}

/** A statement of a key policy that looks at the service through which the key is used. */
type ViaServiceStatement = { name: string; effect: "Allow" | "Deny"; services: string[]; operator: string };

/**
 * The statements about GenerateDataKey or Decrypt that depend on kms:ViaService: a direct dry run meets them in another
 * way than S3 does. Null where it does not follow IAM’s grammar.
 */
function viaServiceStatements(policy: string): ViaServiceStatement[] | null {
  const parsed = parsePolicy(policy, "key");
  if (!parsed.ok) return null;
  return parsed.document.statements
    .filter(isAboutUse)
    .flatMap(({ name, effect, conditions }) =>
      conditions
        .filter(({ key }) => key.toLowerCase() === "kms:viaservice")
        .map(({ operator, values }) => ({ name, effect, services: values, operator })),
    );
}

/**
 * Why S3 could be answered otherwise than a direct request was, in a sentence, or null where the key policy gives no
 * reason to think so. `policy` is null where it could not be read. Policies of IAM are not seen here.
 */
export function reasonS3MayDiffer(trial: Trial, policy: string | null): string | null {
  if (trial.outcome === "unknown" || (trial.outcome === "refused" && trial.failure.permission === null)) return null;
  const statements = policy === null ? null : viaServiceStatements(policy);
  if (statements === null)
    return "The key policy could not be read as one, so whether it looks at the service is not known.";
  // What a request is allowed by one statement, another that allows less does not take away.
  const telling = trial.outcome === "allowed" ? statements.filter(({ effect }) => effect === "Deny") : statements;
  if (telling.length === 0) return null;
  const names = telling.map(({ name, operator, services }) => `${name} (${operator} ${services.join(", ")})`);
  return `The key policy looks at kms:ViaService in ${names.join("; ")}. A direct request has no such service, so through S3 the answer may be the other one.`;
}

/** NotAction is taken to be about it: too much said here is better than too little. */
function isAboutUse({ actions }: Statement): boolean {
  if (actions === null || actions.except) return actions !== null;
  return actions.listed.some((action) => USES.some((use) => isLike(`kms:${use}`.toLowerCase(), action.toLowerCase())));
}
