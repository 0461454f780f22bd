import "server-only";
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile } from "#lib/aws/errors.ts";
import { type Change, sendThenRead } from "#lib/aws/send-then-read.ts";
import { type Key, nameOf } from "./key.ts";
import { getKey } from "./read.ts";
import { refusal } from "./refusal.ts";
import { isPendingDeletion, reasonChangeRefused, type StateChange, stateAfter, toSeenState } from "./state.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Lets the key be used again and reads that back. Raises invalid (KMSInvalidStateException) in a state that does not allow it. */
export async function enableKey(aws: Aws, keyId: string): Promise<Key> {
  return sendThenRead(aws, {
    ...state(aws, keyId, "EnableKey", "Enabled", (key) => key.state === "Enabled"),
    send: () => aws.kms.send(new EnableKeyCommand({ KeyId: keyId })),
  });
}

/** Stops every use of the key until it is enabled again, and reads that back. Raises as enableKey. */
export async function disableKey(aws: Aws, keyId: string): Promise<Key> {
  return sendThenRead(aws, {
    ...state(aws, keyId, "DisableKey", "Disabled", (key) => key.state === "Disabled"),
    send: () => aws.kms.send(new DisableKeyCommand({ KeyId: keyId })),
  });
}

/**
 * Has KMS delete the key after `pendingDays` (7 to 30), and reads the date back. A primary key first waits for its
 * replicas, without a date. Raises as enableKey.
 */
export async function scheduleKeyDeletion(aws: Aws, key: Key, pendingDays: number): Promise<Key> {
  const askedAt = Date.now();
  const asked = stateAfter(key, "ScheduleKeyDeletion");
  const isAsked = (found: Key) =>
    found.state === asked &&
    (asked === "PendingReplicaDeletion"
      ? found.pendingDays === pendingDays
      : isAbout(found.deletionAt, askedAt + pendingDays * DAY_MILLISECONDS));
  return sendThenRead(aws, {
    ...state(aws, key.arn, "ScheduleKeyDeletion", `${asked}, in ${pendingDays} days`, isAsked),
    send: () => aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: pendingDays })),
  });
}

/** Keeps a key that was to be deleted, and reads back its state, which is Disabled. Raises as enableKey. */
export async function cancelKeyDeletion(aws: Aws, keyId: string): Promise<Key> {
  const isKept = (key: Key) => !isPendingDeletion(key) && key.deletionAt === null;
  return sendThenRead(aws, {
    ...state(aws, keyId, "CancelKeyDeletion", "a key that is not deleted", isKept),
    send: () => aws.kms.send(new CancelKeyDeletionCommand({ KeyId: keyId })),
  });
}

/** KMS rounds as it likes; another date than the one asked for is more than a day away. */
function isAbout(at: Date | null, expected: number): boolean {
  return at !== null && Math.abs(at.getTime() - expected) <= DAY_MILLISECONDS;
}

/** That the key is in a state. */
function state(
  aws: Aws,
  keyId: string,
  operation: StateChange,
  asked: string,
  isAsked: (key: Key) => boolean,
): Change<Key> {
  return { service: "KMS", operation, read: () => getKey(aws, keyId), isAsked, asked, inWords: toSeenState };
}

/** Refuses a change that was decided on another state than the key's, or that does not apply to it. */
export function requireSeenState(key: Key, change: StateChange, seen: string): void {
  if (toSeenState(key) !== seen) throw changedMeanwhile("KMS", change, `the state of ${nameOf(key)}`);
  const reason = reasonChangeRefused(key, change);
  if (reason === null) return;
  throw refusal(
    change,
    "StateNotApplicable",
    `${reason} Nothing was sent.`,
    "Reload the page: it says what can be done instead.",
  );
}
