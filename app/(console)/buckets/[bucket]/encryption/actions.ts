"use server";

import { z } from "zod";
import { defineAction } from "#lib/auth/action.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { defaultEncryptionSchema } from "#lib/s3/encryption-schema.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";
import { putBucketEncryption } from "#lib/s3/write.ts";

const schema = z
  .object({ bucket: z.string().refine(isBucketName), seen: z.string(), confirmation: z.string().optional() })
  .and(defaultEncryptionSchema);

/** Changes what a bucket applies to uploads that name no encryption; a weaker choice needs the bucket's name typed. */
export const setEncryptionAction = defineAction(schema, async (aws, { bucket, seen, confirmation, ...encryption }) => {
  const local = await inBucketRegionNow(aws, bucket);
  await putBucketEncryption(local, bucket, encryption, { seen, confirmed: confirmation === bucket });
});
