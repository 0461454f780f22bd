import { z } from "zod";
import { keyArnSchema } from "#lib/kms/key-schema.ts";
import { isBucketName } from "./bucket.ts";

const common = { bucket: z.string().refine(isBucketName), seen: z.string() };

/** One bucket's part of a bulk change, as the page sends it: which bucket, what was seen of it, and what to do. */
export const bulkStepSchema = z.discriminatedUnion("change", [
  z.strictObject({ change: z.literal("default"), ...common, keyId: keyArnSchema }),
  z.strictObject({ change: z.literal("sse-c"), ...common }),
  z.strictObject({ change: z.enum(["dsse-tolerant", "dsse-strict"]), ...common }),
]);
