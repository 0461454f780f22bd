import { z } from "zod";
import { reasonAliasRefused, toAliasName } from "./alias.ts";
import { reasonDescriptionRefused } from "./description.ts";
import { reasonBucketRefused } from "./policy.ts";
import { parseList, reasonPrincipalRefused } from "./principal.ts";
import { ROTATION_PERIOD } from "./rotation.ts";
import { periodDaysSchema } from "./rotation-schema.ts";
import { ruledBy } from "./rule-schema.ts";
import { reasonTagsRefused } from "./tag.ts";
import { parseTags } from "#lib/aws/tag-text.ts";

const principals = z
  .string()
  .default("")
  .transform(parseList)
  .superRefine(ruledBy(firstReason(reasonPrincipalRefused)));

/** A new key as its form submits it; the policy is made from it, on the server as in the preview. */
export const newKeySchema = z.object({
  region: z.string(),
  alias: z.string().transform(toAliasName).superRefine(ruledBy(reasonAliasRefused)),
  description: z.string().trim().default("").superRefine(ruledBy(reasonDescriptionRefused)),
  tags: z.string().default("").transform(parseTags).superRefine(ruledBy(reasonTagsRefused)),
  rotation: z.stringbool().default(false),
  /** Not sent while rotation is off. */
  rotationDays: periodDaysSchema.default(ROTATION_PERIOD.default),
  administrators: principals,
  users: principals,
  viaS3Only: z.stringbool().default(false),
  buckets: z
    .string()
    .default("")
    .transform(parseList)
    .superRefine(ruledBy(firstReason(reasonBucketRefused))),
});

function firstReason(reason: (item: string) => string | null) {
  return (items: string[]): string | null => items.map(reason).find((found) => found !== null) ?? null;
}
