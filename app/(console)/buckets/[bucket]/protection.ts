import "server-only";
import { cache } from "react";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { getRotation } from "#lib/kms/read.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { listAclGrants } from "#lib/s3/acl-read.ts";
import { type Deciding, toDeciding } from "#lib/s3/deciding.ts";
import { type NamedKeyState, readNamedKey } from "#lib/s3/default-key-read.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketPolicy } from "#lib/s3/read.ts";
import { awsOfBucket, readEncryption } from "./bucket-context.ts";

type UsedKey = NamedKeyState & { rotation: Result<Rotation> };

/** The key that the default names, whether S3 can use it, and how it rotates; null where the default names none. */
export const readDefaultKey = cache(async (bucket: string): Promise<UsedKey | null> => {
  const found = await readEncryption(bucket);
  const keyId = found.ok ? keyIdOf(found.value.default) : null;
  if (keyId === null) return null;
  const aws = await awsOfBucket(bucket);
  const used = await readNamedKey(aws, bucket, keyId);
  return { ...used, rotation: used.key.ok ? await attempt(getRotation(aws, used.key.value)) : used.key };
});

/** The bucket's policy document; null where it has none. */
export const readPolicy = cache(async (bucket: string) => attempt(getBucketPolicy(await awsOfBucket(bucket), bucket)));

/** Whom the bucket's ACL lets in beside its owner; null where ACLs have no effect. */
export const readAclGrants = cache(async (bucket: string) => attempt(listAclGrants(await awsOfBucket(bucket), bucket)));

/** All that decides on the next upload into the bucket, each read failing alone. */
export const readDeciding = cache(async (bucket: string): Promise<Deciding> => {
  const [aws, policy, encryption, used] = await Promise.all([
    awsOfBucket(bucket),
    readPolicy(bucket),
    readEncryption(bucket),
    readDefaultKey(bucket),
  ]);
  const { region } = used ?? aws;
  return toDeciding({ name: bucket, region }, { policy, encryption, key: used?.key ?? null });
});
