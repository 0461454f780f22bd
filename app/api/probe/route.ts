import type { NextRequest } from "next/server";
import { z } from "zod";
import { defineHandler } from "#lib/auth/handler.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { toCli } from "#lib/commands/cli.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { type ProbeReport, withoutCustomerKey } from "#lib/s3/probe.ts";
import { probeUploads } from "#lib/s3/probe-write.ts";
import { inBucketRegionNow } from "#lib/s3/region.ts";

const schema = z.object({ bucket: z.string().refine(isBucketName), confirmation: z.string() });

type Sent = { report: ProbeReport; commands: string[] };

/** Sends the probes into a bucket, removes them, and answers what was seen and every request that was sent: a report has no place in a form's answer. */
export const POST = defineHandler(async (aws: Aws, request: NextRequest) => {
  const asked = schema.safeParse(await request.json().catch(() => null));
  if (!asked.success) return Response.json({ invalid: true }, { status: 400 });
  const { bucket, confirmation } = asked.data;
  const local = await inBucketRegionNow(aws, bucket);
  const { value: report, calls } = await traced(() =>
    probeUploads(local, bucket, { confirmed: confirmation === bucket }),
  );
  const commands = calls.map((call) => toCli(withoutCustomerKey(call), local.endpoints));
  return Response.json({ report, commands } satisfies Sent);
});
