import type { Failure } from "#lib/aws/result.ts";
import type { AwsCall } from "#lib/commands/cli.ts";
import { type EncryptionRule, ruleText, sseCBlockingOf, toPutRule, withSseC } from "./blocked-types.ts";
import { lossesOf, toSummary } from "./default-change.ts";
import type { Harm } from "./default-harm.ts";
import {
  type BucketEncryption,
  type DefaultEncryption,
  isSameEncryption,
  toPutBucketEncryption,
} from "./encryption.ts";

/** The key of a bulk change, as KMS describes it. */
export type BulkKey = { arn: string; region: string; awsManaged: boolean };

/** What a bulk change is about, as a bucket has it. */
export type BucketPart =
  | { kind: "encryption"; found: BucketEncryption }
  | { kind: "rule"; rule: EncryptionRule }
  | { kind: "policy"; policy: string | null; arn: string };

/** What a change of many buckets means for one of them. */
export type PlanStep =
  /** `seen` is what was read, which has to be so still when it is sent; `notKnown` what may break with it, in sentences. */
  | { status: "change"; before: BucketPart; after: BucketPart; seen: string; call: AwsCall; notKnown?: string[] }
  | { status: "same"; before: BucketPart }
  | { status: "skipped"; reason: string; before: BucketPart | null }
  | { status: "unknown"; failure: Failure };

/** What came of one bucket's part: `now` in one line as AWS reads it back; `commands` are the changes that were sent. */
export type StepAnswer =
  | { ok: true; now: string; commands: string[] }
  | { ok: false; failure: Failure; commands: string[] };

/**
 * DSSE-KMS with one key as the bucket's default. A bucket of another Region is left out, and so is one whose default
 * would get weaker: that takes the bucket's name, typed, on its own page. `awsManaged` is of the key it has now.
 */
export function planDefault(
  { name, region }: { name: string; region: string },
  found: BucketEncryption,
  key: BulkKey,
  { awsManaged }: { awsManaged: boolean },
): PlanStep {
  if (region !== key.region) return outsideRegion(region, key);
  const encryption: DefaultEncryption = { type: "DSSE-KMS", keyId: key.arn };
  if (isSameEncryption(encryption, found.default) && !found.bucketKeyInVain) return same(found);
  const losses = lossesOf({ encryption, awsManaged: key.awsManaged }, { encryption: found.default, awsManaged });
  if (losses.length > 0) {
    const reason = `${losses.join(" ")} What weakens a bucket is not done in bulk: set it on the bucket’s own page.`;
    return { status: "skipped", reason, before: { kind: "encryption", found } };
  }
  return change({ name, region }, found, encryption, found.blockedTypes);
}

/** The same, once it is known what a new default breaks: that is decided on the bucket's own page. */
export function withHarm(step: PlanStep, { breaks, notKnown }: Harm): PlanStep {
  if (step.status !== "change") return step;
  if (breaks.length === 0) return { ...step, notKnown };
  const reason = `${breaks.join(" ")} What breaks something is not done in bulk: decide it on the bucket’s own page.`;
  return { status: "skipped", reason, before: step.before };
}

/** What a bucket of another Region than the key's is left out for, whatever its default is. */
export function outsideRegion(region: string, key: BulkKey): PlanStep {
  const reason = `It is in ${region}, the key in ${key.region}: S3 encrypts with keys of the bucket’s own Region only.`;
  return { status: "skipped", reason, before: null };
}

/** Uploads under SSE-C refused by the bucket's own setting; the rest of its rule is sent as it was read. */
export function planSseCBlock({ name, region }: { name: string; region: string }, rule: EncryptionRule): PlanStep {
  const before = { kind: "rule", rule } as const;
  if (sseCBlockingOf(rule) === "blocked") return { status: "same", before };
  if (rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm === undefined) {
    const reason = "S3 answers no default for it, and blocking a type sends the whole rule: set the default first.";
    return { status: "skipped", reason, before };
  }
  const next = withSseC(rule, true);
  return {
    status: "change",
    before,
    after: { kind: "rule", rule: next },
    seen: ruleText(rule),
    call: { service: "s3api", operation: "PutBucketEncryption", region, input: toPutRule(name, next) },
  };
}

function same(found: BucketEncryption): PlanStep {
  return { status: "same", before: { kind: "encryption", found } };
}

function change(
  { name, region }: { name: string; region: string },
  found: BucketEncryption,
  encryption: DefaultEncryption,
  blockedTypes: string[] | null,
): PlanStep {
  const input = toPutBucketEncryption(name, encryption, blockedTypes);
  return {
    status: "change",
    before: { kind: "encryption", found },
    after: { kind: "encryption", found: { default: encryption, bucketKeyInVain: false, blockedTypes } },
    seen: toSummary(found),
    call: { service: "s3api", operation: "PutBucketEncryption", region, input },
  };
}
