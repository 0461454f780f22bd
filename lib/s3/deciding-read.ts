import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { type Deciding, toDeciding } from "./deciding.ts";
import { keyIdOf } from "./encryption.ts";
import { getBucketEncryption, getBucketPolicy } from "./read.ts";

/** All that decides on the next upload into the bucket, each read failing alone. */
export async function getDeciding(aws: Aws, bucket: string): Promise<Deciding> {
  const [policy, encryption] = await Promise.all([
    attempt(getBucketPolicy(aws, bucket)),
    attempt(getBucketEncryption(aws, bucket)),
  ]);
  const keyId = encryption.ok ? keyIdOf(encryption.value.default) : null;
  const key = keyId === null ? null : await attempt(resolveKey(aws, keyId));
  return toDeciding({ name: bucket, region: aws.region }, { policy, encryption, key });
}
