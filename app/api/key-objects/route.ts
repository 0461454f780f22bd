import { z } from "zod";
import { defineHandler } from "#lib/auth/handler.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { keyArnSchema } from "#lib/kms/key-schema.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { scanObjects } from "#lib/posture/object-scan-read.ts";

const MOST_VERSIONS = 100_000;

const querySchema = z.object({
  key: keyArnSchema,
  bucket: z.array(z.string().refine(isBucketName, { error: "This is not the name of a bucket." })).min(1),
  /** Versions of each bucket. */
  limit: z.coerce.number().int().positive().max(MOST_VERSIONS),
});

/** Looks at the objects of some buckets, one after the other, and streams what is under a key: an ObjectScan a line. */
export const GET = defineHandler(async (aws, request) => {
  const { searchParams } = request.nextUrl;
  const query = querySchema.safeParse({ ...Object.fromEntries(searchParams), bucket: searchParams.getAll("bucket") });
  if (!query.success) return Response.json({ fields: z.flattenError(query.error).fieldErrors }, { status: 400 });
  const { key, bucket, limit } = query.data;
  const stopped = new AbortController();
  const signal = AbortSignal.any([request.signal, stopped.signal]);
  const lines = scanAll(aws, bucket, { keyArn: key, limit, signal });
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(new TextEncoder().encode(`${JSON.stringify(value)}\n`));
    },
    cancel: () => stopped.abort(),
  });
  return new Response(body, { headers: HEADERS });
});

/** Each line is to arrive when it is written: nothing on the way may hold it back to compress it. */
const HEADERS = {
  "Content-Type": "application/x-ndjson",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

async function* scanAll(
  aws: Aws,
  buckets: readonly string[],
  options: { keyArn: string; limit: number; signal: AbortSignal },
) {
  for (const bucket of buckets) {
    if (options.signal.aborted) return;
    yield* scanObjects(aws, { bucket, ...options });
  }
}
