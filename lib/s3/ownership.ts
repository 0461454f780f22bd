import type { ObjectOwnership as AwsObjectOwnership, PutBucketOwnershipControlsCommandInput } from "@aws-sdk/client-s3";

/** Who owns what is written into a bucket, and whether its ACLs have an effect. */
export type ObjectOwnership = AwsObjectOwnership;

/** Each with what it means for an upload and for ACLs. Source: S3 User Guide, "Controlling ownership of objects". */
export const OWNERSHIPS = {
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

/** From where ACLs decide the most to where they decide nothing. */
const ORDER: readonly ObjectOwnership[] = ["ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"];

/** What is lost when `current` gives way to `next`, a sentence each. Null is as ObjectWriter. */
export function lossesOfOwnership(next: ObjectOwnership, current: string | null): string[] {
  const now = current === null ? "ObjectWriter" : current;
  if (!isObjectOwnership(now)) return [`What ${now} gives is not known to this console, nor what is lost with it.`];
  if (ORDER.indexOf(next) >= ORDER.indexOf(now)) return [];
  return now === "BucketOwnerEnforced"
    ? [
        "ACLs take effect again, those that objects and bucket had before as well: they can let in others whom no policy names.",
        "An object that another account uploads can belong to that account, and the bucket’s owner then cannot read it.",
      ]
    : ["Objects that another account uploads belong to that account, also with the bucket-owner-full-control ACL."];
}

/** What else changes, for who uploads. Source: S3 User Guide, "Controlling ownership of objects", "Changes introduced by disabling ACLs". */
export function effectsOfOwnership(next: ObjectOwnership, current: string | null): string[] {
  if (next !== "BucketOwnerEnforced" || current === next) return [];
  return [
    "Every object belongs to the bucket’s owner at once, those that exist too, and ACLs no longer decide anything. They are kept, and take effect again if this is undone.",
    "Uploads that bring another ACL than bucket-owner-full-control are refused with AccessControlListNotSupported.",
    "S3 refuses the change while the bucket’s own ACL lets anybody else in.",
  ];
}

export function toPutBucketOwnershipControls(
  bucket: string,
  ownership: ObjectOwnership,
): PutBucketOwnershipControlsCommandInput {
  return { Bucket: bucket, OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
}

/** What a form was shown of an ownership: S3's own word, or that it was never set. */
export function seenOwnership(ownership: string | null): string {
  return ownership ?? "never set";
}
