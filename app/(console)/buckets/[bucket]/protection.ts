import "server-only";
import { cache } from "react";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { getKeyPolicy, getRotation } from "#lib/kms/read.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { listAclGrants } from "#lib/s3/acl-read.ts";
import { type Deciding, problemOfKey, toDeciding } from "#lib/s3/deciding.ts";
import { type NamedKeyState, readNamedKey } from "#lib/s3/default-key-read.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketPolicy } from "#lib/s3/read.ts";
import { awsOfBucket, readEncryption } from "./bucket-context.ts";

/** `policy` is the key's; null where the key itself is not known. */
type UsedKey = NamedKeyState & { policy: Result<string> | null; rotation: Result<Rotation> };

/** The key that the default names, whether S3 can use it here, and how it rotates; null where the default names none. */
export const readDefaultKey = cache(async (bucket: string): Promise<UsedKey | null> => {
  const found = await readEncryption(bucket);
  const standard = found.ok ? found.value.default : null;
  const keyId = standard === null ? null : keyIdOf(standard);
  if (standard === null || keyId === null) return null;
  const used = await readNamedKey(await awsOfBucket(bucket), bucket, keyId);
  const { key, region } = used;
  if (!key.ok) return { ...used, policy: null, rotation: key };
  const aws = (await awsOfBucket(bucket)).in(region);
  const [policy, rotation] = await Promise.all([
    attempt(getKeyPolicy(aws, key.value.arn)),
    attempt(getRotation(aws, key.value)),
  ]);
  return { ...used, policy, problem: problemOfKey({ name: bucket, region }, standard, key, policy), rotation };
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
  return toDeciding(
    { name: bucket, region },
    { policy, encryption, key: used?.key ?? null, keyPolicy: used?.policy ?? null },
  );
});
