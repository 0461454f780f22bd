import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { AwsError, changedMeanwhile } from "#lib/aws/errors.ts";
import { sendThenRead } from "#lib/aws/send-then-read.ts";

/** What a person saw of a setting when deciding, by its own words, and whether they typed the name that a weaker one needs. */
export type Decision = { seen: string; confirmed: boolean };

/** One setting of one bucket or account, and how it is read and said. */
export type Setting<T> = {
  service: "S3" | "S3 Control";
  /** "PutBucketVersioning" */
  operation: string;
  /** "the versioning of payroll-archive" */
  thing: string;
  /** What is typed to confirm: the bucket's name, the account's id. */
  name: string;
  read: () => Promise<T>;
  /** In words, or a text of several lines, that tell any two apart. */
  inWords: (value: T) => string;
};

/**
 * Changes a setting from what the person saw to `next(current)`, and answers what AWS reads back.
 * Raises conflict where it is no longer as seen, or is read back otherwise than asked; invalid where something is lost
 * and was not confirmed. S3 has no conditional form of these requests, so the moment between reading and writing stays.
 */
export async function changeSetting<T>(
  aws: Aws,
  { service, operation, thing, name, read, inWords }: Setting<T>,
  { seen, confirmed }: Decision,
  change: {
    next: (current: T) => T | Promise<T>;
    /** What is lost with it, a sentence each. */
    losses: (next: T, current: T) => string[];
    send: (next: T) => Promise<unknown>;
  },
): Promise<T> {
  const current = await read();
  const now = inWords(current);
  if (now !== seen) throw changedMeanwhile(service, operation, `${thing}${bothInWords(seen, now)}`);
  const next = await change.next(current);
  const losses = change.losses(next, current);
  if (losses.length > 0 && !confirmed) throw weakerNotConfirmed(name, losses);
  const asked = inWords(next);
  return sendThenRead(aws, {
    service,
    operation,
    send: () => change.send(next),
    read,
    isAsked: (found) => inWords(found) === asked,
    asked,
    inWords,
  });
}

/** A text of several lines is left to the page, which shows it. */
function bothInWords(seen: string, now: string): string {
  return /\n/.test(seen + now) ? "" : ` (then ${seen}; now ${now})`;
}

/** A weaker setting is sent only after the name was typed. `losses` are whole sentences. */
export function weakerNotConfirmed(name: string, losses: string[]): AwsError {
  return ownRefusal("Confirmation", "NotConfirmed", losses.join(" "), `Type ${name} exactly as shown to confirm.`);
}

/** What this console refuses to send. `reason` is one whole sentence or more. */
export function ownRefusal(operation: string, name: string, reason: string, hint: string): AwsError {
  const message = `${reason} Nothing was changed.`;
  return new AwsError(
    { code: "invalid", service: "Twofold", operation, name, message, permission: null, hint, requestId: null },
    null,
  );
}
