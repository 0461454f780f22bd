import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { getKeyPolicy, getRotation, listKeys, resolveKey } from "#lib/kms/read.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";
import { getBucketEncryption, getBucketPolicy, getPublicAccessBlock, listBuckets } from "#lib/s3/read.ts";
import { inRegionOf } from "#lib/s3/region.ts";
import type { BucketDefault, BucketFacts } from "./bucket-facts.ts";
import type { KeyFacts } from "./key-rules.ts";

/** How many buckets, or keys, are asked about at a time. */
const AT_A_TIME = 16;

/**
 * Every bucket of the account, in whatever Region, with its default encryption; a refused one keeps its row.
 * Raises denied without s3:ListAllMyBuckets. Needs s3:GetEncryptionConfiguration.
 */
export async function listBucketDefaults(aws: Aws): Promise<BucketDefault[]> {
  return mapParallel(await listBuckets(aws), AT_A_TIME, async (bucket) => {
    const local = await attempt(inRegionOf(aws, bucket));
    if (!local.ok) return { bucket, encryption: local };
    const { region } = local.value;
    return { bucket: { ...bucket, region }, encryption: await attempt(getBucketEncryption(local.value, bucket.name)) };
  });
}

/**
 * What else the rules look at. Nothing is raised: each refusal stands in its own place.
 * Needs s3:GetBucketPolicy, s3:GetBucketPublicAccessBlock, kms:DescribeKey and kms:GetKeyPolicy.
 */
export function listBucketFacts(aws: Aws, defaults: readonly BucketDefault[]): Promise<BucketFacts[]> {
  // Many buckets share a key, which is asked about once.
  const described = new Map<string, Promise<Result<Key>>>();
  const policies = new Map<string, Promise<Result<string>>>();

  function describe(region: string, keyId: string): Promise<Result<Key>> {
    const place = `${region} ${keyId}`;
    const known = described.get(place) ?? attempt(resolveKey(aws.in(region), keyId));
    described.set(place, known);
    return known;
  }

  function policyOf({ region, arn }: Key): Promise<Result<string>> {
    const known = policies.get(arn) ?? attempt(getKeyPolicy(aws.in(region), arn));
    policies.set(arn, known);
    return known;
  }

  async function describeWithPolicy(region: string, keyId: string): Promise<Pick<BucketFacts, "key" | "keyPolicy">> {
    const key = await describe(region, keyId);
    return { key, keyPolicy: key.ok ? await policyOf(key.value) : null };
  }

  return mapParallel(defaults, AT_A_TIME, async ({ bucket, encryption }) => {
    const found = await attempt(inRegionOf(aws, bucket));
    if (!found.ok) return { bucket, encryption, key: null, keyPolicy: null, policy: found, publicAccess: found };
    const local = found.value;
    const keyId = keyOf(encryption);
    const [{ key, keyPolicy }, policy, publicAccess] = await Promise.all([
      keyId === null ? { key: null, keyPolicy: null } : describeWithPolicy(local.region, keyId),
      attempt(getBucketPolicy(local, bucket.name)),
      attempt(getPublicAccessBlock(local, bucket.name)),
    ]);
    return { bucket, encryption, key, keyPolicy, policy, publicAccess };
  });
}

function keyOf(encryption: Result<BucketEncryption>): string | null {
  return encryption.ok ? keyIdOf(encryption.value.default) : null;
}

/** The keys of one Region, or why they could not be listed. */
export type RegionKeys = { region: string; keys: Result<KeyFacts[]> };

/**
 * Every key of each Region that the console serves, with its rotation; a Region, a key and a rotation fail alone.
 * Needs kms:ListKeys, kms:ListAliases, kms:DescribeKey and kms:GetKeyRotationStatus.
 */
export function listKeyFacts(aws: Aws): Promise<RegionKeys[]> {
  return mapParallel(aws.regions, AT_A_TIME, async (region) => ({
    region,
    keys: await attempt(listRegionKeys(aws.in(region))),
  }));
}

async function listRegionKeys(aws: Aws): Promise<KeyFacts[]> {
  const { keys } = await listKeys(aws);
  return mapParallel(keys, AT_A_TIME, async (key) => {
    const { described } = key;
    return { key, rotation: described.ok ? await attempt(getRotation(aws, described.value)) : described };
  });
}
