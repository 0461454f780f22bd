import type { Failure } from "#lib/aws/result.ts";
import type { UploadAnswer } from "#lib/s3/object.ts";

/** What became of one file. */
export type Outcome =
  | { status: "stored"; answer: UploadAnswer }
  | { status: "failed"; failure: Failure }
  /** The console did not take it, so nothing was stored. */
  | { status: "refused"; reason: string }
  | { status: "unknown"; reason: string }
  | { status: "cancelled" };

/** How far one file is. Both in bytes. */
export type Progress = { sentBytes: number; bytesPerSecond: number };

/** What /api/objects may answer. */
type Body = UploadAnswer | { failure: Failure } | { fields: Record<string, string[]> } | { signedOut: true };

/** What an answer with this HTTP status and text tells. */
export function fromAnswer(status: number, text: string): Outcome {
  const body = parse(text);
  if (body === null) {
    const reason = `The console, or a proxy before it, answered with HTTP ${status}.`;
    return status >= 400 && status < 500 ? { status: "refused", reason } : { status: "unknown", reason };
  }
  if ("asAsked" in body) return { status: "stored", answer: body };
  if ("failure" in body) return { status: "failed", failure: body.failure };
  if ("fields" in body) return { status: "refused", reason: Object.values(body.fields).flat().join(" ") };
  return { status: "refused", reason: "Your session has ended. Sign in again; nothing was stored." };
}

/** Of a folder, or a file that is not what it was when it was chosen: no request was made. */
export const UNREADABLE: Outcome = {
  status: "refused",
  reason:
    "The browser cannot read this file: it is a folder, or was changed or removed since it was chosen. Nothing was sent.",
};

/**
 * What is known of a file whose request ended without an answer; "unreadable" where the browser then could not read it
 * either. A cut file is never stored: S3 is told only when all came.
 */
export function withoutAnswer(why: keyof typeof WITHOUT_ANSWER, progress: Progress, size: number): Outcome {
  const { cut, whole } = WITHOUT_ANSWER[why];
  if (!isCut(progress, size)) return { status: "unknown", reason: whole };
  return cut === null ? { status: "cancelled" } : { status: "refused", reason: cut };
}

const GONE = "and the browser can no longer read the file: it was changed or removed since it was chosen.";

/** By whether a part of the file certainly never left. */
const WITHOUT_ANSWER = {
  cancelled: { cut: null, whole: "It was cancelled when all of it may have been sent." },
  lost: {
    cut: "The connection to the console was lost before the whole file was sent.",
    whole: "The connection to the console was lost before it answered.",
  },
  unreadable: { cut: `Not all of it was sent, ${GONE}`, whole: `The console did not answer, ${GONE}` },
} as const;

/** A browser tells how much it sent some time after it did: what it may have sent meanwhile counts as sent. */
const UNTOLD_SECONDS = 0.5;
const UNTOLD_BYTES = 1024 ** 2;

/** Whether a part of the file certainly never left. */
function isCut({ sentBytes, bytesPerSecond }: Progress, size: number): boolean {
  return size - sentBytes > Math.max(UNTOLD_BYTES, bytesPerSecond * UNTOLD_SECONDS);
}

function parse(text: string): Body | null {
  try {
    const body = JSON.parse(text);
    const known = typeof body === "object" && body !== null;
    return known && ["asAsked", "failure", "fields", "signedOut"].some((name) => name in body) ? body : null;
  } catch {
    return null;
  }
}
