import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";
import { ruledBy } from "./rule-schema.ts";
import { reasonWindowRefused } from "./state.ts";

/** `seen` is what the form was showing. */
const change = z.object({ arn: keyArnSchema, seen: z.string() });

/** What stops whoever uses the key asks for its name. */
const stop = change.extend({ confirmation: z.string() });

/** A change of a key's state, as a form submits it; the waiting period in days. */
export const keyStateSchema = z.discriminatedUnion("change", [
  change.extend({ change: z.literal("EnableKey") }),
  change.extend({ change: z.literal("CancelKeyDeletion") }),
  stop.extend({ change: z.literal("DisableKey") }),
  stop.extend({
    change: z.literal("ScheduleKeyDeletion"),
    pendingDays: z.coerce.number({ error: "Give a number of days." }).superRefine(ruledBy(reasonWindowRefused)),
  }),
]);
