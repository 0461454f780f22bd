import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import { withOwner } from "#lib/commands/bucket-owner.ts";
import type { Endpoints } from "#lib/commands/cli.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { type BulkKey, outsideRegion, planDefault, type PlanStep, planSseCBlock, withHarm } from "#lib/s3/bulk.ts";
import { bucketArn } from "#lib/s3/bucket.ts";
import { type Enforcing, planEnforcement } from "#lib/s3/bulk-policy.ts";
import { harmOf } from "#lib/s3/default-harm.ts";
import { readHarm } from "#lib/s3/default-harm-read.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import type { LogSources } from "#lib/s3/log-source.ts";
import { listLogSources } from "#lib/s3/log-source-read.ts";
import { prepareChange } from "#lib/s3/policy-write.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion, inBucketRegionNow } from "#lib/s3/region.ts";
import { getEncryptionRule } from "#lib/s3/settings-read.ts";
import type { BulkChange } from "./bulk-change.ts";

export type Planned = { bucket: string; region: string | null; step: PlanStep };

const AT_A_TIME = 16;

/** What is to be done: with a key where that is a default. */
export type Asked = { change: "default"; key: BulkKey } | { change: Exclude<BulkChange, "default"> };

/** What is asked means for each bucket, read from AWS now. */
export function planBuckets(aws: Aws, buckets: readonly string[], asked: Asked): Promise<Planned[]> {
  const sources = onceForAll();
  return mapParallel(buckets, AT_A_TIME, async (bucket): Promise<Planned> => {
    const local = await attempt(inRegionFor(aws, bucket, asked));
    if (local.ok) {
      const step = await planOne(local.value, bucket, asked, sources);
      return { bucket, region: local.value.region, step: ofOwner(step, local.value.endpoints) };
    }
    const missing = local.failure.code === "missing";
    const step: PlanStep = missing
      ? { status: "skipped", reason: "There is no bucket of this name.", before: null }
      : { status: "unknown", failure: local.failure };
    return { bucket, region: null, step };
  });
}

/** The plan is shown beside those of other buckets, so each command itself says whose its bucket is. */
function ofOwner(step: PlanStep, { owner }: Endpoints): PlanStep {
  return step.status === "change" ? { ...step, call: withOwner(step.call, owner) } : step;
}

/** Before a bucket is left out for its Region, that is asked anew: it may have been deleted and made again elsewhere. */
async function inRegionFor(aws: Aws, bucket: string, asked: Asked): Promise<Aws> {
  const known = await inBucketRegion(aws, bucket);
  return asked.change === "default" && asked.key.region !== known.region ? inBucketRegionNow(aws, bucket) : known;
}

/** Where the access logs go: a request for each bucket of the Region, made once for a whole plan, and only where it matters. */
function onceForAll(): (aws: Aws) => Promise<LogSources> {
  const byRegion = new Map<string, Promise<LogSources>>();
  return (aws) => {
    const sources = byRegion.get(aws.region) ?? listLogSources(aws);
    byRegion.set(aws.region, sources);
    return sources;
  };
}

async function planOne(
  aws: Aws,
  name: string,
  asked: Asked,
  sources: (aws: Aws) => Promise<LogSources>,
): Promise<PlanStep> {
  const { region } = aws;
  if (asked.change === "dsse-tolerant" || asked.change === "dsse-strict") return planPolicy(aws, name, asked.change);
  const key = asked.change === "default" ? asked.key : null;
  if (key !== null && key.region !== region) return outsideRegion(region, key);
  if (key === null) return planRule(aws, name);
  const found = await attempt(getBucketEncryption(aws, name));
  if (!found.ok) return { status: "unknown", failure: found.failure };
  // Whose the key of today is matters only where the new one would be AWS's own.
  const awsManaged = key.awsManaged && (await hasAwsManagedKey(aws, found.value));
  const step = planDefault({ name, region }, found.value, key, { awsManaged });
  if (step.status !== "change") return step;
  const { default: current } = found.value;
  const next = { type: "DSSE-KMS", keyId: key.arn } as const;
  const reads = await readHarm(aws, name, current, { sources: () => sources(aws), next });
  return withHarm(step, harmOf(next, current, reads));
}

async function planRule(aws: Aws, name: string): Promise<PlanStep> {
  const rule = await attempt(getEncryptionRule(aws, name));
  return rule.ok
    ? planSseCBlock({ name, region: aws.region }, rule.value)
    : { status: "unknown", failure: rule.failure };
}

async function planPolicy(aws: Aws, name: string, change: Enforcing): Promise<PlanStep> {
  const { region } = aws;
  const ready = await attempt(prepareChange(aws, name, change));
  if (ready.ok) return planEnforcement({ name, region, arn: bucketArn({ name, region }) }, ready.value, change);
  // What this console refuses by itself was read, and cannot be done.
  if (ready.failure.service === "Twofold") return { status: "skipped", reason: ready.failure.message, before: null };
  return { status: "unknown", failure: ready.failure };
}

async function hasAwsManagedKey(aws: Aws, found: BucketEncryption): Promise<boolean> {
  const keyId = keyIdOf(found.default);
  if (keyId === null) return true;
  const key = await attempt(resolveKey(aws, keyId));
  return key.ok && key.value.manager === "AWS";
}
