import "server-only";
import { cache } from "react";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { createGate } from "#lib/aws/gate.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { getKeyPolicy, resolveKey } from "#lib/kms/read.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { problemOfKey, toDeciding } from "#lib/s3/deciding.ts";
import type { DefaultKeyProblem } from "#lib/s3/default-key.ts";
import { type BucketEncryption, type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { type Enforcement, enforcementOf } from "#lib/s3/enforcement.ts";
import type { PublicAccessBlock } from "#lib/s3/public-access.ts";
import { getBucketEncryption, getBucketPolicy, getPublicAccessBlock, getVersioning } from "#lib/s3/read.ts";
import { inRegionOf } from "#lib/s3/region.ts";
import type { Versioning } from "#lib/s3/versioning.ts";

/** What AWS says of one bucket, each answer on its way and failing alone. */
export type BucketAnswers = {
  encryption: Promise<Result<BucketEncryption>>;
  /** The key that the default names and what is wrong with it; null where it names none or is not known. */
  key: Promise<UsedKey | null>;
  enforcement: Promise<Result<Enforcement>>;
  versioning: Promise<Result<Versioning>>;
  publicAccess: Promise<Result<PublicAccessBlock>>;
};

type UsedKey = { key: Result<Key>; problem: DefaultKeyProblem | null };

/** One list's own: more requests than sockets would wait there until they time out, and nobody waits for another's. */
const gateOfRequest = cache(() => createGate(32));

/** Begins to ask what the bucket applies by default, in its own Region. */
export function readDefault(home: Aws, bucket: Bucket): BucketAnswers["encryption"] {
  return asking(home, bucket)((aws) => getBucketEncryption(aws, bucket.name));
}

/** Begins to ask everything else that a row shows, too. */
export function readBucket(home: Aws, bucket: Bucket, encryption = readDefault(home, bucket)): BucketAnswers {
  const { name } = bucket;
  const ask = asking(home, bucket);
  const key = encryption.then((found) => (found.ok ? readNamed(home, bucket, found.value.default) : null));
  return {
    encryption,
    key: Promise.all([encryption, key]).then(([found, named]) =>
      found.ok && named !== null ? readUsedKey(home, bucket, found.value.default, named) : null,
    ),
    enforcement: ask(async (aws) => ({ region: aws.region, policy: await getBucketPolicy(aws, name) })).then(
      async (found) => {
        if (!found.ok) return found;
        const { region, policy } = found.value;
        const reads = {
          policy: { ok: true, value: policy },
          encryption: await encryption,
          key: await key,
        } as const;
        return { ok: true, value: enforcementOf(toDeciding({ name, region }, reads)) };
      },
    ),
    versioning: ask((aws) => getVersioning(aws, name)),
    publicAccess: ask((aws) => getPublicAccessBlock(aws, name)),
  };
}

function asking(home: Aws, bucket: Bucket) {
  const gate = gateOfRequest();
  return <T>(read: (aws: Aws) => Promise<T>) => gate(() => attempt(inRegionOf(home, bucket).then(read)));
}

/** The key that a default names; null where it names none. */
async function readNamed(home: Aws, bucket: Bucket, standard: Encryption): Promise<Result<Key> | null> {
  const keyId = keyIdOf(standard);
  return keyId === null ? null : readKey(await inRegionOf(home, bucket), keyId);
}

async function readUsedKey(home: Aws, bucket: Bucket, standard: Encryption, key: Result<Key>): Promise<UsedKey> {
  const { region } = await inRegionOf(home, bucket);
  const policy = key.ok ? await readKeyPolicy(home.in(key.value.region), key.value.arn) : null;
  return { key, problem: problemOfKey({ name: bucket.name, region }, standard, key, policy) };
}

// Many buckets share a key, which is asked about once per request.
const readKey = cache((aws: Aws, keyId: string) => gateOfRequest()(() => attempt(resolveKey(aws, keyId))));
const readKeyPolicy = cache((aws: Aws, arn: string) => gateOfRequest()(() => attempt(getKeyPolicy(aws, arn))));
