import type { ObjectOwnership as AwsObjectOwnership, PutBucketOwnershipControlsCommandInput } from "@aws-sdk/client-s3";

/** Who owns what is written into a bucket, and whether its ACLs have an effect. */
export type ObjectOwnership = AwsObjectOwnership;

/** Each with what it means for an upload and for ACLs. Source: S3 User Guide, "Controlling ownership of objects". */
const OWNERSHIPS = {
  BucketOwnerEnforced: "The bucket’s owner owns every object, and ACLs have no effect.",
  BucketOwnerPreferred:
    "Objects that are uploaded with the bucket-owner-full-control ACL go to the bucket’s owner. ACLs have an effect.",
  ObjectWriter: "Who uploads an object owns it, and ACLs decide who may read it.",
} as const satisfies Record<ObjectOwnership, string>;

/** S3 without the setting behaves as ObjectWriter: only buckets from before April 2023 are without. */
const NEVER_SET = "Never set, which is as ObjectWriter: who uploads an object owns it, and ACLs have an effect.";

export function isObjectOwnership(text: string): text is ObjectOwnership {
  return Object.hasOwn(OWNERSHIPS, text);
}

/** `ownership` as S3 answers it, null where it was never set, in words. */
export function ownershipInWords(ownership: string | null): string {
  if (ownership === null) return NEVER_SET;
  return isObjectOwnership(ownership) ? `${ownership}. ${OWNERSHIPS[ownership]}` : ownership;
}

export function toPutBucketOwnershipControls(
  bucket: string,
  ownership: ObjectOwnership,
): PutBucketOwnershipControlsCommandInput {
  return { Bucket: bucket, OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
}
