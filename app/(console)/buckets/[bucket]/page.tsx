import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { z } from "zod";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prefixProblem, splitPrefix } from "#lib/s3/object-key.ts";
import { objectAddressSchema } from "#lib/s3/object-schema.ts";
import { FilterBox } from "./filter-box.tsx";
import { FolderPath } from "./folder-path.tsx";
import { DeletedNotice } from "./object/deleted-notice.tsx";
import { uploadsHref } from "./object-href.ts";
import { ObjectTable, ObjectTableSkeleton } from "./object-table.tsx";
import { UploadSection, UploadSkeleton } from "./upload-section.tsx";

const searchSchema = z.object({
  prefix: z.string().catch(""),
  starts: z.string().catch(""),
  token: z.string().nullable().catch(null),
  deleted: objectAddressSchema.shape.key.nullable().catch(null),
});

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]">): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** What lies in this bucket, folder by folder, and how each object is encrypted. */
export default async function ObjectsPage({ params, searchParams }: PageProps<"/buckets/[bucket]">) {
  const bucket = decodeURIComponent((await params).bucket);
  const { token, deleted, ...asked } = searchSchema.parse(await searchParams);
  const folder = splitPrefix(asked.prefix);
  const prefix = folder.prefix;
  const starts = folder.starts + asked.starts;
  const problem = prefixProblem(prefix + starts);
  return (
    <div className="grid gap-5">
      {deleted !== null && (
        <Suspense fallback={<Skeleton lines={2} />} key={`deleted:${deleted}`}>
          <DeletedNotice address={{ bucket, key: deleted }} />
        </Suspense>
      )}
      {/* Without a key: opening a folder must not take down the uploads that are on their way. */}
      <Suspense fallback={<UploadSkeleton />}>
        <UploadSection bucket={bucket} prefix={prefix} />
      </Suspense>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterBox bucket={bucket} prefix={prefix} problem={problem} starts={starts} />
        <FolderPath bucket={bucket} prefix={prefix} />
        <Link className="link ml-auto print:hidden" href={uploadsHref(bucket)} prefetch={false}>
          Incomplete uploads
        </Link>
      </div>
      {problem === null && (
        <Suspense fallback={<ObjectTableSkeleton />} key={`${prefix}${starts}:${token}`}>
          <ObjectTable bucket={bucket} prefix={prefix} starts={starts} token={token} />
        </Suspense>
      )}
    </div>
  );
}
