import "server-only";
import { GetKeyLastUsageCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, notReported } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Key } from "#lib/kms/key.ts";
import { fromLastUsage, type LastUse } from "#lib/kms/last-use.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { listInventoryDestinations, listReplicaDestinations } from "#lib/s3/destination-read.ts";
import { getBucketEncryption, getBucketPolicy, listBuckets } from "#lib/s3/read.ts";
import { inRegionOf } from "#lib/s3/region.ts";
import { getLogging } from "#lib/s3/settings-read.ts";
import type { BucketSettings } from "./key-use.ts";

/** How many buckets are asked at a time; each by up to five requests at once. */
const AT_A_TIME = 8;

/** The most requests that the settings of one bucket take. */
const REQUESTS_EACH = 5;

/** An account with more buckets is read only when somebody asks for it. */
const READ_AT_ONCE = 100;

/** Too many buckets to be read unasked, and how many requests that takes at the most. */
export type ManyBuckets = { buckets: number; requests: number };

/**
 * Every bucket of the account with the settings that can name a key of `region`; where they are many and nobody asked,
 * only how many. S3 uses keys of a bucket's own Region only, so of a bucket elsewhere nothing but its replication can.
 * Raises denied without s3:ListAllMyBuckets.
 */
export async function listBucketSettings(
  aws: Aws,
  region: string,
  { isAsked }: { isAsked: boolean },
): Promise<BucketSettings[] | ManyBuckets> {
  const buckets = await listBuckets(aws);
  if (buckets.length > READ_AT_ONCE && !isAsked) {
    return { buckets: buckets.length, requests: buckets.length * REQUESTS_EACH };
  }
  return mapParallel(buckets, AT_A_TIME, (bucket) => readSettings(aws, bucket, region));
}

async function readSettings(aws: Aws, bucket: Bucket, region: string): Promise<BucketSettings> {
  const found = await attempt(inRegionOf(aws, bucket));
  if (!found.ok) {
    return { bucket, encryption: found, policy: found, replicas: found, inventories: found, logs: found };
  }
  const local = found.value;
  const here = { ...bucket, region: local.region };
  const { name } = bucket;
  const replicas = attempt(listReplicaDestinations(local, name));
  if (local.region !== region) {
    return { bucket: here, encryption: null, policy: null, replicas: await replicas, inventories: null, logs: null };
  }
  const [encryption, policy, inventories, logs] = await Promise.all([
    attempt(getBucketEncryption(local, name)),
    attempt(getBucketPolicy(local, name)),
    attempt(listInventoryDestinations(local, name)),
    attempt(getLogging(local, name)),
  ]);
  return { bucket: here, encryption, policy, replicas: await replicas, inventories, logs };
}

/** When the key was last used, as far as KMS tracks that. `aws` is of the key's Region. Needs kms:GetKeyLastUsage, of which KMS answers 5 a second. */
export async function getKeyLastUse(aws: Aws, key: Key): Promise<LastUse> {
  const answer = await aws.kms.send(new GetKeyLastUsageCommand({ KeyId: key.arn }));
  // An empty object is no use; without one nothing is said of uses.
  if (answer.KeyLastUsage === undefined) throw notReported("KMS", "GetKeyLastUsage", "when the key was last used");
  return fromLastUsage(answer);
}
