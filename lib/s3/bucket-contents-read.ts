import "server-only";
import { ListMultipartUploadsCommand, ListObjectsV2Command, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { type BucketContents, COUNTED_TO, type Counted } from "./bucket-contents.ts";
import { fromListed } from "./object-key.ts";
import { requireWhole } from "./object-read.ts";
import { getBucketRegion } from "./region.ts";

/**
 * What keeps the bucket from being deleted, each list as far as COUNTED_TO. `aws` is of the bucket's Region.
 * Needs s3:ListBucket, s3:ListBucketVersions and s3:ListBucketMultipartUploads; what is refused is unknown, not none.
 */
export async function countBucketContents(aws: Aws, bucket: string): Promise<BucketContents> {
  const [objects, versions, uploads] = await Promise.all([
    attempt(countObjects(aws, bucket)),
    attempt(countVersions(aws, bucket)),
    attempt(countUploads(aws, bucket)),
  ]);
  return {
    objects,
    olderVersions: pick(versions, ({ older }) => older),
    deleteMarkers: pick(versions, ({ markers }) => markers),
    uploads,
  };
}

/** The Region of the bucket of this name, whosever it is; null where S3 knows none. */
export async function findBucket(aws: Aws, bucket: string): Promise<string | null> {
  const region = await attempt(getBucketRegion(aws, bucket));
  if (region.ok) return region.value;
  if (region.failure.code === "missing") return null;
  throw new AwsError(region.failure, null);
}

/** Encoded, because XML cannot carry every character that a key may hold. */
function listing(bucket: string) {
  return { Bucket: bucket, EncodingType: "url" } as const;
}

/** S3 answers that many of a list at once at the most. */
const PAGE = 1_000;

/** A page of a list: how many of each kind are on it, and how to ask for the one after it; null after the last. */
type Page<Kind extends string, Next> = { counts: Record<Kind, number>; next: Next | null; truncated: boolean };

/** Adds up pages to the end of the list or to COUNTED_TO, whichever is first. */
async function countPages<Kind extends string, Next>(
  ask: (after: Next | null) => Promise<Page<Kind, Next>>,
): Promise<{ counts: Record<Kind, number>; more: boolean }> {
  let page = await ask(null);
  const { counts } = page;
  for (let read = PAGE; page.truncated && page.next !== null && read < COUNTED_TO; read += PAGE) {
    page = await ask(page.next);
    for (const kind in counts) counts[kind] += page.counts[kind];
  }
  return { counts, more: page.truncated };
}

async function countObjects(aws: Aws, bucket: string): Promise<Counted> {
  const { counts, more } = await countPages(async (ContinuationToken: string | null) => {
    const token = ContinuationToken === null ? {} : { ContinuationToken };
    const input = { ...listing(bucket), MaxKeys: PAGE, ...token };
    const page = await aws.s3.send(new ListObjectsV2Command(input));
    requireWhole(page, "ListObjectsV2");
    const counts = { objects: page.Contents?.length ?? 0 };
    return { counts, next: page.NextContinuationToken ?? null, truncated: page.IsTruncated ?? false };
  });
  return { count: counts.objects, more };
}

/** One list holds versions and delete markers, so where it ends early neither number is whole. */
async function countVersions(aws: Aws, bucket: string): Promise<{ older: Counted; markers: Counted }> {
  const { counts, more } = await countPages(async (after: { KeyMarker: string; VersionIdMarker?: string } | null) => {
    const input = { ...listing(bucket), MaxKeys: PAGE, ...after };
    const page = await aws.s3.send(new ListObjectVersionsCommand(input));
    requireWhole(page, "ListObjectVersions");
    const older = (page.Versions ?? []).filter(({ IsLatest }) => IsLatest !== true).length;
    const { NextKeyMarker: key, NextVersionIdMarker: version } = page;
    const from = version ? { VersionIdMarker: version } : {};
    const next = key === undefined ? null : { KeyMarker: fromListed(key), ...from };
    return { counts: { older, markers: page.DeleteMarkers?.length ?? 0 }, next, truncated: page.IsTruncated ?? false };
  });
  return { older: { count: counts.older, more }, markers: { count: counts.markers, more } };
}

async function countUploads(aws: Aws, bucket: string): Promise<Counted> {
  const { counts, more } = await countPages(async (after: { KeyMarker: string; UploadIdMarker?: string } | null) => {
    const input = { ...listing(bucket), MaxUploads: PAGE, ...after };
    const page = await aws.s3.send(new ListMultipartUploadsCommand(input));
    requireWhole(page, "ListMultipartUploads");
    const { NextKeyMarker: key, NextUploadIdMarker: upload } = page;
    const from = upload ? { UploadIdMarker: upload } : {};
    const next = key === undefined ? null : { KeyMarker: fromListed(key), ...from };
    return { counts: { uploads: page.Uploads?.length ?? 0 }, next, truncated: page.IsTruncated ?? false };
  });
  return { count: counts.uploads, more };
}

function pick<From, To>(result: Result<From>, of: (value: From) => To): Result<To> {
  return result.ok ? { ok: true, value: of(result.value) } : result;
}
