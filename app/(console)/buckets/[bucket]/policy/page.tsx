import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { POLICY_CHANGES } from "#lib/s3/enforce.ts";
import { ChangePanel } from "./change-panel.tsx";
import { CHANGES } from "./change-words.ts";
import { DemandsPanel } from "./demands-panel.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { AclPanel, PolicyPanel } from "./policy-panel.tsx";

const searchSchema = z.object({ change: z.enum(POLICY_CHANGES).nullable().catch(null) });

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/policy">): Promise<Metadata> {
  return { title: `Policy of ${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** What the bucket's policy says, what it demands, and a change of that as it would be sent. */
export default async function PolicyPage({ params, searchParams }: PageProps<"/buckets/[bucket]/policy">) {
  const bucket = decodeURIComponent((await params).bucket);
  const { change } = searchSchema.parse(await searchParams);
  return (
    <div className="grid gap-9">
      <Suspense fallback={null}>
        <FindingsPanel bucket={bucket} />
      </Suspense>
      <Section
        description="Statements of the policy that Twofold makes and takes out, by their Sid. Every other statement stays as it is."
        title="What it demands of uploads"
      >
        <Suspense fallback={<Skeleton lines={3} width="34rem" />}>
          <DemandsPanel bucket={bucket} change={change} />
        </Suspense>
      </Section>
      {change !== null && (
        <Section description={CHANGES[change].description} id="change" title={CHANGES[change].title}>
          <Suspense fallback={<Skeleton lines={8} width="34rem" />} key={change}>
            <ChangePanel bucket={bucket} change={change} />
          </Suspense>
        </Section>
      )}
      <Section title="What it says">
        <Suspense fallback={<Skeleton lines={8} width="34rem" />}>
          <PolicyPanel bucket={bucket} />
        </Suspense>
        <Suspense fallback={null}>
          <AclPanel bucket={bucket} />
        </Suspense>
      </Section>
    </div>
  );
}
