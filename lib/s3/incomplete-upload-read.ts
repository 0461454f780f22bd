import "server-only";
import { ListMultipartUploadsCommand, ListPartsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import {
  type IncompleteUpload,
  toListParts,
  toListUploads,
  type UploadAddress,
  type UploadMarker,
  type UploadPage,
  type UploadParts,
} from "./incomplete-upload.ts";
import { fromListed } from "./object-key.ts";
import { requireWhole } from "./object-read.ts";
import { reportedBytes, reportedPast } from "./reported.ts";

/** A page of the bucket's incomplete uploads, by key and then by age, from the one after `after` on. Needs s3:ListBucketMultipartUploads. */
export async function listUploads(
  aws: Aws,
  bucket: string,
  given: { after?: UploadMarker | null; prefix?: string } = {},
): Promise<UploadPage> {
  const page = await aws.s3.send(new ListMultipartUploadsCommand(toListUploads(bucket, given)));
  requireWhole(page, "ListMultipartUploads");
  const uploads = (page.Uploads ?? []).map(({ Key = "", UploadId = "", Initiated, StorageClass }) => ({
    key: fromListed(Key),
    uploadId: UploadId,
    initiatedAt: reportedPast(Initiated),
    storageClass: StorageClass ?? null,
  }));
  const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page;
  if (IsTruncated !== true || NextKeyMarker === undefined) return { uploads, next: null };
  return { uploads, next: { key: fromListed(NextKeyMarker), uploadId: NextUploadIdMarker ?? "" } };
}

/** The upload as S3 lists it; null where it lists none any more: completed, aborted, or never begun. Needs s3:ListBucketMultipartUploads. */
export async function findUpload(aws: Aws, { bucket, key, uploadId }: UploadAddress): Promise<IncompleteUpload | null> {
  let after: UploadMarker | null = null;
  do {
    const page: UploadPage = await listUploads(aws, bucket, { prefix: key, after });
    const found = page.uploads.find((upload) => upload.key === key && upload.uploadId === uploadId);
    if (found !== undefined) return found;
    after = page.next;
  } while (after !== null);
  return null;
}

/**
 * The first thousand parts of an upload, summed up. Raises missing (NoSuchUpload) once it was completed or aborted.
 * Needs s3:ListMultipartUploadParts, and kms:Decrypt for an upload under a KMS key.
 */
export async function sumParts(aws: Aws, address: UploadAddress): Promise<UploadParts> {
  const page = await aws.s3.send(new ListPartsCommand(toListParts(address)));
  requireWhole(page, "ListParts");
  const { Parts = [], IsTruncated = false } = page;
  const sizes = Parts.map(({ Size }) => reportedBytes(Size));
  const times = Parts.flatMap(({ LastModified }) => reportedPast(LastModified)?.getTime() ?? []);
  return {
    count: Parts.length,
    more: IsTruncated,
    size: sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0),
    latestAt: times.length === 0 ? null : new Date(Math.max(...times)),
  };
}
