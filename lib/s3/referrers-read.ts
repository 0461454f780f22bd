import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import { inRegionOf } from "./region.ts";
import { listBuckets } from "./read.ts";
import { getLogging, getReplication } from "./settings-read.ts";

/** How many of the account's buckets are asked: two requests each. */
export const ASKED_AT_MOST = 200;

const AT_A_TIME = 16;

/** Which buckets of the account write into one, as far as they were asked and could be read. */
export type Referrers = {
  logs: string[];
  replicas: string[];
  /** How many answered whole, how many in part or not at all, and how many were not asked. */
  read: number;
  unread: number;
  notAsked: number;
};

/**
 * The account's other buckets whose access log or replication goes into `bucket`. Needs s3:ListAllMyBuckets, whose
 * refusal is thrown, and s3:GetBucketLogging and s3:GetReplicationConfiguration of each.
 */
export async function listReferrers(aws: Aws, bucket: string): Promise<Referrers> {
  const others = (await listBuckets(aws)).filter(({ name }) => name !== bucket);
  const asked = others.slice(0, ASKED_AT_MOST);
  const answers = await mapParallel(asked, AT_A_TIME, async (other) => {
    const local = inRegionOf(aws, other);
    const [logging, replication] = await Promise.all([
      attempt(local.then((there) => getLogging(there, other.name))),
      attempt(local.then((there) => getReplication(there, other.name))),
    ]);
    return {
      name: other.name,
      logs: logging.ok && logging.value?.targetBucket === bucket,
      replicas:
        replication.ok &&
        (replication.value?.rules ?? []).some(({ Destination }) => Destination?.Bucket?.endsWith(`:::${bucket}`)),
      whole: logging.ok && replication.ok,
    };
  });
  const read = answers.filter(({ whole }) => whole).length;
  return {
    logs: answers.filter(({ logs }) => logs).map(({ name }) => name),
    replicas: answers.filter(({ replicas }) => replicas).map(({ name }) => name),
    read,
    unread: answers.length - read,
    notAsked: others.length - asked.length,
  };
}
