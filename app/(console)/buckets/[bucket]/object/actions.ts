"use server";

import { redirect } from "next/navigation";
import { defineAction } from "#lib/auth/action.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { deleteObject } from "#lib/s3/object-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";
import { bucketHref, objectHref } from "../object-href.ts";
import { deletionSchema } from "./deletion-schema.ts";

/** Deletes an object or a version. What cannot be undone needs the key typed, which the server checks as well. */
export const deleteObjectAction = defineAction(deletionSchema, async (aws, { etag, confirmation, ...address }) => {
  const { bucket, key, versionId } = address;
  const local = await inBucketRegionNow(aws, bucket);
  await deleteObject(local, address, { etag, confirmed: confirmation?.normalize() === toVisible(key).normalize() });
  const folder = key.slice(0, key.lastIndexOf("/") + 1);
  // The page that follows reads back what S3 then says of it.
  redirect(
    versionId === undefined
      ? bucketHref(bucket, { prefix: folder, deleted: key })
      : objectHref({ bucket, key }, { deleted: versionId }),
  );
});
