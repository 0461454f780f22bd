import { z } from "zod";
import { encodedKeySchema, objectAddressSchema } from "./object-schema.ts";

/** An abort as its dialog sends it: the key through encodeURIComponent, `parts` as seen, empty where they were not known. */
export const abortSchema = z.object({
  bucket: objectAddressSchema.shape.bucket,
  key: encodedKeySchema,
  uploadId: z.string().min(1),
  parts: z.string().transform((parts) => (parts === "" ? null : parts)),
  confirmation: z.string().optional(),
});
