import type { PutBucketTaggingCommandInput } from "@aws-sdk/client-s3";

/** A tag of a bucket. */
export type BucketTag = { key: string; value: string };

/** S3 replaces the whole set. */
export function toPutBucketTagging(bucket: string, tags: readonly BucketTag[]): PutBucketTaggingCommandInput {
  return { Bucket: bucket, Tagging: { TagSet: tags.map(({ key, value }) => ({ Key: key, Value: value })) } };
}

/** Tags as a person reads and writes them: one a line, by name. */
export function tagsText(tags: readonly BucketTag[]): string {
  return tags
    .map(({ key, value }) => `${key}=${value}`)
    .toSorted()
    .join("\n");
}

/** Whether AWS put it there; nobody else may change or remove it. */
export function isSystemTag({ key }: BucketTag): boolean {
  return /^aws:/i.test(key);
}
