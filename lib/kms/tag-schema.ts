import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";
import { reasonTagsRefused } from "./tag.ts";
import { parseTags } from "#lib/aws/tag-text.ts";

/** The tags that a key shall have, one a line; `seen` are those that the form was showing. */
export const setTagsSchema = z.object({
  arn: keyArnSchema,
  tags: z.string().default("").transform(parseTags).superRefine(ruledBy(reasonTagsRefused)),
  seen: z.string(),
});
