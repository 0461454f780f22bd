"use server";
import { defineAction } from "#lib/auth/action.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { newKeySchema } from "#lib/kms/new-key-schema.ts";
import { toKeyPolicy } from "#lib/kms/policy.ts";
import { requireConfirmed } from "#lib/kms/refusal.ts";
import { disableRotationSchema, enableRotationSchema } from "#lib/kms/rotation-schema.ts";
import { createKey, disableRotation, enableRotation, requireSeenRotation } from "#lib/kms/write.ts";
import { servedKey } from "./served-key.ts";

/** The policy is made here from what was chosen, with the account that AWS itself names. */
export const createKeyAction = defineAction(newKeySchema, async (aws, { rotation, rotationDays, ...input }) => {
  const there = inServedRegion(aws, input.region);
  const { accountId, arn } = await getIdentity(aws);
  const policy = toKeyPolicy({ ...input, accountId, partition: arn.split(":")[1] ?? "aws" });
  const key = await createKey(there, {
    ...input,
    rotationDays: rotation ? rotationDays : null,
    policy: JSON.stringify(policy),
  });
  return key.arn;
});

/** Turns rotation on, or changes its period. */
export const enableRotationAction = defineAction(enableRotationSchema, async (aws, { arn, seen, periodDays }) => {
  const key = await servedKey(aws, arn);
  await requireSeenRotation(aws, key, seen);
  await enableRotation(aws.in(key.region), key.arn, periodDays);
});

export const disableRotationAction = defineAction(disableRotationSchema, async (aws, { arn, seen, confirmation }) => {
  const key = await servedKey(aws, arn);
  requireConfirmed(key, confirmation, "DisableKeyRotation");
  await requireSeenRotation(aws, key, seen);
  await disableRotation(aws.in(key.region), key.arn);
});
