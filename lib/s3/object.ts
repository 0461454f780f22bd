import type {
  DeleteObjectCommandInput,
  GetObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { type DefaultEncryption, type Encryption, keyIdOf, STRENGTH, toHeaders } from "./encryption.ts";

/** An object as a list names it; lists say nothing of encryption. Size in bytes. */
export type ListedObject = { key: string; size: number; modifiedAt: Date | null; storageClass: string | null };

/** One page of what lies directly under a prefix. */
export type ObjectPage = { prefixes: string[]; objects: ListedObject[]; nextToken: string | null };

/** Names one object, or one version of it. */
export type ObjectAddress = { bucket: string; key: string; versionId?: string | undefined };

/** What HeadObject tells. Size in bytes. */
export type ObjectHead = {
  encryption: Encryption;
  size: number;
  contentType: string | null;
  modifiedAt: Date | null;
  etag: string | null;
  versionId: string | null;
  storageClass: string;
  metadata: Record<string, string>;
};

/** One version of an object; a delete marker has no data and so no encryption. Size in bytes. */
export type ObjectVersion = {
  key: string;
  versionId: string;
  latest: boolean;
  deleteMarker: boolean;
  size: number;
  modifiedAt: Date | null;
};

/** What an upload came to: what was asked for beside what S3 reads back. Size in bytes. */
export type UploadAnswer = {
  asked: DefaultEncryption;
  found: Encryption;
  asAsked: boolean;
  size: number;
  versionId: string | null;
};

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

export function toGetObject({ bucket, key, versionId }: ObjectAddress): GetObjectCommandInput {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

export function toDeleteObject({ bucket, key, versionId }: ObjectAddress): DeleteObjectCommandInput {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

/** How an object's encryption differs from what its bucket would apply today; null when it does not. */
export type Difference = "below default" | "above default" | "other algorithm" | "other key" | "other bucket key";

/** Compares by full key ARN, so a default that names its key otherwise has to be resolved first. */
export function differenceFrom(standard: Encryption, found: Encryption): Difference | null {
  // How much an algorithm protects that this console does not know is not for it to say.
  if (standard.type === "other" || found.type === "other")
    return found.type === standard.type ? null : "other algorithm";
  const layers = STRENGTH[found.type] - STRENGTH[standard.type];
  if (layers < 0 || (layers === 0 && found.type !== standard.type)) return "below default";
  if (layers > 0) return "above default";
  if (keyIdOf(standard) !== keyIdOf(found)) return "other key";
  if (standard.type === "SSE-KMS" && found.type === "SSE-KMS" && standard.bucketKey !== found.bucketKey) {
    return "other bucket key";
  }
  return null;
}
