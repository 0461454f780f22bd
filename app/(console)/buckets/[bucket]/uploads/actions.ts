"use server";

import { redirect } from "next/navigation";
import { defineAction } from "#lib/auth/action.ts";
import { abortSchema } from "#lib/s3/incomplete-upload-schema.ts";
import { abortUpload } from "#lib/s3/incomplete-upload-write.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";
import { uploadsHref } from "../object-href.ts";

/** Aborts an upload whose key was typed. The list that follows reads back what S3 then says of it. */
export const abortUploadAction = defineAction(abortSchema, async (aws, { parts, confirmation, ...upload }) => {
  const { bucket, key } = upload;
  const how = await abortUpload(await inBucketRegionNow(aws, bucket), upload, {
    seen: parts,
    confirmed: confirmation?.normalize() === toVisible(key).normalize(),
  });
  redirect(uploadsHref(bucket, { ended: { upload, how } }));
});
