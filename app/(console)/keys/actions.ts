"use server";
import { refresh } from "next/cache";
import { defineAction } from "#lib/auth/action.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import type { Key } from "#lib/kms/key.ts";
import { newKeySchema } from "#lib/kms/new-key-schema.ts";
import { toKeyPolicy } from "#lib/kms/policy.ts";
import { getKey } from "#lib/kms/read.ts";
import { disableRotationSchema, enableRotationSchema } from "#lib/kms/rotation-schema.ts";
import { createKey, disableRotation, enableRotation, requireConfirmed, requireSeenRotation } from "#lib/kms/write.ts";

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
  refresh();
  return key.arn;
});

/** Turns rotation on, or changes its period. */
export const enableRotationAction = defineAction(enableRotationSchema, async (aws, { arn, seen, periodDays }) => {
  const key = await servedKey(aws, arn);
  await requireSeenRotation(aws, key, seen);
  await enableRotation(aws.in(key.region), key.arn, periodDays);
  refresh();
});

export const disableRotationAction = defineAction(disableRotationSchema, async (aws, { arn, seen, confirmation }) => {
  const key = await servedKey(aws, arn);
  requireConfirmed(key, confirmation, "DisableKeyRotation");
  await requireSeenRotation(aws, key, seen);
  await disableRotation(aws.in(key.region), key.arn);
  refresh();
});

/** The key that a form names. Raises invalid where the console does not serve its Region. */
function servedKey(aws: Aws, arn: string): Promise<Key> {
  return getKey(inServedRegion(aws, fromKeyArn(arn)?.region ?? aws.region), arn);
}
