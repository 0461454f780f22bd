import type { PutBucketTaggingCommandInput } from "@aws-sdk/client-s3";

/** A tag of a bucket. */
export type BucketTag = { key: string; value: string };

/** S3 replaces the whole set. */
export function toPutBucketTagging(bucket: string, tags: readonly BucketTag[]): PutBucketTaggingCommandInput {
  return { Bucket: bucket, Tagging: { TagSet: tags.map(({ key, value }) => ({ Key: key, Value: value })) } };
}

/** Of a bucket's tags those that a person may write: what belongs in code that is written for others to send. */
export function ownTags(tags: readonly BucketTag[]): BucketTag[] {
  return tags.filter((tag) => !isSystemTag(tag));
}

/** Whether AWS put it there; nobody else may change or remove it. */
export function isSystemTag({ key }: BucketTag): boolean {
  return /^aws:/i.test(key);
}
