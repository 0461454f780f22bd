import type {
  AbortMultipartUploadCommandInput,
  ListMultipartUploadsCommandInput,
  ListPartsCommandInput,
} from "@aws-sdk/client-s3";
import type { AwsCall } from "#lib/commands/cli.ts";

/** Names one upload in parts that was begun and neither completed nor aborted. */
export type UploadAddress = { bucket: string; key: string; uploadId: string };

/** An upload as S3 lists it: not how it will be encrypted, which it tells of the object only. */
export type IncompleteUpload = { key: string; uploadId: string; initiatedAt: Date | null; storageClass: string | null };

/** The upload after which a page begins. */
export type UploadMarker = { key: string; uploadId: string };

export type UploadPage = { uploads: IncompleteUpload[]; next: UploadMarker | null };

/** What S3 keeps, and bills, of an upload so far. With `more` there are more parts than were looked at. Size in bytes. */
export type UploadParts = { count: number; more: boolean; size: number | null; latestAt: Date | null };

/** How many rows one page asks for: each row lists its parts. */
const PAGE_ROWS = 50;

export function toListUploads(
  bucket: string,
  { after = null, prefix = "" }: { after?: UploadMarker | null; prefix?: string } = {},
): ListMultipartUploadsCommandInput {
  return {
    Bucket: bucket,
    ...(prefix === "" ? {} : { Prefix: prefix }),
    MaxUploads: PAGE_ROWS,
    EncodingType: "url",
    ...(after === null ? {} : { KeyMarker: after.key, UploadIdMarker: after.uploadId }),
  };
}

export function toListParts({ bucket, key, uploadId }: UploadAddress): ListPartsCommandInput {
  return { Bucket: bucket, Key: key, UploadId: uploadId };
}

export function toAbortUpload({ bucket, key, uploadId }: UploadAddress): AbortMultipartUploadCommandInput {
  return { Bucket: bucket, Key: key, UploadId: uploadId };
}

/** The abort of an upload and what reads it back, as commands. */
export function toAbortCalls(region: string, upload: UploadAddress): AwsCall[] {
  const { bucket, key } = upload;
  return [
    { service: "s3api", operation: "AbortMultipartUpload", region, input: toAbortUpload(upload) },
    { service: "s3api", operation: "ListMultipartUploads", region, input: toListUploads(bucket, { prefix: key }) },
  ];
}

/** Tells two states of an upload apart, in words: "2 parts, 10,485,760 bytes, the last of 2026-11-24T10:00:00.000Z". */
export function toPartsSummary({ count, more, size, latestAt }: UploadParts): string {
  if (count === 0) return "no part";
  const parts = `${count.toLocaleString("en")}${more ? " or more" : ""} ${count === 1 && !more ? "part" : "parts"}`;
  const bytes = size === null ? [] : [`${size.toLocaleString("en")} ${size === 1 ? "byte" : "bytes"}`];
  return [parts, ...bytes, ...(latestAt === null ? [] : [`the last of ${latestAt.toISOString()}`])].join(", ");
}
