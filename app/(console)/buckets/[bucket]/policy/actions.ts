"use server";

import { z } from "zod";
import { defineAction } from "#lib/auth/action.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { POLICY_CHANGES } from "#lib/s3/enforce.ts";
import { changeBucketPolicy } from "#lib/s3/policy-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";

const schema = z.object({
  bucket: z.string().refine(isBucketName),
  demand: z.enum(POLICY_CHANGES),
  seen: z.string(),
  consent: z.literal("on").optional(),
  confirmation: z.string().optional(),
});

/** Puts statements of ours into a bucket's policy or takes them out; a weakening needs the bucket's name typed. */
export const changePolicyAction = defineAction(schema, async (aws, { bucket, demand, seen, consent, confirmation }) => {
  const local = await inBucketRegionNow(aws, bucket);
  const answers = { seen, consented: consent === "on", confirmed: confirmation === bucket };
  await changeBucketPolicy(local, bucket, demand, answers);
});
