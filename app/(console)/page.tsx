import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHeader } from "#components/page-header.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { hasNotBegun, tallyDefaults } from "#lib/posture/tally.ts";
import { FirstRun } from "./first-run/first-run.tsx";
import { type FirstRunPlace, firstRunSchema } from "./first-run/place.ts";
import { AttentionPanel, AttentionSkeleton } from "./overview/attention-panel.tsx";
import { DefaultsPanel, DefaultsSkeleton } from "./overview/defaults-panel.tsx";
import { KeysPanel, KeysSkeleton } from "./overview/keys-panel.tsx";
import { readDefaults } from "./overview/readings.ts";

export const metadata: Metadata = { title: "Overview · Twofold" };

/** Is everything that must be under two layers under two layers? What needs me today? */
export default async function OverviewPage({ searchParams }: PageProps<"/">) {
  const place = firstRunSchema.parse(await searchParams);
  if (place.asked) return <FirstRun place={place} />;
  if (place.declined) return <Overview />;
  return (
    <Suspense fallback={<OverviewSkeleton />}>
      <OverviewOrFirstRun place={place} />
    </Suspense>
  );
}

/** Whoever has nothing under DSSE-KMS yet is shown how to begin. Where AWS does not say, that is not assumed. */
async function OverviewOrFirstRun({ place }: { place: FirstRunPlace }) {
  const { answer } = await readDefaults();
  return answer.ok && hasNotBegun(tallyDefaults(answer.value)) ? <FirstRun place={place} /> : <Overview />;
}

function Overview() {
  return (
    <div className="grid gap-9">
      <div className="grid gap-5">
        <PageHeader actions={<ButtonLink href="/?first-run=1">Guided first run</ButtonLink>} title="Overview" />
        <Suspense fallback={<DefaultsSkeleton />}>
          <DefaultsPanel />
        </Suspense>
      </div>
      <Section title="What needs attention">
        <Suspense fallback={<AttentionSkeleton />}>
          <AttentionPanel />
        </Suspense>
      </Section>
      <Section title="Keys by state and rotation">
        <Suspense fallback={<KeysSkeleton />}>
          <KeysPanel />
        </Suspense>
      </Section>
    </div>
  );
}

function OverviewSkeleton() {
  return (
    <div className="grid gap-5">
      <PageHeader title="Overview" />
      <DefaultsSkeleton />
    </div>
  );
}
