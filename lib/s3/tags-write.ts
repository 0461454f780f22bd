import "server-only";
import { DeleteBucketTaggingCommand, PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { listBucketTags } from "./read.ts";
import { changeSetting, type Decision, ownRefusal } from "./setting-change.ts";
import { getAbac } from "./settings-read.ts";
import { type BucketTag, isSystemTag, toPutBucketTagging } from "./tag.ts";
import { attempt } from "#lib/aws/errors.ts";
import { toTagText } from "#lib/aws/tag-text.ts";

/**
 * Replaces the tags that a person may set; those of AWS's own (aws:…) are sent along as they are, which S3 demands.
 * `seen` is the toTagText() of all tags that the person decided on. Raises as changeSetting, and invalid for a bucket
 * whose tags decide access (ABAC): S3 takes no PutBucketTagging there.
 * Needs s3:GetBucketTagging, s3:PutBucketTagging and, to say the latter, s3:GetBucketABAC.
 */
export async function putBucketTags(
  aws: Aws,
  bucket: string,
  tags: readonly BucketTag[],
  decision: Decision,
): Promise<BucketTag[]> {
  return changeSetting(
    aws,
    {
      service: "S3",
      operation: "PutBucketTagging",
      thing: `the tags of ${bucket}`,
      name: bucket,
      read: () => listBucketTags(aws, bucket),
      inWords: toTagText,
    },
    decision,
    {
      next: async (current) => {
        const abac = await attempt(getAbac(aws, bucket));
        if (abac.ok && abac.value) throw underAbac(bucket);
        return [...current.filter(isSystemTag), ...tags];
      },
      losses: () => [],
      send: (next) =>
        next.length === 0
          ? aws.s3.send(new DeleteBucketTaggingCommand({ Bucket: bucket }))
          : aws.s3.send(new PutBucketTaggingCommand(toPutBucketTagging(bucket, next))),
    },
  );
}

function underAbac(bucket: string) {
  return ownRefusal(
    "Check before PutBucketTagging",
    "AbacEnabled",
    `Tags decide who may use ${bucket} (ABAC is on), and S3 takes no PutBucketTagging for such a bucket.`,
    "Use TagResource and UntagResource of S3 Control, by somebody who may change what tags allow.",
  );
}
