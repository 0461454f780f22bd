import "server-only";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { S3_MANAGED_ALIAS } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { listKeyNames, resolveKey } from "#lib/kms/read.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";

/** The caller's AWS in the Region of this bucket. Once per request, as all of these. */
export const awsOfBucket = cache(async (bucket: string) => inBucketRegion(await requireAws(), bucket));

/** What the next write without headers gets. */
export const readStandard = cache(async (bucket: string) => attempt(getStandard(bucket)));

/** `exact` names the key by its full ARN, as objects do; null when AWS would not say which key it is. */
async function getStandard(bucket: string): Promise<{ default: Encryption; exact: Encryption | null }> {
  const aws = await awsOfBucket(bucket);
  const { default: standard } = await getBucketEncryption(aws, bucket);
  if (standard.type !== "SSE-KMS" && standard.type !== "DSSE-KMS") return { default: standard, exact: standard };
  const keyId = keyIdOf(standard) ?? S3_MANAGED_ALIAS;
  if (fromKeyArn(keyId) !== null) return { default: standard, exact: standard };
  const key = await attempt(resolveKey(aws, keyId));
  return { default: standard, exact: key.ok ? { ...standard, keyId: key.value.arn } : null };
}

/** The first alias of each key of the bucket's Region, by ARN; empty when AWS does not say. */
export const aliasesFor = cache(async (bucket: string): Promise<ReadonlyMap<string, string>> => {
  const names = await attempt(listKeyNames(await awsOfBucket(bucket)));
  return names.ok ? names.value : new Map();
});
