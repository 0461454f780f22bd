import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import { type Deciding, toDeciding } from "./deciding.ts";
import { readNamedKey } from "./default-key-read.ts";
import { keyIdOf } from "./encryption.ts";
import { getBucketEncryption, getBucketPolicy } from "./read.ts";

/** All that decides on the next upload into the bucket, each read failing alone. */
export async function getDeciding(aws: Aws, bucket: string): Promise<Deciding> {
  const [policy, encryption] = await Promise.all([
    attempt(getBucketPolicy(aws, bucket)),
    attempt(getBucketEncryption(aws, bucket)),
  ]);
  const keyId = encryption.ok ? keyIdOf(encryption.value.default) : null;
  const used = keyId === null ? null : await readNamedKey(aws, bucket, keyId);
  const { region } = used ?? aws;
  const key = used?.key ?? null;
  const keyPolicy = key?.ok ? await attempt(getKeyPolicy(aws.in(region), key.value.arn)) : null;
  return toDeciding({ name: bucket, region }, { policy, encryption, key, keyPolicy });
}
