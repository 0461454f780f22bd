import "server-only";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { setTimeout as delay } from "node:timers/promises";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, notReported, partsLeft, uploadCancelled } from "#lib/aws/errors.ts";
import { giveBackBuffers, inParts, takeBuffers, whole } from "./upload-part.ts";

/** What S3 answers to the request that stores an object. */
export type Stored = { ETag?: string | undefined; VersionId?: string | undefined };

type Source = {
  /** Exactly `size` bytes, or it throws. Each chunk is taken over: its memory is given back once it is copied. */
  chunks: AsyncIterable<Uint8Array>;
  /** Bytes. */
  size: number;
  /** Bytes. */
  partSize: number;
  signal?: AbortSignal | undefined;
};

/**
 * Stores a stream by one PutObject, or in parts where it is larger than one. Two parts are held in memory at the most:
 * one is filled while the other is sent. Nothing is left of an upload that failed or was cancelled (`signal`).
 * Raises what S3 refuses, what `chunks` throws, and invalid (Cancelled).
 */
export async function upload(aws: Aws, input: PutObjectCommandInput, source: Source): Promise<Stored> {
  if (source.size > source.partSize) return uploadInParts(aws, input, source);
  const Body = await whole(source.chunks, source.size);
  return withETag("PutObject", await aws.s3Uploads.send(new PutObjectCommand({ ...input, Body })));
}

/** S3 names the ETag of whatever it stored. Raises what is not reported. */
function withETag(operation: string, stored: Stored): Stored {
  if (stored.ETag === undefined) throw notReported("S3", operation, "the ETag of what it stored");
  return stored;
}

async function uploadInParts(aws: Aws, input: PutObjectCommandInput, source: Source): Promise<Stored> {
  const { IfNoneMatch, ...stored } = input;
  const object = { Bucket: input.Bucket, Key: input.Key };
  const sums = (await aws.s3Uploads.config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
  const begin = { ...stored, ...(sums ? { ChecksumAlgorithm: "CRC32" as const } : {}) };
  const { UploadId } = await aws.s3Uploads.send(new CreateMultipartUploadCommand(begin));
  if (UploadId === undefined)
    throw notReported("S3", "CreateMultipartUpload", "under which id the parts are to be sent");
  const target = { ...object, UploadId };
  const sent = await attemptAny(sendParts(aws, target, source));
  if (!sent.ok) throw await takenBack(aws, target, sent.error);
  const end = {
    ...target,
    MultipartUpload: { Parts: sent.value },
    ...(IfNoneMatch === undefined ? {} : { IfNoneMatch }),
  };
  const completed = await attemptAny(aws.s3Uploads.send(new CompleteMultipartUploadCommand(end)));
  if (completed.ok) return withETag("CompleteMultipartUpload", completed.value);
  throw await takenBack(aws, target, completed.error);
}

type Target = { Bucket: string | undefined; Key: string | undefined; UploadId: string };

/** Sends a part while the next one comes in; when this is over, however it ends, none is under way any more. */
async function sendParts(aws: Aws, target: Target, { chunks, partSize, signal }: Source): Promise<CompletedPart[]> {
  const parts: CompletedPart[] = [];
  const failed = new AbortController();
  const buffers = takeBuffers(partSize);
  let sending = Promise.resolve();

  async function send(PartNumber: number, Body: Uint8Array) {
    const { ETag, ChecksumCRC32 } = await aws.s3Uploads.send(new UploadPartCommand({ ...target, PartNumber, Body }));
    if (signal?.aborted) throw uploadCancelled();
    if (ETag === undefined) throw notReported("S3", "UploadPart", "by which ETag it holds the part");
    parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }

  try {
    for await (const part of inParts(chunks, buffers, failed.signal)) {
      await sending;
      sending = send(parts.length + 1, part);
      // Heard of by the loop at once, and raised by who waits for it next.
      sending.catch((error: unknown) => failed.abort(error));
    }
    await sending;
    giveBackBuffers(buffers);
    return parts;
  } finally {
    await attemptAny(sending);
  }
}

/** Removes the parts, and answers what the upload failed of; also that they could not be removed, where that is so. */
async function takenBack(aws: Aws, target: Target, reason: unknown): Promise<unknown> {
  for (const milliseconds of [...aws.settleMilliseconds, null]) {
    const removed = await attempt(aws.s3.send(new AbortMultipartUploadCommand(target)));
    if (removed.ok || removed.failure.name === "NoSuchUpload") return reason;
    if (milliseconds === null) return reason instanceof AwsError ? partsLeft(reason, removed.failure) : reason;
    await delay(milliseconds);
  }
  return reason;
}

async function attemptAny<T>(promise: Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    return { ok: false, error };
  }
}
