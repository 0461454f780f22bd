import { z } from "zod";
import { encodedKeySchema, objectAddressSchema } from "#lib/s3/object-schema.ts";

/** What the dialog sends: its key through encodeURIComponent, and the ETag that was seen, empty where there is none. */
export const deletionSchema = objectAddressSchema.extend({
  key: encodedKeySchema,
  etag: z.string().transform((etag) => (etag === "" ? null : etag)),
  confirmation: z.string().optional(),
});
