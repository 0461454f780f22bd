"use server";
import { defineAction } from "#lib/auth/action.ts";
import { createGrantSchema, endGrantSchema } from "#lib/kms/grant-schema.ts";
import { createGrant, retireGrant, revokeGrant } from "#lib/kms/grant-write.ts";
import { servedKey } from "../served-key.ts";

export const createGrantAction = defineAction(createGrantSchema, async (aws, { arn, grant }) => {
  const key = await servedKey(aws, arn);
  const id = await createGrant(aws.in(key.region), key, grant);
  return id;
});

export const revokeGrantAction = defineAction(endGrantSchema, async (aws, { arn, grantId, confirmation }) => {
  const key = await servedKey(aws, arn);
  await revokeGrant(aws.in(key.region), key, grantId, confirmation);
});

/** As the grant's retiring principal or grantee, which KMS checks. */
export const retireGrantAction = defineAction(endGrantSchema, async (aws, { arn, grantId, confirmation }) => {
  const key = await servedKey(aws, arn);
  await retireGrant(aws.in(key.region), key, grantId, confirmation);
});
