import { z } from "zod";
import { objectAddressSchema } from "#lib/s3/object-schema.ts";

/** A form turns each line feed into CR LF on its way, so the key travels percent-encoded. */
const encodedKeySchema = z
  .string()
  .transform((text, context) => {
    try {
      return decodeURIComponent(text);
    } catch {
      context.addIssue({ code: "custom", message: "The key did not arrive as it was sent." });
      return z.NEVER;
    }
  })
  .pipe(objectAddressSchema.shape.key);

/** What the dialog sends: its key through encodeURIComponent, and the ETag that was seen, empty where there is none. */
export const deletionSchema = objectAddressSchema.extend({
  key: encodedKeySchema,
  etag: z.string().transform((etag) => (etag === "" ? null : etag)),
  confirmation: z.string().optional(),
});
