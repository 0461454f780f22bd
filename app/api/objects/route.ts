import type { NextRequest } from "next/server";
import { z } from "zod";
import { defineHandler } from "#lib/auth/handler.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { toAttachment, toDownloadType } from "#lib/s3/content-disposition.ts";
import type { ObjectAddress, ObjectHead, UploadAnswer } from "#lib/s3/object.ts";
import { fileNameOf } from "#lib/s3/object-key.ts";
import { getObjectHead, openObject } from "#lib/s3/object-read.ts";
import { objectAddressSchema, uploadSchema } from "#lib/s3/object-schema.ts";
import { putObject } from "#lib/s3/object-write.ts";
import { inBucketRegion, inBucketRegionNow } from "#lib/s3/region.ts";

/** Downloads one object, or one version of it, as an attachment that no browser renders in this origin. */
export const GET = defineHandler(async (aws: Aws, request: NextRequest) => {
  const address = objectAddressSchema.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!address.success) return invalid(address.error);
  const opened = await attempt(openAnywhere(aws, address.data, request.signal));
  // A browser follows the link itself, so a refusal leads back to the object's page, which names it.
  if (!opened.ok) return new Response(null, { status: 303, headers: { Location: refusalPage(address.data) } });
  const { body, head } = opened.value;
  return new Response(body, { headers: headersOf(address.data, head) });
});

/** What a download would begin with. Next would make it of GET, and leave the object's stream open. */
export const HEAD = defineHandler(async (aws: Aws, request: NextRequest) => {
  const address = objectAddressSchema.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!address.success) return invalid(address.error);
  const head = await getObjectHead(await inBucketRegion(aws, address.data.bucket), address.data);
  return new Response(null, { headers: headersOf(address.data, head) });
});

/** Uploads one object: the query says where and under which encryption, the body is the file. */
export const PUT = defineHandler(async (aws: Aws, request: NextRequest) => {
  const input = uploadSchema.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!input.success) return invalid(input.error);
  // A missing length must not pass for none: coerced, null is 0.
  const size = z.coerce
    .number()
    .int()
    .nonnegative()
    .safeParse(request.headers.get("content-length") ?? "missing");
  if (!size.success)
    return Response.json({ fields: { file: ["The length of the file is missing."] } }, { status: 411 });
  const { bucket, key, replace, confirmed, ...encryption } = input.data;
  const local = await inBucketRegionNow(aws, bucket);
  const { asked, asAsked, head } = await putObject(local, { bucket, key }, encryption, {
    body: request.body ?? new Blob().stream(),
    size: size.data,
    contentType: request.headers.get("content-type") ?? "application/octet-stream",
    replace,
    confirmed,
    signal: request.signal,
  });
  const found = head.ok
    ? { ok: true as const, value: { encryption: head.value.encryption, size: head.value.size } }
    : head;
  return Response.json({ asked, asAsked, found } satisfies UploadAnswer);
});

async function openAnywhere(aws: Aws, address: ObjectAddress, signal: AbortSignal) {
  return openObject(await inBucketRegion(aws, address.bucket), address, signal);
}

/** Without a length: Next lets none pass, and sends a body in chunks, of which a browser notices when the last is missing. */
function headersOf({ key }: ObjectAddress, { contentType }: ObjectHead) {
  return {
    "Content-Type": toDownloadType(contentType),
    "Content-Disposition": toAttachment(fileNameOf(key)),
  };
}

function invalid(error: z.ZodError): Response {
  return Response.json({ fields: z.flattenError(error).fieldErrors }, { status: 400 });
}

/** Relative, because only the browser knows by which name it reached this console. */
function refusalPage({ bucket, key, versionId }: ObjectAddress): string {
  const query = new URLSearchParams({ key, ...(versionId === undefined ? {} : { versionId }), refused: "download" });
  return `/buckets/${encodeURIComponent(bucket)}/object?${query}`;
}
