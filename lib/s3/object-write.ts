import "server-only";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { Readable } from "node:stream";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile, incompleteBody, notConfirmed } from "#lib/aws/errors.ts";
import { type DefaultEncryption, isSameEncryption } from "./encryption.ts";
import { type ObjectAddress, type ObjectHead, toDeleteObject, toPutObject } from "./object.ts";
import { getObjectHead, listObjectVersions } from "./object-read.ts";
import { getVersioning } from "./read.ts";

const MEBIBYTE = 1024 * 1024;

/** S3 takes at most 10,000 parts of at least 5 MiB. Bytes. */
export function partSizeFor(size: number): number {
  return Math.max(8 * MEBIBYTE, Math.ceil(size / 10_000 / MEBIBYTE) * MEBIBYTE);
}

/** What was asked for beside what S3 then says it holds. */
export type StoredObject = { asked: DefaultEncryption; head: ObjectHead; asAsked: boolean };

/**
 * Stores a stream of `size` bytes under exactly `encryption`, then reads it back by HEAD and compares.
 * Two parts are held in memory at the most. A cancelled or failed upload leaves no parts behind.
 * Raises conflict (PreconditionFailed) when the key is taken and `replace` is false, and invalid (IncompleteBody) when
 * other than `size` bytes arrive. Needs s3:PutObject and kms:GenerateDataKey; from two parts on kms:Decrypt as well.
 */
export async function putObject(
  aws: Aws,
  address: ObjectAddress,
  encryption: DefaultEncryption,
  content: { body: AsyncIterable<Uint8Array>; size: number; contentType: string; replace: boolean },
): Promise<StoredObject> {
  // Not Upload.abort(): that answers before the parts are gone. A body that throws makes it clean up first.
  const upload = new Upload({
    client: aws.s3Uploads,
    params: { ...toPutObject(address, encryption, content), Body: Readable.from(exactly(content.size, content.body)) },
    partSize: partSizeFor(content.size),
    queueSize: 1,
    leavePartsOnError: false,
  });
  await upload.done();
  const head = await getObjectHead(aws, address);
  return {
    asked: encryption,
    head,
    asAsked: isSameEncryption(encryption, head.encryption) && head.size === content.size,
  };
}

/** Passes the chunks on and throws unless they add up to `size` bytes: a cut body must never become an object. */
async function* exactly(size: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
}

/**
 * Deletes the object, or one version of it. Where that cannot be undone it has to be `confirmed`, else it raises invalid:
 * only a delete marker, put on an object of a versioned bucket or taken off again, can be.
 * Raises conflict when the object is no longer the one that was looked at (`etag`).
 */
export async function deleteObject(
  aws: Aws,
  address: ObjectAddress,
  { etag, confirmed }: { etag: string | null; confirmed: boolean },
): Promise<void> {
  if (!confirmed && !(await isReversible(aws, address))) throw notConfirmed("S3", "DeleteObject");
  if (etag !== null) {
    const head = await getObjectHead(aws, address);
    if (head.etag !== etag) throw changedMeanwhile("S3", "DeleteObject", "this object");
  }
  await aws.s3.send(new DeleteObjectCommand(toDeleteObject(address)));
}

async function isReversible(aws: Aws, { bucket, key, versionId }: ObjectAddress): Promise<boolean> {
  if (versionId === undefined) return (await getVersioning(aws, bucket)).status === "enabled";
  const versions = await listObjectVersions(aws, bucket, key);
  return versions.some((version) => version.versionId === versionId && version.deleteMarker);
}
