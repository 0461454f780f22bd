"use server";
import { refresh } from "next/cache";
import { defineAction } from "#lib/auth/action.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import type { Key } from "#lib/kms/key.ts";
import { getKey } from "#lib/kms/read.ts";
import type { StateChange } from "#lib/kms/state.ts";
import { keyStateSchema, scheduleDeletionSchema, stopKeySchema } from "#lib/kms/state-schema.ts";
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  requireSeenState,
  scheduleKeyDeletion,
} from "#lib/kms/state-write.ts";
import { requireConfirmed } from "#lib/kms/write.ts";

export const enableKeyAction = defineAction(keyStateSchema, async (aws, { arn, seen }) => {
  const { there, key } = await seenKey(aws, arn, "EnableKey", seen);
  await enableKey(there, key.arn);
  refresh();
});

export const cancelKeyDeletionAction = defineAction(keyStateSchema, async (aws, { arn, seen }) => {
  const { there, key } = await seenKey(aws, arn, "CancelKeyDeletion", seen);
  await cancelKeyDeletion(there, key.arn);
  refresh();
});

export const disableKeyAction = defineAction(stopKeySchema, async (aws, { arn, seen, confirmation }) => {
  const { there, key } = await seenKey(aws, arn, "DisableKey", seen);
  requireConfirmed(key, confirmation, "DisableKey");
  await disableKey(there, key.arn);
  refresh();
});

export const scheduleKeyDeletionAction = defineAction(
  scheduleDeletionSchema,
  async (aws, { arn, seen, confirmation, pendingDays }) => {
    const { there, key } = await seenKey(aws, arn, "ScheduleKeyDeletion", seen);
    requireConfirmed(key, confirmation, "ScheduleKeyDeletion");
    await scheduleKeyDeletion(there, key, pendingDays);
    refresh();
  },
);

/** The key that a form names, in the state that it showed. Raises invalid where the console does not serve its Region. */
async function seenKey(aws: Aws, arn: string, change: StateChange, seen: string): Promise<{ there: Aws; key: Key }> {
  const there = inServedRegion(aws, fromKeyArn(arn)?.region ?? aws.region);
  const key = await getKey(there, arn);
  requireSeenState(key, change, seen);
  return { there, key };
}
