import { z } from "zod";
import { isBucketName } from "./bucket.ts";
import { defaultEncryptionSchema } from "./encryption-schema.ts";
import { objectKeyProblem } from "./object-key.ts";

const objectKeySchema = z.string().superRefine((key, context) => {
  const problem = objectKeyProblem(key);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});

/** A form turns each line feed into CR LF on its way, so the key travels percent-encoded. */
export const encodedKeySchema = z
  .string()
  .transform((text, context) => {
    try {
      return decodeURIComponent(text);
    } catch {
      context.addIssue({ code: "custom", message: "The key did not arrive as it was sent." });
      return z.NEVER;
    }
  })
  .pipe(objectKeySchema);

/** Names one object, or one version of it, in a query or a form. */
export const objectAddressSchema = z.object({
  bucket: z.string().refine(isBucketName, { error: "No bucket can have this name." }),
  key: objectKeySchema,
  versionId: z
    .string()
    .optional()
    .transform((id) => (id === "" ? undefined : id)),
});

/** What an upload says of itself in its query; the bytes are the body. */
export const uploadSchema = z.intersection(
  objectAddressSchema
    .pick({ bucket: true, key: true })
    .extend({ replace: z.stringbool().default(false), confirmed: z.stringbool().default(false) }),
  defaultEncryptionSchema,
);
