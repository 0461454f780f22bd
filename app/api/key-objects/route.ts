import { z } from "zod";
import { defineHandler } from "#lib/auth/handler.ts";
import { isOwnFetch } from "#lib/auth/origin.ts";
import { FOREIGN_ORIGIN } from "#lib/auth/refusals.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { keyArnSchema } from "#lib/kms/key-schema.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { MOST_BUCKETS } from "#lib/posture/object-scan.ts";
import { scanObjects } from "#lib/posture/object-scan-read.ts";

const MOST_VERSIONS = 100_000;
const LIMIT_RULE = "The limit is a whole number of versions, from 1 to 100,000.";
const TYPE = "application/x-ndjson";

const querySchema = z.object({
  key: keyArnSchema,
  bucket: z
    .array(z.string().refine(isBucketName, { error: "This is not the name of a bucket." }))
    .min(1, { error: "Name at least one bucket." })
    .max(MOST_BUCKETS, { error: `At most ${MOST_BUCKETS} buckets are looked at in one request.` })
    .transform((names) => [...new Set(names)]),
  /** Versions of each bucket. */
  limit: z.coerce
    .number({ error: LIMIT_RULE })
    .int({ error: LIMIT_RULE })
    .positive({ error: LIMIT_RULE })
    .max(MOST_VERSIONS, { error: LIMIT_RULE }),
});

/** Looks at the objects of some buckets, one after the other, and streams what is under a key: an ObjectScan a line. */
export const GET = defineHandler(async (aws, request) => {
  if (!isOwnFetch(request.headers, TYPE)) return Response.json({ failure: FOREIGN_ORIGIN }, { status: 403 });
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
  "Content-Type": TYPE,
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
