import { z } from "zod";
import { keyArnSchema } from "./key-schema.ts";

/** Rotating at once, with the key's name typed; `seen` is the id of the material that the form was showing as current. */
export const rotateNowSchema = z.object({ arn: keyArnSchema, seen: z.string(), confirmation: z.string() });
