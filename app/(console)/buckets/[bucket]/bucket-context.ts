import "server-only";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { S3_MANAGED_ALIAS } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { listKeyNames, resolveKey } from "#lib/kms/read.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";

/** The caller's AWS in the Region of this bucket. Once per request, as all of these. */
export const awsOfBucket = cache(async (bucket: string) => inBucketRegion(await requireAws(), bucket));

/** The bucket's encryption configuration as AWS reads it back. */
export const readEncryption = cache(async (bucket: string) => {
  return attempt(getBucketEncryption(await awsOfBucket(bucket), bucket));
});

/** What the next write without headers gets. */
export const readStandard = cache(async (bucket: string): Promise<Result<Standard>> => {
  const found = await readEncryption(bucket);
  return found.ok ? { ok: true, value: await toStandard(bucket, found.value.default) } : found;
});

/** `exact` names the key by its full ARN, as objects do; null when AWS would not say which key it is. */
type Standard = { default: Encryption; exact: Encryption | null };

async function toStandard(bucket: string, standard: Encryption): Promise<Standard> {
  if (standard.type !== "SSE-KMS" && standard.type !== "DSSE-KMS") return { default: standard, exact: standard };
  const keyId = keyIdOf(standard) ?? S3_MANAGED_ALIAS;
  if (fromKeyArn(keyId) !== null) return { default: standard, exact: standard };
  const key = await attempt(resolveKey(await awsOfBucket(bucket), keyId));
  return { default: standard, exact: key.ok ? { ...standard, keyId: key.value.arn } : null };
}

/** The first alias of each key of the bucket's Region, by ARN; empty when AWS does not say. */
export const aliasesFor = cache(async (bucket: string): Promise<ReadonlyMap<string, string>> => {
  const names = await attempt(listKeyNames(await awsOfBucket(bucket)));
  return names.ok ? names.value : new Map();
});
