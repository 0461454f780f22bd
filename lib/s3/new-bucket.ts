import type { BucketLocationConstraint, CreateBucketCommandInput } from "@aws-sdk/client-s3";
import { withOwner } from "#lib/commands/bucket-owner.ts";
import type { AwsCall } from "#lib/commands/cli.ts";
import { accountRegionOf } from "./bucket.ts";
import { type DefaultEncryption, toPutBucketEncryption } from "./encryption.ts";
import { ALL_BLOCKED, toPutPublicAccessBlock } from "./public-access.ts";
import { toEnableVersioning } from "./versioning.ts";

/** A bucket to be made. Public access is blocked, and SSE-C with it, as S3 does for every new bucket. */
export type NewBucket = { name: string; encryption: DefaultEncryption; versioning: boolean };

/** What a new bucket refuses to store. Said outright, because setting a default may reset what is not said. */
export const BLOCKED_IN_NEW_BUCKETS = ["SSE-C"];

/** The request that makes the bucket itself. us-east-1 is the Region of a request that names none, and cannot be named. */
export function toCreateBucket(region: string, name: string): CreateBucketCommandInput {
  return {
    Bucket: name,
    ...(isLocation(region) ? { CreateBucketConfiguration: { LocationConstraint: region } } : {}),
    ...(accountRegionOf(name) === null ? {} : { BucketNamespace: "account-regional" }),
  };
}

// The SDK lists the Regions of its own day, S3 takes those of today.
function isLocation(region: string): region is BucketLocationConstraint {
  return region !== "us-east-1";
}

/** The requests that make the bucket, by what each of them sets. Null leaves versioning as it is in a new bucket, off. */
export function toNewBucketRequests(region: string, { name, encryption, versioning }: NewBucket) {
  return {
    bucket: toCreateBucket(region, name),
    encryption: toPutBucketEncryption(name, encryption, BLOCKED_IN_NEW_BUCKETS),
    publicAccess: toPutPublicAccessBlock(name, ALL_BLOCKED),
    versioning: versioning ? toEnableVersioning(name) : null,
  };
}

/**
 * The same requests in the order in which they are sent. Once the bucket is made it is of the caller's account, which
 * the others say where it is known.
 */
export function toNewBucketCalls(region: string, newBucket: NewBucket, accountId: string | null): AwsCall[] {
  const { bucket, encryption, publicAccess, versioning } = toNewBucketRequests(region, newBucket);
  const owner = accountId === null ? null : { bucket: newBucket.name, accountId };
  const call = (operation: string, input: object) => withOwner({ service: "s3api", operation, region, input }, owner);
  return [
    call("CreateBucket", bucket),
    call("PutBucketEncryption", encryption),
    call("PutPublicAccessBlock", publicAccess),
    ...(versioning === null ? [] : [call("PutBucketVersioning", versioning)]),
  ];
}

/**
 * What is left to send after the bucket was made and a later step failed: from the one that was sent last on, which may
 * have failed before or after it took effect. Sent again it changes nothing. `sent` is how many were.
 */
export function remainingCalls(calls: readonly AwsCall[], sent: number): AwsCall[] {
  return calls.slice(Math.max(1, sent - 1));
}
