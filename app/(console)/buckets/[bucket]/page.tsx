import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { FilterBox } from "./filter-box.tsx";
import { FolderPath } from "./folder-path.tsx";
import { ObjectTable, ObjectTableSkeleton } from "./object-table.tsx";
import { UploadSection } from "./upload-section.tsx";

const searchSchema = z.object({
  prefix: z.string().catch(""),
  starts: z.string().catch(""),
  token: z.string().nullable().catch(null),
});

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]">): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** What lies in this bucket, folder by folder, and how each object is encrypted. */
export default async function ObjectsPage({ params, searchParams }: PageProps<"/buckets/[bucket]">) {
  const bucket = decodeURIComponent((await params).bucket);
  const { prefix, starts, token } = searchSchema.parse(await searchParams);
  return (
    <div className="grid gap-5">
      <Suspense fallback={null} key={`upload:${prefix}`}>
        <UploadSection bucket={bucket} prefix={prefix} />
      </Suspense>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterBox bucket={bucket} prefix={prefix} starts={starts} />
        <FolderPath bucket={bucket} prefix={prefix} />
      </div>
      <Suspense fallback={<ObjectTableSkeleton />} key={`${prefix}${starts}:${token}`}>
        <ObjectTable bucket={bucket} prefix={prefix} starts={starts} token={token} />
      </Suspense>
    </div>
  );
}
