import "server-only";
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile, readBackMismatch } from "#lib/aws/errors.ts";
import { readSettled } from "#lib/aws/settled.ts";
import { type Key, nameOf } from "./key.ts";
import { getKey } from "./read.ts";
import { refusal } from "./refusal.ts";
import { isPendingDeletion, reasonChangeRefused, type StateChange, stateAfter, toSeenState } from "./state.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Lets the key be used again and reads that back. Raises invalid (KMSInvalidStateException) in a state that does not allow it. */
export async function enableKey(aws: Aws, keyId: string): Promise<Key> {
  await aws.kms.send(new EnableKeyCommand({ KeyId: keyId }));
  return readState(aws, keyId, "EnableKey", "Enabled", ({ state }) => state === "Enabled");
}

/** Stops every use of the key until it is enabled again, and reads that back. Raises as enableKey. */
export async function disableKey(aws: Aws, keyId: string): Promise<Key> {
  await aws.kms.send(new DisableKeyCommand({ KeyId: keyId }));
  return readState(aws, keyId, "DisableKey", "Disabled", ({ state }) => state === "Disabled");
}

/**
 * Has KMS delete the key after `pendingDays` (7 to 30), and reads the date back. A primary key first waits for its
 * replicas, without a date. Raises as enableKey.
 */
export async function scheduleKeyDeletion(aws: Aws, key: Key, pendingDays: number): Promise<Key> {
  const askedAt = Date.now();
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: pendingDays }));
  const asked = stateAfter(key, "ScheduleKeyDeletion");
  const isAsked = (found: Key) =>
    found.state === asked &&
    (asked === "PendingReplicaDeletion"
      ? found.pendingDays === pendingDays
      : isAbout(found.deletionAt, askedAt + pendingDays * DAY_MILLISECONDS));
  return readState(aws, key.arn, "ScheduleKeyDeletion", `${asked}, in ${pendingDays} days`, isAsked);
}

/** Keeps a key that was to be deleted, and reads back its state, which is Disabled. Raises as enableKey. */
export async function cancelKeyDeletion(aws: Aws, keyId: string): Promise<Key> {
  await aws.kms.send(new CancelKeyDeletionCommand({ KeyId: keyId }));
  const isKept = (key: Key) => !isPendingDeletion(key) && key.deletionAt === null;
  return readState(aws, keyId, "CancelKeyDeletion", "a key that is not deleted", isKept);
}

/** KMS rounds as it likes; another date than the one asked for is more than a day away. */
function isAbout(at: Date | null, expected: number): boolean {
  return at !== null && Math.abs(at.getTime() - expected) <= DAY_MILLISECONDS;
}

async function readState(
  aws: Aws,
  keyId: string,
  change: StateChange,
  asked: string,
  isAsked: (key: Key) => boolean,
): Promise<Key> {
  const found = await readSettled(aws, () => getKey(aws, keyId), isAsked);
  if (isAsked(found)) return found;
  throw readBackMismatch("KMS", change, asked, toSeenState(found));
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
