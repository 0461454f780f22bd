"use server";
import { refresh } from "next/cache";
import { defineAction } from "#lib/auth/action.ts";
import { putPolicySchema } from "#lib/kms/policy-schema.ts";
import { putKeyPolicy } from "#lib/kms/policy-write.ts";
import { servedKey } from "../served-key.ts";

export const putPolicyAction = defineAction(putPolicySchema, async (aws, { arn, policy, ...asked }) => {
  // Where somebody was faster, too, the form goes on from the policy that is in force.
  refresh();
  const key = await servedKey(aws, arn);
  await putKeyPolicy(aws.in(key.region), key, policy, asked);
});
