"use server";
import { defineAction } from "#lib/auth/action.ts";
import { updateDescriptionSchema } from "#lib/kms/description-schema.ts";
import { setKeyTags, updateKeyDescription } from "#lib/kms/key-write.ts";
import { setTagsSchema } from "#lib/kms/tag-schema.ts";
import { servedKey } from "../served-key.ts";

export const updateDescriptionAction = defineAction(
  updateDescriptionSchema,
  async (aws, { arn, description, seen }) => {
    const key = await servedKey(aws, arn);
    await updateKeyDescription(aws.in(key.region), key, description, seen);
  },
);

/** Adds, changes and removes tags, so that the key has those of the form. */
export const setTagsAction = defineAction(setTagsSchema, async (aws, { arn, tags, seen }) => {
  const key = await servedKey(aws, arn);
  await setKeyTags(aws.in(key.region), key, tags, seen);
});
