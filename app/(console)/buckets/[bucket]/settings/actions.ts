"use server";

import { defineAction } from "#lib/auth/action.ts";
import { putSseCBlocking } from "#lib/s3/blocked-types-write.ts";
import { putConsoleOrigin } from "#lib/s3/cors-write.ts";
import { putLogging } from "#lib/s3/logging-write.ts";
import { putOwnership } from "#lib/s3/ownership-write.ts";
import { putAccountPublicAccess, putPublicAccess } from "#lib/s3/public-access-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";
import {
  corsSchema,
  loggingSchema,
  ownershipSchema,
  publicAccessSchema,
  sseCSchema,
  tagsSchema,
  versioningSchema,
} from "#lib/s3/settings-schema.ts";
import { putBucketTags } from "#lib/s3/tags-write.ts";
import { putVersioning } from "#lib/s3/versioning-write.ts";

/** What every form of a setting says besides: which bucket, and what was seen of it. */
type Sent = { bucket: string; seen: string; confirmation?: string | undefined };

function decisionOf({ bucket, seen, confirmation }: Sent) {
  return { seen, confirmed: confirmation === bucket };
}

export const setSseCAction = defineAction(sseCSchema, async (aws, { sseC, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putSseCBlocking(local, sent.bucket, sseC === "blocked", decisionOf(sent));
});

export const setVersioningAction = defineAction(versioningSchema, async (aws, { status, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putVersioning(local, sent.bucket, status, decisionOf(sent));
});

export const setPublicAccessAction = defineAction(publicAccessSchema, async (aws, { block, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putPublicAccess(local, sent.bucket, block, decisionOf(sent));
});

/** The account's switches hold in all Regions, so any of them does. */
export const setAccountPublicAccessAction = defineAction(
  publicAccessSchema,
  async (aws, { block, bucket, seen, confirmation }) => {
    const local = await inBucketRegionNow(aws, bucket);
    await putAccountPublicAccess(local, block, { seen, confirmation: confirmation ?? "" });
  },
);

export const setOwnershipAction = defineAction(ownershipSchema, async (aws, { ownership, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putOwnership(local, sent.bucket, ownership, decisionOf(sent));
});

export const setLoggingAction = defineAction(loggingSchema, async (aws, { choice, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putLogging(local, sent.bucket, choice, decisionOf(sent));
});

export const setTagsAction = defineAction(tagsSchema, async (aws, { tags, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putBucketTags(local, sent.bucket, tags, decisionOf(sent));
});

export const setCorsAction = defineAction(corsSchema, async (aws, { origin, ...sent }) => {
  const local = await inBucketRegionNow(aws, sent.bucket);
  await putConsoleOrigin(local, sent.bucket, origin, decisionOf(sent));
});
