import "server-only";
import { PutBucketOwnershipControlsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { lossesOfOwnership, type ObjectOwnership, seenOwnership, toPutBucketOwnershipControls } from "./ownership.ts";
import { getBucketOwnership } from "./read.ts";
import { changeSetting, type Decision } from "./setting-change.ts";

/**
 * Sets who owns what is uploaded; `seen` is the seenOwnership() that the person decided on. Raises as changeSetting,
 * and invalid (InvalidBucketAclWithObjectOwnership) where an ACL of the bucket lets others in.
 * Needs s3:GetBucketOwnershipControls and s3:PutBucketOwnershipControls.
 */
export async function putOwnership(
  aws: Aws,
  bucket: string,
  ownership: ObjectOwnership,
  decision: Decision,
): Promise<string | null> {
  return changeSetting<string | null>(
    aws,
    {
      service: "S3",
      operation: "PutBucketOwnershipControls",
      thing: `the object ownership of ${bucket}`,
      name: bucket,
      read: () => getBucketOwnership(aws, bucket),
      inWords: seenOwnership,
    },
    decision,
    {
      next: () => ownership,
      losses: (_next, current) => lossesOfOwnership(ownership, current),
      send: () => aws.s3.send(new PutBucketOwnershipControlsCommand(toPutBucketOwnershipControls(bucket, ownership))),
    },
  );
}
