import "server-only";
import { cache } from "react";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { getRotation, resolveKey } from "#lib/kms/read.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import { getBucketPolicy } from "#lib/s3/read.ts";
import { awsOfBucket, readEncryption } from "./bucket-context.ts";

/** The key that the default names, and how it rotates; null where it names none. */
export const readDefaultKey = cache(
  async (bucket: string): Promise<{ key: Result<Key>; rotation: Result<Rotation> } | null> => {
    const found = await readEncryption(bucket);
    const keyId = found.ok ? keyIdOf(found.value.default) : null;
    if (keyId === null) return null;
    const aws = await awsOfBucket(bucket);
    const key = await attempt(resolveKey(aws, keyId));
    return { key, rotation: key.ok ? await attempt(getRotation(aws, key.value)) : key };
  },
);

/** The bucket's policy document; null where it has none. */
export const readPolicy = cache(async (bucket: string) => attempt(getBucketPolicy(await awsOfBucket(bucket), bucket)));

/** What the bucket's policy does to uploads by their encryption. */
export async function readEnforcement(bucket: string): Promise<Result<Enforcement>> {
  const policy = await readPolicy(bucket);
  return policy.ok ? { ok: true, value: enforcementOf(bucket, policy.value) } : policy;
}
