import "server-only";
import type { Aws } from "./clients.ts";
import { attempt, AwsError, readBackMismatch } from "./errors.ts";
import type { Failure, Result } from "./result.ts";
import { readSettled } from "./settled.ts";

/** A change, and how to tell whether it is in force. */
export type Change<T> = {
  /** "S3" */
  service: string;
  /** "PutBucketEncryption" */
  operation: string;
  read: () => Promise<T>;
  isAsked: (found: T) => boolean;
  /** In words, after "reads back": "rotation off". */
  asked: string;
  inWords: (found: T) => string;
};

/**
 * Sends a change and answers what AWS then reads back. A request that got no answer may have taken effect, so it is read
 * back as well: as asked, it is done. Raises AWS's refusal; conflict where something else is read back; and, with the
 * outcome "unknown" or "accepted", what keeps from knowing.
 */
export async function sendThenRead<T>(aws: Aws, change: Change<T> & { send: () => Promise<unknown> }): Promise<T> {
  return readBack(aws, await attempt(change.send()), change);
}

/** As sendThenRead, of what was sent already. */
export async function readBack<T>(
  aws: Aws,
  sent: Result<unknown>,
  { service, operation, read, isAsked, asked, inWords }: Change<T>,
): Promise<T> {
  if (!sent.ok && sent.failure.outcome !== "unknown") throw new AwsError(sent.failure, undefined);
  const found = await attempt(readSettled(aws, read, isAsked));
  if (found.ok && isAsked(found.value)) return found.value;
  if (!sent.ok) throw stillUnknown(sent.failure, found.ok ? { now: inWords(found.value), asked } : found.failure);
  if (!found.ok) throw acceptedUnread(operation, found.failure);
  throw readBackMismatch(service, operation, asked, inWords(found.value));
}

function stillUnknown(failure: Failure, reading: { now: string; asked: string } | Failure): AwsError {
  const since =
    "now" in reading
      ? `Read since then: ${reading.now}, where ${reading.asked} was asked for.`
      : `${reading.operation}, to read it back, failed as well: ${reading.name}.`;
  return new AwsError({ ...failure, message: `${sentence(failure.message)} ${since}` }, undefined);
}

/** AWS took the change, but not the question what is in force. The failure is that of the reading. */
function acceptedUnread(operation: string, reading: Failure): AwsError {
  const message = `AWS accepted ${operation}; only reading it back failed. ${reading.message}`;
  return new AwsError({ ...reading, message, outcome: "accepted" }, undefined);
}

/** The words with a stop at their end. */
export function sentence(words: string): string {
  return words.replace(/\.?$/, ".");
}
