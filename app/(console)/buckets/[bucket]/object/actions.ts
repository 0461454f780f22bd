"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { defineAction } from "#lib/auth/action.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { objectAddressSchema } from "#lib/s3/object-schema.ts";
import { deleteObject } from "#lib/s3/object-write.ts";
import { inBucketRegion } from "#lib/s3/region.ts";
import { bucketHref, objectHref } from "../object-href.ts";

const schema = objectAddressSchema.extend({ etag: z.string(), confirmation: z.string().optional() });

/** Deletes an object or a version. What cannot be undone needs the key typed, which the server checks as well. */
export const deleteObjectAction = defineAction(schema, async (aws, { etag, confirmation, ...address }) => {
  const local = await inBucketRegion(aws, address.bucket);
  await deleteObject(local, address, {
    etag: etag === "" ? null : etag,
    confirmed: confirmation === toVisible(address.key),
  });
  const folder = address.key.slice(0, address.key.lastIndexOf("/") + 1);
  redirect(
    address.versionId === undefined
      ? bucketHref(address.bucket, { prefix: folder })
      : objectHref({ bucket: address.bucket, key: address.key }),
  );
});
