import "server-only";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { bucketRegions, regionHeader } from "#lib/aws/bucket-regions.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, notReported } from "#lib/aws/errors.ts";
import type { Bucket } from "./bucket.ts";

/**
 * The same caller in the bucket's own Region, which need not be one that the console serves.
 * Raises missing where there is no such bucket, denied only where S3 hides its Region too. HeadBucket.
 */
export async function inBucketRegion(aws: Aws, bucket: string): Promise<Aws> {
  return aws.in(bucketRegions.get(bucket) ?? (await getBucketRegion(aws, bucket)));
}

/**
 * As inBucketRegion, asked anew: for a write, which must not go by where the bucket was some minutes ago. What S3 said
 * before counts only where it refuses to say it again.
 */
export async function inBucketRegionNow(aws: Aws, bucket: string): Promise<Aws> {
  const before = bucketRegions.get(bucket);
  const found = await attempt(getBucketRegion(aws, bucket));
  if (found.ok) return aws.in(found.value);
  if (found.failure.code === "denied" && before !== null) return aws.in(before);
  throw new AwsError(found.failure, null);
}

/** As inBucketRegion, for a bucket of a list, whose Region is asked only where the list could not tell it. */
export async function inRegionOf(aws: Aws, { name, region }: Bucket): Promise<Aws> {
  return region === null ? inBucketRegion(aws, name) : aws.in(region);
}

/** The bucket's Region, asked anew. Errors as of inBucketRegion. */
export async function getBucketRegion(aws: Aws, bucket: string): Promise<string> {
  const command = new HeadBucketCommand({ Bucket: bucket });
  let named: string | null = null;
  // S3 names the Region in a header of every answer, also where it redirects (301) or refuses (403).
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (typeof response === "object" && response !== null && "headers" in response) {
        named ??= regionHeader(response.headers);
      }
      return result;
    },
    { step: "deserialize", priority: "low", name: "twofoldBucketRegion" },
  );
  const answer = await attempt(aws.s3.send(command));
  const region = named ?? (answer.ok ? (answer.value.BucketRegion ?? null) : null);
  if (region === null || (!answer.ok && answer.failure.code === "missing")) {
    bucketRegions.forget(bucket);
    throw answer.ok
      ? notReported("S3", "HeadBucket", `in which Region ${bucket} is`)
      : new AwsError(answer.failure, null);
  }
  bucketRegions.set(bucket, region);
  return region;
}

/** Notes what a listing said, so that a page of many buckets asks for no Region a second time. */
export function rememberRegion(bucket: string, region: string): void {
  bucketRegions.set(bucket, region);
}
