import "server-only";
import { ListMultipartUploadsCommand, ListObjectsV2Command, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { type BucketContents, COUNTED_TO, type Counted } from "./bucket-contents.ts";
import { requireWhole } from "./object-read.ts";
import { getBucketRegion } from "./region.ts";

/**
 * What keeps the bucket from being deleted, one page of each list. `aws` is of the bucket's Region.
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

async function countObjects(aws: Aws, bucket: string): Promise<Counted> {
  const page = await aws.s3.send(new ListObjectsV2Command({ ...listing(bucket), MaxKeys: COUNTED_TO }));
  requireWhole(page, "ListObjectsV2");
  return { count: page.Contents?.length ?? 0, more: page.IsTruncated ?? false };
}

/** One list holds versions and delete markers, so where it ends early neither number is whole. */
async function countVersions(aws: Aws, bucket: string): Promise<{ older: Counted; markers: Counted }> {
  const page = await aws.s3.send(new ListObjectVersionsCommand({ ...listing(bucket), MaxKeys: COUNTED_TO }));
  requireWhole(page, "ListObjectVersions");
  const more = page.IsTruncated ?? false;
  const older = (page.Versions ?? []).filter(({ IsLatest }) => IsLatest !== true).length;
  return { older: { count: older, more }, markers: { count: page.DeleteMarkers?.length ?? 0, more } };
}

async function countUploads(aws: Aws, bucket: string): Promise<Counted> {
  const page = await aws.s3.send(new ListMultipartUploadsCommand({ ...listing(bucket), MaxUploads: COUNTED_TO }));
  requireWhole(page, "ListMultipartUploads");
  return { count: page.Uploads?.length ?? 0, more: page.IsTruncated ?? false };
}

function pick<From, To>(result: Result<From>, of: (value: From) => To): Result<To> {
  return result.ok ? { ok: true, value: of(result.value) } : result;
}
