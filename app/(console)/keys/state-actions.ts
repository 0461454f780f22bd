"use server";
import type { z } from "zod";
import { defineAction } from "#lib/auth/action.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import type { Key } from "#lib/kms/key.ts";
import { getKey } from "#lib/kms/read.ts";
import { requireConfirmed } from "#lib/kms/refusal.ts";
import { toSeenState } from "#lib/kms/state.ts";
import { keyStateSchema } from "#lib/kms/state-schema.ts";
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  requireSeenState,
  scheduleKeyDeletion,
} from "#lib/kms/state-write.ts";

/** Enables or disables a key, or schedules or cancels its deletion. Returns the state that AWS reads back. */
export const changeKeyStateAction = defineAction(keyStateSchema, async (aws, input) => {
  const there = inServedRegion(aws, fromKeyArn(input.arn)?.region ?? aws.region);
  const key = await getKey(there, input.arn);
  requireSeenState(key, input.change, input.seen);
  if ("confirmation" in input) requireConfirmed(key, input.confirmation, input.change);
  const found = await send(there, key, input);
  return toSeenState(found);
});

function send(aws: Aws, key: Key, input: z.output<typeof keyStateSchema>): Promise<Key> {
  switch (input.change) {
    case "EnableKey":
      return enableKey(aws, key.arn);
    case "DisableKey":
      return disableKey(aws, key.arn);
    case "ScheduleKeyDeletion":
      return scheduleKeyDeletion(aws, key, input.pendingDays);
    case "CancelKeyDeletion":
      return cancelKeyDeletion(aws, key.arn);
  }
}
