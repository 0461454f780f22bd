import "server-only";
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  type GetObjectCommandOutput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
} from "@aws-sdk/client-s3";
import { Readable } from "node:stream";
import type { Aws } from "#lib/aws/clients.ts";
import { AwsError, notReported } from "#lib/aws/errors.ts";
import { withIdleLimit } from "#lib/aws/idle.ts";
import { fromHeaders } from "./encryption.ts";
import {
  type ObjectAddress,
  type ObjectHead,
  type ObjectPage,
  type ObjectVersion,
  type OpenHead,
  type SealedHead,
  toGetObject,
  toListObjects,
  toListVersions,
  type VersionPage,
} from "./object.ts";
import { fromListed } from "./object-key.ts";
import { toWebStream } from "./passing.ts";
import { reportedBytes, reportedPast } from "./reported.ts";

/** One page of objects and folders under `prefix`, in S3's order of UTF-8 bytes. */
export async function listObjects(
  aws: Aws,
  bucket: string,
  { prefix, token }: { prefix: string; token: string | null },
): Promise<ObjectPage> {
  const page = await aws.s3.send(new ListObjectsV2Command(toListObjects(bucket, prefix, token)));
  requireWhole(page, "ListObjectsV2");
  return {
    prefixes: (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => fromListed(Prefix)),
    objects: (page.Contents ?? []).map((object) => ({
      key: fromListed(object.Key ?? ""),
      size: reportedBytes(object.Size),
      modifiedAt: reportedPast(object.LastModified),
      storageClass: object.StorageClass ?? null,
    })),
    nextToken: page.NextContinuationToken ?? null,
  };
}

/** Every list says whether it goes on; one that does not is no list. Raises unknown. Source: S3 API reference, IsTruncated. */
export function requireWhole(page: { IsTruncated?: boolean | undefined }, operation: string): void {
  if (page.IsTruncated === undefined) throw notReported("S3", operation, "whether the list is whole");
}

/**
 * What S3 says of one object, or version. Needs s3:GetObject, and no KMS permission.
 * A refused HEAD carries no reason, so it is asked again as a GET of the first byte, whose answer names it.
 */
export async function getObjectHead(aws: Aws, address: ObjectAddress): Promise<ObjectHead> {
  try {
    return toHead(await aws.s3.send(new HeadObjectCommand(toGetObject(address))), "HeadObject");
  } catch (error) {
    if (!(error instanceof AwsError) || (error.code !== "denied" && error.code !== "invalid")) throw error;
    return explainRefusedHead(aws, address);
  }
}

async function explainRefusedHead(aws: Aws, address: ObjectAddress): Promise<ObjectHead> {
  try {
    const { answer, head, body } = await startObject(aws, { ...toGetObject(address), Range: "bytes=0-0" });
    await body.cancel();
    const whole = /\/(\d+)$/.exec(answer.ContentRange ?? "")?.[1];
    return { ...head, size: reportedBytes(whole === undefined ? answer.ContentLength : Number(whole)) };
  } catch (error) {
    if (!isCustomerKeyNeeded(error)) throw error;
    return SEALED;
  }
}

/** AES256 is the only algorithm that SSE-C knows, so this much is certain without the customer's key. */
const SEALED: SealedHead = {
  encryption: { type: "SSE-C", algorithm: "AES256" },
  size: null,
  contentType: null,
  modifiedAt: null,
  etag: null,
  versionId: null,
  storageClass: null,
  metadata: null,
};

/** S3 answers so for objects under SSE-C only. Source: S3 API reference, GetObject and HeadObject. */
function isCustomerKeyNeeded(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    error.failure.name === "InvalidRequest" &&
    error.failure.message.includes("stored using a form of Server Side Encryption")
  );
}

type Answer = Pick<
  GetObjectCommandOutput,
  | "ServerSideEncryption"
  | "SSEKMSKeyId"
  | "BucketKeyEnabled"
  | "SSECustomerAlgorithm"
  | "ContentLength"
  | "ContentType"
  | "LastModified"
  | "ETag"
  | "VersionId"
  | "StorageClass"
  | "Metadata"
>;

/** What an answer to `operation` says of an object. Raises unknown for one that says nothing of any. */
export function toHead(answer: Answer, operation: string): OpenHead {
  // S3 says both of every object.
  if (answer.ETag === undefined || answer.LastModified === undefined) {
    throw notReported("S3", operation, "what the object is and from when");
  }
  return {
    encryption: fromHeaders(answer),
    size: reportedBytes(answer.ContentLength),
    contentType: answer.ContentType ?? null,
    modifiedAt: reportedPast(answer.LastModified),
    etag: answer.ETag,
    versionId: answer.VersionId ?? null,
    // S3 leaves the header out for its standard class.
    storageClass: answer.StorageClass ?? "STANDARD",
    metadata: answer.Metadata ?? {},
  };
}

