import { Suspense } from "react";
import { PageHeader } from "#components/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { BucketStep } from "./bucket-step.tsx";
import { DownloadStep } from "./download-step.tsx";
import { KeyStep } from "./key-step.tsx";
import type { FirstRunPlace } from "./place.ts";
import { UploadStep } from "./upload-step.tsx";

/** From nothing to an object under two layers, in four steps that are done here. The address says how far. */
export function FirstRun({ place }: { place: FirstRunPlace }) {
  return (
    <div className="grid gap-7">
      <PageHeader
        actions={
          <ButtonLink href="/?overview=1">{place.asked ? "Back to the overview" : "Show the overview"}</ButtonLink>
        }
        mark="DSSE-KMS"
        title={place.asked ? "Guided first run" : "Put the first object under two layers"}
      >
        <p className="text-dim">
          {!place.asked && "No bucket has DSSE-KMS as its default yet. "}
          Four steps, each done here and ticked by what AWS reads back: a key, a bucket whose default is DSSE-KMS, an
          upload, a download. You may leave at any time: the address of this page keeps the place.
        </p>
      </PageHeader>
      <ol className="max-w-[64rem]">
        <Suspense fallback={<StepSkeleton />}>
          <KeyStep place={place} />
        </Suspense>
        <Suspense fallback={<StepSkeleton />}>
          <BucketStep place={place} />
        </Suspense>
        <Suspense fallback={<StepSkeleton />}>
          <UploadStep place={place} />
        </Suspense>
        <Suspense fallback={<StepSkeleton />}>
          <DownloadStep place={place} />
        </Suspense>
      </ol>
    </div>
  );
}

function StepSkeleton() {
  return (
    <li className="grid gap-2 pb-8 pl-[2.625rem]">
      <Skeleton width="14rem" />
      <Skeleton width="22rem" />
    </li>
  );
}
