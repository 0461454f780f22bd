import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { fromAnswer, type Outcome, type Progress, UNREADABLE, withoutAnswer } from "./upload-outcome.ts";

export type Sending = { done: Promise<Outcome>; cancel: () => void };

/** What an upload asks of S3. `confirmed` that what it replaces may be lost for good. */
export type Upload = { key: string; encryption: DefaultEncryption; replace: boolean; confirmed: boolean };

/** As often as an eye can follow. */
const TELL_MILLISECONDS = 250;

/** Streams a file to the console, which streams it on to S3. XMLHttpRequest, because fetch tells no upload progress. */
export function sendFile(
  file: File,
  upload: Upload & { bucket: string },
  onProgress: (progress: Progress) => void,
): Sending {
  const request = new XMLHttpRequest();
  const startedAt = Date.now();
  let told = startedAt;
  let progress: Progress = { sentBytes: 0, bytesPerSecond: 0 };
  let cancelled = false;
  const done = new Promise<Outcome>((resolve) => {
    const note = ({ loaded }: ProgressEvent) => {
      const now = Date.now();
      progress = { sentBytes: loaded, bytesPerSecond: (loaded * 1000) / Math.max(1, now - startedAt) };
      if (now - told < TELL_MILLISECONDS && loaded < file.size) return;
      told = now;
      onProgress(progress);
    };
    request.upload.addEventListener("progress", note);
    request.upload.addEventListener("load", note);
    request.addEventListener("load", () => resolve(fromAnswer(request.status, request.responseText)));
    request.addEventListener("error", () => {
      void isReadable(file).then((readable) =>
        resolve(withoutAnswer(readable ? "lost" : "unreadable", progress, file.size)),
      );
    });
    request.addEventListener("abort", () => resolve(withoutAnswer("cancelled", progress, file.size)));
    const begin = async () => {
      const readable = await isReadable(file);
      if (cancelled) return resolve({ status: "cancelled" });
      if (!readable) return resolve(UNREADABLE);
      request.open("PUT", `/api/objects?${toQuery(upload)}`);
      request.setRequestHeader("Content-Type", contentTypeOf(file));
      request.send(file);
    };
    void begin();
  });
  const cancel = () => {
    cancelled = true;
    request.abort();
  };
  return { done, cancel };
}

/** What it could not read of a file, a browser tells in the same words as a lost connection. */
async function isReadable(file: File): Promise<boolean> {
  try {
    await (file.size === 0 ? file : file.slice(0, 1)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** What a browser takes the file for; it knows most kinds by their ending. */
export function contentTypeOf(file: File): string {
  return file.type === "" ? "application/octet-stream" : file.type;
}

function toQuery({ bucket, key, encryption, replace, confirmed }: Upload & { bucket: string }): URLSearchParams {
  const query = new URLSearchParams({ bucket, key, type: encryption.type });
  if (encryption.type !== "SSE-S3") query.set("keyId", encryption.keyId ?? "");
  if (encryption.type === "SSE-KMS") query.set("bucketKey", String(encryption.bucketKey));
  if (replace) query.set("replace", "true");
  if (confirmed) query.set("confirmed", "true");
  return query;
}
