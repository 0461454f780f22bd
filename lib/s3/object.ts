import type {
  DeleteObjectCommandInput,
  GetObjectCommandInput,
  ListObjectsV2CommandInput,
  ListObjectVersionsCommandInput,
  PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import type { Failure, Result } from "#lib/aws/result.ts";
import { type DefaultEncryption, type Encryption, keyIdOf, STRENGTH, toHeaders } from "./encryption.ts";

/** An object as a list names it; lists say nothing of encryption. Size in bytes; null where it is not reported. */
export type ListedObject = { key: string; size: number | null; modifiedAt: Date | null; storageClass: string | null };

/** One page of what lies directly under a prefix. */
export type ObjectPage = { prefixes: string[]; objects: ListedObject[]; nextToken: string | null };

/** Names one object, or one version of it. */
export type ObjectAddress = { bucket: string; key: string; versionId?: string | undefined };

/** What HeadObject tells. Size in bytes; null where it is not reported. */
export type OpenHead = {
  encryption: Encryption;
  size: number | null;
  contentType: string | null;
  modifiedAt: Date | null;
  etag: string | null;
  versionId: string | null;
  storageClass: string;
  metadata: Record<string, string>;
};

/** S3 tells no more than the encryption of an object whose key is the customer's own (SSE-C): all else is not known. */
export type SealedHead = { encryption: Encryption } & Record<Exclude<keyof OpenHead, "encryption">, null>;

/** What can be known of an object without its bytes. `storageClass` is null only where nothing but the encryption is known. */
export type ObjectHead = OpenHead | SealedHead;

/** One version of an object; a delete marker has no data and so no encryption. Size in bytes; null where it is not reported. */
export type ObjectVersion = {
  key: string;
  versionId: string;
  latest: boolean;
  deleteMarker: boolean;
  size: number | null;
  modifiedAt: Date | null;
  /** Null for a delete marker. */
  etag: string | null;
};

/** Versions of one key, newest first. `next` is the version after which the following page begins; null on the last. */
export type VersionPage = { versions: ObjectVersion[]; next: string | null };

/** What an upload came to: what was asked for beside what S3 reads back, or why that is not known. Size in bytes. */
export type UploadAnswer = {
  asked: DefaultEncryption;
  /** Only what was read back and found the same is; unknown is not. */
  asAsked: boolean;
  found: Result<{ encryption: Encryption; size: number | null }>;
};

/** An object up to this size is stored by one PutObject, a larger one in parts of at least so much. Bytes. */
export const PART_BYTES = 8 * 1024 ** 2;

/** How many rows one page asks for: each row is a HeadObject. */
const PAGE_ROWS = 100;

export function toListObjects(bucket: string, prefix: string, token: string | null): ListObjectsV2CommandInput {
  return {
    Bucket: bucket,
    ...(prefix === "" ? {} : { Prefix: prefix }),
    Delimiter: "/",
    MaxKeys: PAGE_ROWS,
    EncodingType: "url",
    ...(token === null ? {} : { ContinuationToken: token }),
  };
}

/**
 * The request for the versions of `key`, from the one after the version `after` on. S3 sends what else begins with
 * `key` too, but only after them.
 */
export function toListVersions(
  bucket: string,
  key: string,
  { after = null, rows = PAGE_ROWS }: { after?: string | null; rows?: number } = {},
): ListObjectVersionsCommandInput {
  return {
    Bucket: bucket,
    Prefix: key,
    MaxKeys: rows,
    EncodingType: "url",
    ...(after === null ? {} : { KeyMarker: key, VersionIdMarker: after }),
  };
}

/** The request that stores `encryption` explicitly. Unless `replace`, S3 refuses to overwrite what is there (412). */
export function toPutObject(
  { bucket, key }: ObjectAddress,
  encryption: DefaultEncryption,
  { contentType, replace }: { contentType: string; replace: boolean },
): PutObjectCommandInput {
  return {
    Bucket: bucket,
    Key: key,
    ContentType: contentType,
    ...toHeaders(encryption),
    ...(replace ? {} : { IfNoneMatch: "*" }),
  };
}

/** What makes an object exist; whatever else an upload sends stores nothing yet. */
const STORING = new Set(["PutObject", "CompleteMultipartUpload"]);

/** Whether a failed upload may have been stored all the same: the answer to the request that stores it was lost. */
export function mayBeStored({ code, operation, name }: Failure): boolean {
  // Sent again after a lost answer, the request that ends an upload in parts finds it ended.
  const lost = code === "unreachable" || code === "unknown" || name === "NoSuchUpload";
  return lost && STORING.has(operation) && !name.startsWith("KMS.");
}

export function toGetObject({ bucket, key, versionId }: ObjectAddress): GetObjectCommandInput {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

export function toDeleteObject({ bucket, key, versionId }: ObjectAddress): DeleteObjectCommandInput {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

/** How an object's encryption differs from what its bucket would apply today; null when it does not. */
export type Difference =
  | "below default"
  | "above default"
  | "other algorithm"
  | "other type"
  | "other key"
  | "other bucket key";

/** Compares by full key ARN, so a default that names its key otherwise has to be resolved first. */
export function differenceFrom(standard: Encryption, found: Encryption): Difference | null {
  // How much an algorithm protects that this console does not know is not for it to say.
  if (standard.type === "other" || found.type === "other")
    return found.type === standard.type ? null : "other algorithm";
  const layers = STRENGTH[found.type] - STRENGTH[standard.type];
  if (layers < 0) return "below default";
  if (layers > 0) return "above default";
  // SSE-C beside SSE-S3: one layer each, and AWS ranks neither above the other.
  if (found.type !== standard.type) return "other type";
  // S3 tells the ARN of each object's key: where it did not, nothing is known to compare.
  const keyId = keyIdOf(found);
  if (keyId !== null && keyIdOf(standard) !== keyId) return "other key";
  if (standard.type === "SSE-KMS" && found.type === "SSE-KMS" && standard.bucketKey !== found.bucketKey) {
    return "other bucket key";
  }
  return null;
}
