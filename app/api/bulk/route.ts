import type { NextRequest } from "next/server";
import type { z } from "zod";
import { defineHandler } from "#lib/auth/handler.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { tracedChange } from "#lib/aws/traced-change.ts";
import { putSseCBlocking } from "#lib/s3/blocked-types-write.ts";
import { bucketArn } from "#lib/s3/bucket.ts";
import type { StepAnswer } from "#lib/s3/bulk.ts";
import { demandsInLine } from "#lib/s3/bulk-policy.ts";
import { bulkStepSchema } from "#lib/s3/bulk-schema.ts";
import { toSummary } from "#lib/s3/default-change.ts";
import { fromRule } from "#lib/s3/encryption.ts";
import { listRecentLogSources } from "#lib/s3/log-source-read.ts";
import { changeBucketPolicy } from "#lib/s3/policy-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";
import { putBucketEncryption } from "#lib/s3/write.ts";

/** Where access logs go takes a request for each bucket of the Region: not again for each step of a run. */
const ONE_RUN_MILLISECONDS = 5_000;

/**
 * Does one bucket's part of a bulk change, and answers what AWS reads back, or why not. A route and not an action:
 * a browser sends actions one after the other.
 */
export const POST = defineHandler(async (aws: Aws, request: NextRequest) => {
  const step = bulkStepSchema.safeParse(await request.json().catch(() => null));
  if (!step.success) return Response.json({ invalid: true }, { status: 400 });
  const { result, commands } = await tracedChange(aws, () => run(aws, step.data));
  const answer: StepAnswer = result.ok
    ? { ok: true, now: result.value, commands }
    : { ok: false, failure: result.failure, commands };
  return Response.json(answer);
});

/** In one line what AWS reads back. */
async function run(aws: Aws, step: z.output<typeof bulkStepSchema>): Promise<string> {
  const { bucket, seen } = step;
  const local = await inBucketRegionNow(aws, bucket);
  switch (step.change) {
    case "default": {
      // Never confirmed: what weakens a bucket is decided on its own page.
      const encryption = { type: "DSSE-KMS", keyId: step.keyId } as const;
      const sources = () => listRecentLogSources(local, ONE_RUN_MILLISECONDS);
      return toSummary(await putBucketEncryption(local, bucket, encryption, { seen, confirmed: false, sources }));
    }
    case "sse-c":
      return toSummary(fromRule(await putSseCBlocking(local, bucket, true, { seen, confirmed: false })));
    case "dsse-tolerant":
    case "dsse-strict": {
      const policy = await changeBucketPolicy(local, bucket, step.change, { seen, consented: false, confirmed: false });
      return demandsInLine(policy, bucketArn({ name: bucket, region: local.region }));
    }
  }
}
