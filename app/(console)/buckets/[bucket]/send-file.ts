import type { Failure } from "#lib/aws/result.ts";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import type { UploadAnswer } from "#lib/s3/object.ts";

/** What became of one file. */
export type Outcome =
  | { status: "stored"; answer: UploadAnswer }
  | { status: "failed"; failure: Failure }
  | { status: "refused"; reason: string }
  | { status: "cancelled" };

export type Sending = { done: Promise<Outcome>; cancel: () => void };

export type Upload = { bucket: string; key: string; encryption: DefaultEncryption; replace: boolean };

/** How far one file is. Both in bytes. */
export type Progress = { sentBytes: number; bytesPerSecond: number };

/** Streams a file to the console, which streams it on to S3. XMLHttpRequest, because fetch tells no upload progress. */
export function sendFile(file: File, upload: Upload, onProgress: (progress: Progress) => void): Sending {
  const request = new XMLHttpRequest();
  const startedAt = Date.now();
  const done = new Promise<Outcome>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded }) =>
      onProgress({ sentBytes: loaded, bytesPerSecond: (loaded * 1000) / Math.max(1, Date.now() - startedAt) }),
    );
    request.addEventListener("load", () => resolve(fromAnswer(request.status, request.responseText)));
    request.addEventListener("error", () => resolve({ status: "refused", reason: CONNECTION_LOST }));
    request.addEventListener("abort", () => resolve({ status: "cancelled" }));
  });
  request.open("PUT", `/api/objects?${toQuery(upload)}`);
  request.setRequestHeader("Content-Type", contentTypeOf(file));
  request.send(file);
  return { done, cancel: () => request.abort() };
}

const CONNECTION_LOST =
  "The connection to the console was lost. Whether the object was stored is not known: reload the list and look.";

/** What a browser takes the file for; it knows most kinds by their ending. */
export function contentTypeOf(file: File): string {
  return file.type === "" ? "application/octet-stream" : file.type;
}

function toQuery({ bucket, key, encryption, replace }: Upload): URLSearchParams {
  const query = new URLSearchParams({ bucket, key, type: encryption.type });
  if (encryption.type !== "SSE-S3") query.set("keyId", encryption.keyId ?? "");
  if (encryption.type === "SSE-KMS") query.set("bucketKey", String(encryption.bucketKey));
  if (replace) query.set("replace", "true");
  return query;
}

/** What /api/objects may answer. */
type Body = UploadAnswer | { failure: Failure } | { fields: Record<string, string[]> } | { signedOut: true };

function fromAnswer(status: number, text: string): Outcome {
  const body = parse(text);
  if (body === null) return { status: "refused", reason: `The console answered with HTTP ${status}.` };
  if ("asAsked" in body) return { status: "stored", answer: body };
  if ("failure" in body) return { status: "failed", failure: body.failure };
  if ("fields" in body) return { status: "refused", reason: Object.values(body.fields).flat().join(" ") };
  return { status: "refused", reason: "Your session has ended. Sign in again; nothing was stored." };
}

function parse(text: string): Body | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
