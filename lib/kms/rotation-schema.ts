import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";
import { reasonPeriodRefused } from "./rotation.ts";
import { ruledBy } from "./rule-schema.ts";

/** Days, as a form submits them. */
export const periodDaysSchema = z.coerce
  .number({ error: "Give a number of days." })
  .superRefine(ruledBy(reasonPeriodRefused));

/** Turning rotation on or changing its period; `seen` is what the form was showing. */
export const enableRotationSchema = z.object({ arn: keyArnSchema, seen: z.string(), periodDays: periodDaysSchema });

/** Turning rotation off, with the key's name typed. */
export const disableRotationSchema = z.object({ arn: keyArnSchema, seen: z.string(), confirmation: z.string() });
