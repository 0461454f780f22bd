"use server";

import { defineAction } from "#lib/auth/action.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { newBucketSchema } from "#lib/s3/new-bucket-schema.ts";
import { createBucket } from "#lib/s3/write.ts";

/** Makes a bucket in a Region that the console serves. */
export const createBucketAction = defineAction(
  newBucketSchema,
  async (aws, { name, region, versioning, ...encryption }) => {
    await createBucket(inServedRegion(aws, region), { name, encryption, versioning });
  },
);
