import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import type { BucketEncryption } from "#lib/s3/encryption.ts";
import type { PublicAccessBlock } from "#lib/s3/public-access.ts";

/** A bucket with what S3 applies to new objects. */
export type BucketDefault = { bucket: Bucket; encryption: Result<BucketEncryption> };

/** A bucket with everything that its rules look at, each read failing alone. */
export type BucketFacts = BucketDefault & {
  /** The key that the default names; null when it names none, or when the default is not known. */
  key: Result<Key> | null;
  /** That key's own policy; null where there is no such key, or the key is not known. */
  keyPolicy: Result<string> | null;
  /** The policy document, null where there is none. */
  policy: Result<string | null>;
  publicAccess: Result<PublicAccessBlock>;
};
