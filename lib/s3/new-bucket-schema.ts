import { z } from "zod";
import { accountRegionOf, bucketNameProblem } from "./bucket.ts";
import { defaultEncryptionSchema } from "./encryption-schema.ts";

const name = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const problem = bucketNameProblem(text);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

/** A new bucket as a form submits it, its default encryption beside its name. */
export const newBucketSchema = z
  .object({ name, region: z.string(), versioning: z.stringbool().default(false) })
  .refine((bucket) => [null, bucket.region].includes(accountRegionOf(bucket.name)), {
    path: ["name"],
    error: "A name that ends with -an carries its Region, which has to be the bucket’s.",
  })
  .and(defaultEncryptionSchema);
