"use server";
import { defineAction } from "#lib/auth/action.ts";
import { requireConfirmed } from "#lib/kms/refusal.ts";
import { rotateNowSchema } from "#lib/kms/rotate-now-schema.ts";
import { rotateKeyOnDemand } from "#lib/kms/rotation-write.ts";
import { servedKey } from "../served-key.ts";

/** Answers the id of the new material, or nothing while the rotation is still under way. */
export const rotateNowAction = defineAction(rotateNowSchema, async (aws, { arn, seen, confirmation }) => {
  const key = await servedKey(aws, arn);
  requireConfirmed(key, confirmation, "RotateKeyOnDemand");
  const rotated = await rotateKeyOnDemand(aws.in(key.region), key, seen);
  return rotated.status === "rotated" ? rotated.materialId : undefined;
});
