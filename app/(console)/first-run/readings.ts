import "server-only";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Endpoints } from "#lib/commands/cli.ts";
import { type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { getKey, getRotation, resolveKey } from "#lib/kms/read.ts";
import { getDeciding } from "#lib/s3/deciding-read.ts";
import { type Encryption, isSameEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import { nextUploads } from "#lib/s3/next-upload.ts";
import type { ObjectHead, OpenHead } from "#lib/s3/object.ts";
import { getObjectHead } from "#lib/s3/object-read.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";

/** The key of the first step, by ARN or by its new alias. DescribeKey, GetKeyRotationStatus. Once per request, as all of these. */
export const readKey = cache(async (name: string, region: string | null) => {
  const aws = await requireAws();
  const key = await attempt(findKey(aws, name, region));
  const rotation = key.ok ? await attempt(getRotation(aws, key.value)) : key;
  return { key, rotation, at: new Date() };
});

function findKey(aws: Aws, name: string, region: string | null): Promise<Key> {
  if (fromKeyArn(name) !== null) return resolveKey(aws, name);
  return getKey(aws.in(region !== null && aws.regions.includes(region) ? region : aws.region), name);
}

/** The key of the first step as far as S3 can use it, else null. */
export async function readUsableKey(name: string | null, region: string | null): Promise<Key | null> {
  if (name === null) return null;
  const { key } = await readKey(name, region);
  return key.ok && reasonS3CannotUse(key.value) === null ? key.value : null;
}

/** Where the second step's bucket is, and its default encryption. GetBucketEncryption. */
export const readBucket = cache((bucket: string) => attempt(findBucket(bucket)));

async function findBucket(bucket: string): Promise<{ region: string; endpoints: Endpoints; standard: Encryption }> {
  const aws = await inBucketRegion(await requireAws(), bucket);
  return { region: aws.region, endpoints: aws.endpoints, standard: (await getBucketEncryption(aws, bucket)).default };
}

/** Why the third step's upload into the bucket would be refused, in a sentence; null where nothing is known to refuse it. */
export const readRefusal = cache(async (bucket: string): Promise<string | null> => {
  const deciding = await attempt(findDeciding(bucket));
  if (!deciding.ok) return null;
  const fate = nextUploads(deciding.value).get("DSSE-KMS and the key")?.put;
  if (fate?.outcome !== "refused") return null;
  if (fate.by === "key") return fate.reason;
  return fate.by === "statement"
    ? `Its policy’s statement ${fate.statement} refuses uploads that ask for DSSE-KMS with its key.`
    : "The bucket blocks this type of encryption.";
});

async function findDeciding(bucket: string) {
  return getDeciding(await inBucketRegion(await requireAws(), bucket), bucket);
}

/** The bucket of the second step where its default is DSSE-KMS, with the key that an upload has to name; else null. */
export async function readDsseBucket(
  bucket: string | null,
  key: Key | null,
): Promise<{ region: string; endpoints: Endpoints; keyArn: string } | null> {
  if (bucket === null || key === null) return null;
  const found = await readBucket(bucket);
  if (!found.ok || found.value.standard.type !== "DSSE-KMS") return null;
  const { region, endpoints, standard } = found.value;
  const keyId = keyIdOf(standard);
  return { region, endpoints, keyArn: keyId !== null && fromKeyArn(keyId) !== null ? keyId : key.arn };
}

/** What S3 says of the third step's object. HeadObject. */
export const readObject = cache((bucket: string, key: string) => attempt(findObject(bucket, key)));

/** What S3 says of the object where it is under two layers with exactly this key, as the upload asked; else null. */
export function headIfAsAsked(head: Result<ObjectHead> | null, keyArn: string): OpenHead | null {
  if (head?.ok !== true || head.value.storageClass === null) return null;
  return isSameEncryption({ type: "DSSE-KMS", keyId: keyArn }, head.value.encryption) ? head.value : null;
}

async function findObject(bucket: string, key: string) {
  return getObjectHead(await inBucketRegion(await requireAws(), bucket), { bucket, key });
}
