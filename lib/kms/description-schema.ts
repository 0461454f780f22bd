import { z } from "zod";
import { reasonDescriptionRefused } from "./description.ts";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";

/** A key's new description; `seen` is the one that the form was showing. */
export const updateDescriptionSchema = z.object({
  arn: keyArnSchema,
  description: z.string().trim().superRefine(ruledBy(reasonDescriptionRefused)),
  seen: z.string(),
});
