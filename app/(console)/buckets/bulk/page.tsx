import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isBucketName } from "#lib/s3/bucket.ts";
import { fromSelection, toSelection } from "../selection.ts";
import { BULK_CHANGES } from "./bulk-change.ts";
import { ChangePanel } from "./change-panel.tsx";
import { LastRun } from "./last-run.tsx";
import { PlanPanel } from "./plan-panel.tsx";

export const metadata: Metadata = { title: "Change buckets · Twofold" };

const searchSchema = z.object({
  select: z.string().catch(""),
  change: z.enum(BULK_CHANGES).nullable().catch(null),
  key: z.string().trim().catch(""),
});

/** One change for many buckets: what it is, what it would do to each, and then doing it. */
export default async function BulkPage({ searchParams }: PageProps<"/buckets/bulk">) {
  const { select, change, key } = searchSchema.parse(await searchParams);
  const buckets = fromSelection(select).filter(isBucketName);
  const back = buckets.length === 0 ? "/buckets" : (`/buckets?select=${toSelection(buckets)}` as const);
  return (
    <div className="grid gap-7">
      <PageHeader
        actions={<ButtonLink href={back}>Change the selection</ButtonLink>}
        crumbs={[{ label: "Buckets", href: back }]}
        title={buckets.length === 1 ? "Change 1 bucket" : `Change ${buckets.length} buckets`}
      >
        <p className="text-dim">
          First the plan, read from AWS and bucket by bucket; nothing is sent before you have seen it. What somebody
          changes meanwhile is not overwritten.
        </p>
      </PageHeader>
      {buckets.length === 0 ? (
        <EmptyState action={<ButtonLink href="/buckets">Select buckets</ButtonLink>} title="No bucket is selected">
          Select them in the list, then come back here.
        </EmptyState>
      ) : (
        <>
          <Section title="What to change">
            <Suspense fallback={<Skeleton lines={6} width="34rem" />}>
              <ChangePanel buckets={buckets} change={change} keyArn={key} />
            </Suspense>
          </Section>
          {change !== null && (change !== "default" || key !== "") && (
            <Section title="The plan">
              <LastRun />
              <Suspense fallback={<Skeleton lines={8} width="100%" />} key={`${change} ${key} ${select}`}>
                <PlanPanel buckets={buckets} change={change} keyArn={key} />
              </Suspense>
            </Section>
          )}
        </>
      )}
    </div>
  );
}
