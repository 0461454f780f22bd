"use server";
import { defineAction } from "#lib/auth/action.ts";
import { createAliasSchema, deleteAliasSchema, moveAliasSchema } from "#lib/kms/alias-schema.ts";
import { createAlias, deleteAlias, moveAlias } from "#lib/kms/alias-write.ts";
import { requireTyped } from "#lib/kms/refusal.ts";
import { servedKey } from "../served-key.ts";

export const createAliasAction = defineAction(createAliasSchema, async (aws, { arn, alias }) => {
  const key = await servedKey(aws, arn);
  await createAlias(aws.in(key.region), key, alias);
});

/** An alias of another key comes to this one. */
export const moveAliasAction = defineAction(moveAliasSchema, async (aws, { arn, from, alias }) => {
  const key = await servedKey(aws, arn);
  await moveAlias(aws.in(key.region), alias, from, key);
});

export const deleteAliasAction = defineAction(deleteAliasSchema, async (aws, { arn, alias, confirmation }) => {
  const key = await servedKey(aws, arn);
  requireTyped(alias, confirmation, "DeleteAlias");
  await deleteAlias(aws.in(key.region), alias, key.arn);
});
