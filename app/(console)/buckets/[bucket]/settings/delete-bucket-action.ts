"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { defineAction } from "#lib/auth/action.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { deleteBucket } from "#lib/s3/bucket-delete-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";

const schema = z.object({ bucket: z.string().refine(isBucketName), confirmation: z.string().optional() });

/** Deletes an empty bucket whose name was typed. The list that follows reads back what S3 then says of it. */
export const deleteBucketAction = defineAction(schema, async (aws, { bucket, confirmation }) => {
  const local = await inBucketRegionNow(aws, bucket);
  await deleteBucket(local, bucket, { confirmed: confirmation === bucket });
  redirect(`/buckets?${new URLSearchParams({ deleted: bucket, from: local.region }).toString()}`);
});
