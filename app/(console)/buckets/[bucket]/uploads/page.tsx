import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { objectAddressSchema } from "#lib/s3/object-schema.ts";
import { EndedNotice } from "./ended-notice.tsx";
import { UploadsPanel } from "./uploads-panel.tsx";

const idSchema = z.string().min(1).nullable().catch(null);
const searchSchema = z.object({
  key: objectAddressSchema.shape.key.nullable().catch(null),
  after: idSchema,
  aborted: idSchema,
  gone: idSchema,
});

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/uploads">): Promise<Metadata> {
  return { title: `Incomplete uploads to ${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** What was begun in parts here and never ended: it is in no list of objects, but it is billed and keeps the bucket. */
export default async function UploadsPage({ params, searchParams }: PageProps<"/buckets/[bucket]/uploads">) {
  const bucket = decodeURIComponent((await params).bucket);
  const { key, after, aborted, gone } = searchSchema.parse(await searchParams);
  const ended = aborted ?? gone;
  return (
    <div className="grid gap-5">
      {key !== null && ended !== null && (
        <Suspense fallback={<Skeleton lines={2} />} key={`ended:${ended}`}>
          <EndedNotice how={aborted === null ? "gone" : "aborted"} upload={{ bucket, key, uploadId: ended }} />
        </Suspense>
      )}
      <Section
        description="Begun in parts and neither completed nor aborted. Their parts are billed and are in no list of objects, and this console deletes no bucket that holds any. One that is being sent now is among them. S3 does not say how an upload will be encrypted, only how the object then is."
        title="Incomplete uploads"
      >
        <Suspense fallback={<Skeleton lines={5} />} key={`uploads:${key}:${after}`}>
          <UploadsPanel after={key === null || after === null ? null : { key, uploadId: after }} bucket={bucket} />
        </Suspense>
      </Section>
    </div>
  );
}
