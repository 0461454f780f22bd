import "server-only";
import { HeadBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { bucketRegions, regionHeader } from "#lib/aws/bucket-regions.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, notReported } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Bucket } from "./bucket.ts";

/**
 * The same caller in the bucket's own Region, which need not be one that the console serves, and with the bucket's owner
 * in every command where that is known.
 * Raises missing where there is no such bucket, denied only where S3 hides its Region too. HeadBucket.
 */
export async function inBucketRegion(aws: Aws, bucket: string): Promise<Aws> {
  return toward(aws, bucket, bucketRegions.get(bucket) ?? (await getBucketRegion(aws, bucket)));
}

/**
 * As inBucketRegion, asked anew: for a write, which must not go by where the bucket was some minutes ago. What S3 said
 * before counts only where it refuses to say it again.
 */
export async function inBucketRegionNow(aws: Aws, bucket: string): Promise<Aws> {
  const before = bucketRegions.get(bucket);
  const found = await attempt(getBucketRegion(aws, bucket));
  if (found.ok) return toward(aws, bucket, found.value);
  if (found.failure.code === "denied" && before !== null) return toward(aws, bucket, before);
  throw new AwsError(found.failure, null);
}

/**
 * The same caller in the Region of a bucket of a list, which is asked only where the list could not tell it. The same Aws
 * for all buckets of a Region: the owner is in what is sent, and not in commands. Errors as of inBucketRegion.
 */
export async function inRegionOf(aws: Aws, { name, region }: Bucket): Promise<Aws> {
  return aws.in(region ?? (await inBucketRegion(aws, name)).region);
}

async function toward(aws: Aws, bucket: string, region: string): Promise<Aws> {
  // A bucket that was listed before the account was known is known to be of it from then on.
  await aws.owners.account();
  const there = aws.in(region);
  const accountId = aws.owners.of(bucket);
  return accountId === null ? there : { ...there, endpoints: { ...there.endpoints, owner: { bucket, accountId } } };
}

/** The bucket's Region, asked anew. Errors as of inBucketRegion. */
export async function getBucketRegion(aws: Aws, bucket: string): Promise<string> {
  const { region, answer } = await ask(aws, bucket);
  if (region === null || (!answer.ok && answer.failure.code === "missing")) {
    bucketRegions.forget(bucket);
    throw answer.ok
      ? notReported("S3", "HeadBucket", `in which Region ${bucket} is`)
      : new AwsError(answer.failure, null);
  }
  bucketRegions.set(bucket, region);
  return region;
}

type Answer = { region: string | null; answer: Result<unknown> };

/**
 * S3 is asked with the caller's account as the expected owner: its answer then says whose the bucket is as well. A
 * refusal does not, but S3 lists the caller's own buckets; of another's, the Region is asked without an owner.
 */
async function ask(aws: Aws, bucket: string): Promise<Answer> {
  const account = await aws.owners.account();
  const asked = await head(aws, bucket, account);
  const isRefused = !asked.answer.ok && asked.answer.failure.code === "denied";
  if (account === null || !isRefused || aws.owners.of(bucket) !== null) return asked;
  await attempt(aws.s3.send(new ListBucketsCommand({ Prefix: bucket, MaxBuckets: 1 })));
  return asked.region === null && aws.owners.of(bucket) === null ? head(aws, bucket, null) : asked;
}

async function head(aws: Aws, bucket: string, owner: string | null): Promise<Answer> {
  const command = new HeadBucketCommand({
    Bucket: bucket,
    ...(owner === null ? {} : { ExpectedBucketOwner: owner }),
  });
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
  return { region: named ?? (answer.ok ? (answer.value.BucketRegion ?? null) : null), answer };
}

/** Notes what a listing said, so that a page of many buckets asks for no Region a second time. */
export function rememberRegion(bucket: string, region: string): void {
  bucketRegions.set(bucket, region);
}
