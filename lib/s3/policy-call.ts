import type { DeleteBucketPolicyCommandInput, PutBucketPolicyCommandInput } from "@aws-sdk/client-s3";
import type { AwsCall } from "#lib/commands/cli.ts";

/** The request that makes `policy` the bucket's. */
export function toPutBucketPolicy(bucket: string, policy: string): PutBucketPolicyCommandInput {
  return { Bucket: bucket, Policy: policy };
}

/** The request that leaves the bucket without a policy. */
export function toDeleteBucketPolicy(bucket: string): DeleteBucketPolicyCommandInput {
  return { Bucket: bucket };
}

/** The call that makes `policy` the bucket's, null meaning none. */
export function toPolicyCall(region: string, bucket: string, policy: string | null): AwsCall {
  return policy === null
    ? { service: "s3api", operation: "DeleteBucketPolicy", region, input: toDeleteBucketPolicy(bucket) }
    : { service: "s3api", operation: "PutBucketPolicy", region, input: toPutBucketPolicy(bucket, policy) };
}
