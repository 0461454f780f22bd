import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { type BulkKey, outsideRegion, planDefault, type PlanStep, planSseCBlock } from "#lib/s3/bulk.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";

export type BulkChange = "default" | "sse-c";

export type Planned = { bucket: string; region: string | null; step: PlanStep };

const AT_A_TIME = 16;

/** What the change means for each bucket, read from AWS now. A null key is of a change that needs none. */
export function planBuckets(aws: Aws, buckets: readonly string[], key: BulkKey | null): Promise<Planned[]> {
  return mapParallel(buckets, AT_A_TIME, async (bucket): Promise<Planned> => {
    const local = await attempt(inBucketRegion(aws, bucket));
    if (local.ok) return { bucket, region: local.value.region, step: await planOne(local.value, bucket, key) };
    const missing = local.failure.code === "missing";
    const step: PlanStep = missing
      ? { status: "skipped", reason: "There is no bucket of this name.", before: null }
      : { status: "unknown", failure: local.failure };
    return { bucket, region: null, step };
  });
}

async function planOne(aws: Aws, name: string, key: BulkKey | null): Promise<PlanStep> {
  const { region } = aws;
  if (key !== null && key.region !== region) return outsideRegion(region, key, null);
  const found = await attempt(getBucketEncryption(aws, name));
  if (!found.ok) return { status: "unknown", failure: found.failure };
  if (key === null) return planSseCBlock({ name }, found.value);
  // Whose the key of today is matters only where the new one would be AWS's own.
  const awsManaged = key.awsManaged && (await hasAwsManagedKey(aws, found.value));
  return planDefault({ name, region }, found.value, key, { awsManaged });
}

async function hasAwsManagedKey(aws: Aws, found: BucketEncryption): Promise<boolean> {
  const keyId = keyIdOf(found.default);
  if (keyId === null) return true;
  const key = await attempt(resolveKey(aws, keyId));
  return key.ok && key.value.manager === "AWS";
}
