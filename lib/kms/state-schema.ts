import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";
import { reasonWindowRefused } from "./state.ts";

/** A change that takes nothing away; `seen` is what the form was showing. */
export const keyStateSchema = z.object({ arn: keyArnSchema, seen: z.string() });

/** A change that stops what uses the key, with the key's name typed. */
export const stopKeySchema = keyStateSchema.extend({ confirmation: z.string() });

/** Scheduling the deletion, in days from now. */
export const scheduleDeletionSchema = stopKeySchema.extend({
  pendingDays: z.coerce.number({ error: "Give a number of days." }).superRefine(ruledBy(reasonWindowRefused)),
});
