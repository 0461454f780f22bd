import "server-only";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import {
  attempt,
  AwsError,
  changedMeanwhile,
  incompleteBody,
  notConfirmed,
  replacedMeanwhile,
  uploadCancelled,
} from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import { readBack } from "#lib/aws/send-then-read.ts";
import { type DefaultEncryption, isSameEncryption } from "./encryption.ts";
import { type ObjectAddress, type ObjectHead, PART_BYTES, toDeleteObject, toPutObject } from "./object.ts";
import { findObjectVersion, getObjectHead } from "./object-read.ts";
import { getVersioning } from "./read.ts";
import { type Stored, upload } from "./upload.ts";

const MEBIBYTE = 1024 * 1024;

/** S3 takes at most 10,000 parts of at least 5 MiB. Bytes. */
export function partSizeFor(size: number): number {
  return Math.max(PART_BYTES, Math.ceil(size / 10_000 / MEBIBYTE) * MEBIBYTE);
}

/** What was asked for beside what S3 then says it holds, or why it does not say. */
export type StoredObject = { asked: DefaultEncryption; head: Result<ObjectHead>; asAsked: boolean };

type Content = {
  /** Its chunks are taken over: the memory of each is given back once it is copied. */
  body: AsyncIterable<Uint8Array>;
  /** Bytes. */
  size: number;
  contentType: string;
  replace: boolean;
  /** That what it replaces may be lost for good. */
  confirmed: boolean;
  /** Aborts when whoever sends the body goes away. */
  signal?: AbortSignal;
};

/**
 * Stores a stream of `size` bytes under exactly `encryption`, then reads it back by HEAD and compares.
 * Two parts are held in memory at the most. A cancelled or failed upload leaves no parts behind.
 * Raises conflict (PreconditionFailed) when the key is taken and `replace` is false, and invalid (IncompleteBody,
 * Cancelled) when other than `size` bytes arrive or the sender goes away. Once it is stored nothing is raised any more.
 * To replace what may not be had back has to be `confirmed`, else it raises invalid (NotConfirmed).
 * Needs s3:PutObject and kms:GenerateDataKey; from two parts on kms:Decrypt as well; to read it back s3:GetObject; to
 * replace without being confirmed s3:GetBucketVersioning.
 */
export async function putObject(
  aws: Aws,
  address: ObjectAddress,
  encryption: DefaultEncryption,
  content: Content,
): Promise<StoredObject> {
  const { size, signal, replace, confirmed } = content;
  if (replace && !confirmed && !(await isReversible(aws, address))) throw notConfirmed("S3", "PutObject");
  const input = toPutObject(address, encryption, content);
  const stored = await upload(aws, input, { chunks: exactly(content), size, partSize: partSizeFor(size), signal });
  const head = await readStored(aws, address, stored);
  return {
    asked: encryption,
    head,
    asAsked: head.ok && isSameEncryption(encryption, head.value.encryption) && head.value.size === size,
  };
}

/**
 * What S3 says of the very object that was stored, which need not be the one under its key any more.
 * That one is asked first all the same, because naming a version needs s3:GetObjectVersion.
 */
async function readStored(aws: Aws, address: ObjectAddress, stored: Stored): Promise<Result<ObjectHead>> {
  const latest = await attempt(getObjectHead(aws, address));
  const gone = latest.ok ? !isStored(latest.value, stored) : latest.failure.code === "missing";
  if (!gone) return latest;
  const replaced = { ok: false, failure: replacedMeanwhile().failure } as const;
  if (stored.VersionId === undefined) return replaced;
  const own = await attempt(getObjectHead(aws, { ...address, versionId: stored.VersionId }));
  return own.ok && !isStored(own.value, stored) ? replaced : own;
}

/** The version "null" of a bucket that stopped keeping versions is replaced like any object, so its ETag counts as well. */
function isStored(head: ObjectHead, { ETag, VersionId }: Stored): boolean {
  return head.etag === ETag && (VersionId === undefined || VersionId === (head.versionId ?? "null"));
}

/** Passes the chunks on and throws unless they add up to `size` bytes: a cut body must never become an object. */
async function* exactly({ size, body, signal }: Content): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > size) break;
      yield chunk;
    }
  } catch {
    throw incompleteBody(size, received);
  }
  if (received !== size) throw incompleteBody(size, received);
  if (signal?.aborted) throw uploadCancelled();
}

/**
 * Deletes the object, or one version of it. Where that cannot be undone it has to be `confirmed`, else it raises invalid:
 * only a delete marker, put on an object of a versioned bucket or taken off again, can be.
 * Raises conflict when the object is no longer the one that was looked at (`etag`). A write between that reading and
 * the request goes unnoticed: not every endpoint takes If-Match with DeleteObject.
 */
export async function deleteObject(
  aws: Aws,
  address: ObjectAddress,
  { etag, confirmed }: { etag: string | null; confirmed: boolean },
): Promise<void> {
  if (!confirmed && !(await isReversible(aws, address))) throw notConfirmed("S3", "DeleteObject");
  if (etag !== null && (await etagOf(aws, address)) !== etag) {
    throw changedMeanwhile("S3", "DeleteObject", "this object");
  }
  const sent = await attempt(aws.s3.send(new DeleteObjectCommand(toDeleteObject(address))));
  // What S3 holds after a deletion that it answered is read by the page that follows.
  if (sent.ok) return;
  await readBack(aws, sent, {
    service: "S3",
    operation: "DeleteObject",
    read: () => isThere(aws, address),
    isAsked: (there) => !there,
    asked: "no such object",
    inWords: (there) => (there ? "an object under this key" : "no such object"),
  });
}

/** Whether S3 holds the version, or, of an object as such, a current version that can be read. */
async function isThere(aws: Aws, address: ObjectAddress): Promise<boolean> {
  if (address.versionId !== undefined) return (await findObjectVersion(aws, address)) !== null;
  const head = await attempt(getObjectHead(aws, address));
  if (head.ok) return true;
  if (head.failure.code === "missing") return false;
  throw new AwsError(head.failure, undefined);
}

async function isReversible(aws: Aws, address: ObjectAddress): Promise<boolean> {
  if (address.versionId === undefined) return (await getVersioning(aws, address.bucket)).status === "enabled";
  return (await findObjectVersion(aws, address))?.deleteMarker === true;
}

/** Of the version "null", which alone can be replaced, the list tells it, even under SSE-C, where HEAD does not. */
async function etagOf(aws: Aws, address: ObjectAddress): Promise<string | null> {
  if (address.versionId !== "null") return (await getObjectHead(aws, address)).etag;
  return (await findObjectVersion(aws, address))?.etag ?? null;
}
