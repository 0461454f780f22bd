import { notFound } from "next/navigation";
import { Suspense } from "react";
import { CommandEndpoints } from "#components/command-endpoints.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { isBucketName } from "#lib/s3/bucket.ts";
import { awsOfBucket } from "./bucket-context.ts";
import { BucketTabs } from "./bucket-tabs.tsx";
import { NextUpload } from "./next-upload.tsx";

/** What every page of one bucket begins with: its name, and what happens to the next upload. */
export default async function BucketLayout({ children, params }: LayoutProps<"/buckets/[bucket]">) {
  const bucket = decodeURIComponent((await params).bucket);
  if (!isBucketName(bucket)) notFound();
  const aws = await attempt(awsOfBucket(bucket));
  return (
    <>
      <PageHeader crumbs={[{ label: "Buckets", href: "/buckets" }]} title={bucket}>
        {aws.ok && (
          // As high before the answer as after it, or what is below would move while one reaches for it.
          <div className="min-h-18.5 max-md:min-h-40">
            <Suspense fallback={<Skeleton lines={3} width="34rem" />}>
              <NextUpload bucket={bucket} />
            </Suspense>
          </div>
        )}
      </PageHeader>
      <div className="mt-4 mb-5">
        <BucketTabs bucket={bucket} />
      </div>
      {aws.ok ? (
        <CommandEndpoints endpoints={aws.value.endpoints}>{children}</CommandEndpoints>
      ) : (
        <FailureNotice failure={aws.failure} title="This bucket cannot be looked into" />
      )}
    </>
  );
}