/**
 * A page of the versions of exactly this key, newest first, delete markers among them; from the one after the version
 * `after` on. Needs s3:ListBucketVersions.
 */
export function listObjectVersions(
  aws: Aws,
  { bucket, key }: ObjectAddress,
  page: { after?: string | null; rows?: number } = {},
): Promise<VersionPage> {
  return readVersions(aws, key, toListVersions(bucket, key, page));
}

/**
 * The version that is addressed, or else the current one, which may be a delete marker; null when S3 lists none.
 * Needs s3:ListBucketVersions.
 */
export async function findObjectVersion(aws: Aws, address: ObjectAddress): Promise<ObjectVersion | null> {
  const { versionId } = address;
  let after: string | null = null;
  do {
    const page: VersionPage = await listObjectVersions(aws, address, { after, rows: MOST_ROWS });
    const found = page.versions.find((one) => (versionId === undefined ? one.latest : one.versionId === versionId));
    if (found !== undefined) return found;
    after = page.next;
  } while (after !== null);
  return null;
}

/** The most that S3 lists at a time. */
const MOST_ROWS = 1000;

async function readVersions(aws: Aws, key: string, input: ListObjectVersionsCommandInput): Promise<VersionPage> {
  const page = await aws.s3.send(new ListObjectVersionsCommand(input));
  requireWhole(page, "ListObjectVersions");
  const entries = [
    ...(page.Versions ?? []).map((version) => ({ ...version, deleteMarker: false })),
    ...(page.DeleteMarkers ?? []).map((marker) => ({ ...marker, deleteMarker: true })),
  ].map((entry) => ({ ...entry, Key: fromListed(entry.Key ?? "") }));
  const own = entries.filter((entry) => entry.Key === key).map(toVersion);
  // Keys come in order: once another key follows, all versions of this one have been seen.
  const over = page.IsTruncated !== true || own.length < entries.length;
  return {
    versions: own.toSorted((a, b) => Number(b.latest) - Number(a.latest) || time(b) - time(a)),
    next: over ? null : (page.NextVersionIdMarker ?? null),
  };
}

function time(version: ObjectVersion): number {
  return version.modifiedAt?.getTime() ?? 0;
}

function toVersion(entry: {
  Key: string;
  VersionId?: string | undefined;
  IsLatest?: boolean | undefined;
  deleteMarker: boolean;
  Size?: number | undefined;
  LastModified?: Date | undefined;
  ETag?: string | undefined;
}): ObjectVersion {
  return {
    key: entry.Key,
    versionId: entry.VersionId ?? "null",
    latest: entry.IsLatest ?? false,
    deleteMarker: entry.deleteMarker,
    size: reportedBytes(entry.Size),
    modifiedAt: reportedPast(entry.LastModified),
    etag: entry.ETag ?? null,
  };
}

/** The object's tags, in S3's order. Needs s3:GetObjectTagging. */
export async function listObjectTags(aws: Aws, address: ObjectAddress): Promise<{ key: string; value: string }[]> {
  const { TagSet } = await aws.s3.send(new GetObjectTaggingCommand(toGetObject(address)));
  if (TagSet === undefined) throw notReported("S3", "GetObjectTagging", "which tags there are");
  return TagSet.map(({ Key = "", Value = "" }) => ({ key: Key, value: Value }));
}

/** Resolves when this caller can read the object's first byte; raises what refuses it, key states and kms:Decrypt included. */
export async function canReadObject(aws: Aws, address: ObjectAddress): Promise<void> {
  const { body } = await startObject(aws, toGetObject(address));
  await body.cancel();
}

/** The object's bytes as they are stored, with what a download needs to name them. Needs kms:Decrypt as well. */
export async function openObject(
  aws: Aws,
  address: ObjectAddress,
  signal: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; head: OpenHead }> {
  const { body, head } = await startObject(aws, toGetObject(address), signal);
  return { body: withIdleLimit(body, aws.idleMilliseconds), head };
}

async function startObject(aws: Aws, input: GetObjectCommandInput, abortSignal?: AbortSignal) {
  const answer = await aws.s3.send(new GetObjectCommand(input), abortSignal === undefined ? {} : { abortSignal });
  const body = answer.Body instanceof Readable ? toWebStream(answer.Body) : new Blob().stream();
  try {
    return { answer, body, head: toHead(answer, "GetObject") };
  } catch (error) {
    await body.cancel();
    throw error;
  }
}
