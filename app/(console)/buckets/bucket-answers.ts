import "server-only";
import { cache } from "react";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { createGate } from "#lib/aws/gate.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { resolveKey } from "#lib/kms/read.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import type { PublicAccessBlock } from "#lib/s3/public-access.ts";
import { getBucketEncryption, getBucketPolicy, getPublicAccessBlock, getVersioning } from "#lib/s3/read.ts";
import type { Versioning } from "#lib/s3/versioning.ts";

/** What AWS says of one bucket, each answer on its way and failing alone. */
export type BucketAnswers = {
  encryption: Promise<Result<BucketEncryption>>;
  /** The key that the default names; null where it names none or is not known. */
  key: Promise<Result<Key> | null>;
  enforcement: Promise<Result<Enforcement>>;
  versioning: Promise<Result<Versioning>>;
  publicAccess: Promise<Result<PublicAccessBlock>>;
};

/** All people's lists together: more requests than sockets would wait there until they time out. */
const gate = createGate(32);

/** Begins to ask everything that a row shows, in the bucket's own Region. */
export function readBucket(home: Aws, { name, region }: Bucket): BucketAnswers {
  const aws = home.in(region);
  const ask = <T>(read: () => Promise<T>) => gate(() => attempt(read()));
  const encryption = ask(() => getBucketEncryption(aws, name));
  return {
    encryption,
    key: encryption.then((found) => {
      const keyId = found.ok ? keyIdOf(found.value.default) : null;
      return keyId === null ? null : readKey(aws, keyId);
    }),
    enforcement: ask(() => getBucketPolicy(aws, name)).then((policy) =>
      policy.ok ? { ok: true, value: enforcementOf(name, policy.value) } : policy,
    ),
    versioning: ask(() => getVersioning(aws, name)),
    publicAccess: ask(() => getPublicAccessBlock(aws, name)),
  };
}

/** Many buckets share a key, which is asked for once per request. */
const readKey = cache((aws: Aws, keyId: string) => gate(() => attempt(resolveKey(aws, keyId))));
