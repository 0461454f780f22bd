import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError } from "#lib/aws/errors.ts";
import { createGate } from "#lib/aws/gate.ts";
import type { Failure, Result } from "#lib/aws/result.ts";
import { S3_MANAGED_ALIAS } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { listKeyNames, resolveKey } from "#lib/kms/read.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import type { ObjectAddress, ObjectHead } from "#lib/s3/object.ts";
import { getObjectHead } from "#lib/s3/object-read.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";

/** The caller's AWS in the Region of this bucket; the page of what is not found where there is none. Once per request, as all of these. */
export const awsOfBucket = cache(async (bucket: string): Promise<Aws> => {
  const aws = await attempt(inBucketRegion(await requireAws(), bucket));
  if (aws.ok) return aws.value;
  // A page's panels are drawn beside its layout, so the layout's own "not found" does not spare them this.
  if (aws.failure.code === "missing") notFound();
  throw new AwsError(aws.failure, null);
});

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
type Standard = { default: Encryption } & ({ exact: Encryption; failure: null } | { exact: null; failure: Failure });

async function toStandard(bucket: string, standard: Encryption): Promise<Standard> {
  const known = { default: standard, exact: standard, failure: null };
  if (standard.type !== "SSE-KMS" && standard.type !== "DSSE-KMS") return known;
  const keyId = keyIdOf(standard) ?? S3_MANAGED_ALIAS;
  if (fromKeyArn(keyId) !== null) return known;
  const key = await attempt(resolveKey(await awsOfBucket(bucket), keyId));
  if (!key.ok) return { default: standard, exact: null, failure: key.failure };
  return { default: standard, exact: { ...standard, keyId: key.value.arn }, failure: null };
}

/** As readStandard, for what has to be compared: a default whose key is not known is not known. */
export const readExact = cache(async (bucket: string): Promise<Result<Encryption>> => {
  const standard = await readStandard(bucket);
  if (!standard.ok) return standard;
  const { exact, failure } = standard.value;
  return exact === null ? { ok: false, failure } : { ok: true, value: exact };
});

/** A page's rows at once, of all people's pages together: uploads and downloads share the 128 connections. */
const heads = createGate(100);

/** What S3 says of one object, or version, when its turn comes. */
export function readHead(aws: Aws, address: ObjectAddress): Promise<Result<ObjectHead>> {
  return heads(() => attempt(getObjectHead(aws, address)));
}

/** The first alias of each key of the bucket's Region, by ARN; empty when AWS does not say. */
export const aliasesFor = cache(async (bucket: string): Promise<ReadonlyMap<string, string>> => {
  const names = await attempt(listKeyNames(await awsOfBucket(bucket)));
  return names.ok ? names.value : new Map();
});
