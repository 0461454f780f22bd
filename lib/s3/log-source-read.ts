import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { LogSources } from "./log-source.ts";
import { listBuckets } from "./read.ts";
import { inRegionOf } from "./region.ts";
import { getLogging } from "./settings-read.ts";

/** How many buckets are asked where their access log goes: one request each. */
export const LOGS_ASKED_AT_MOST = 200;

/** A form waits for the answers, as long as for some seven rounds of them. */
const AT_A_TIME = 32;

/**
 * Where the access logs of the account's buckets go, of those in `aws`'s Region: S3 delivers none into another. Needs
 * s3:ListAllMyBuckets, whose refusal is thrown, and s3:GetBucketLogging of each.
 */
export async function listLogSources(aws: Aws): Promise<LogSources> {
  const here = (await listBuckets(aws)).filter(({ region }) => region === null || region === aws.region);
  const asked = here.slice(0, LOGS_ASKED_AT_MOST);
  const answers = await mapParallel(asked, AT_A_TIME, async (bucket) => ({
    source: bucket.name,
    logging: await attempt(inRegionOf(aws, bucket).then((local) => getLogging(local, bucket.name))),
  }));
  return {
    routes: answers.flatMap(({ source, logging }) =>
      logging.ok && logging.value !== null ? [{ source, target: logging.value.targetBucket }] : [],
    ),
    // One that was deleted since it was listed logs nothing any more.
    unread: answers.filter(({ logging }) => !logging.ok && logging.failure.code !== "missing").length,
    notAsked: here.length - asked.length,
  };
}

const recent = new WeakMap<Aws["s3"], { begun: number; sources: Promise<LogSources> }>();

/** As listLogSources, by one caller not again within `milliseconds`: for many changes that are sent one after the other. */
export function listRecentLogSources(aws: Aws, milliseconds: number): Promise<LogSources> {
  const known = recent.get(aws.s3);
  if (known !== undefined && Date.now() - known.begun < milliseconds) return known.sources;
  const sources = listLogSources(aws);
  recent.set(aws.s3, { begun: Date.now(), sources });
  // A refusal is not kept: it may be allowed at the next request.
  sources.catch(() => recent.delete(aws.s3));
  return sources;
}
