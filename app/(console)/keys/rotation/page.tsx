import type { Metadata } from "next";
import { Suspense } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Section } from "#components/section.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { settings } from "#lib/settings.ts";
import { RotationRegion } from "./rotation-region.tsx";
import { TimeLine } from "./time-line.tsx";

export const metadata: Metadata = { title: "Rotation of all keys · Twofold" };

const CRUMBS = [{ label: "Keys", href: "/keys" as const }];

/** Which keys rotate too seldom, and when does each rotate next? */
export default async function RotationPage() {
  const { regions } = await requireAws();
  const { maxRotationDays } = settings();
  return (
    <div className="grid gap-6">
      <PageHeader
        actions={
          <a className="link self-center" download href="/api/rotations">
            Calendar (.ics)
          </a>
        }
        crumbs={CRUMBS}
        title="Rotation of all keys"
      >
        {maxRotationDays === null
          ? "No rotation policy is set: keys are listed, and none is held against a limit."
          : `The rotation policy of this console: no more than ${maxRotationDays.toLocaleString("en")} days between two rotations.`}
      </PageHeader>
      {maxRotationDays === null && (
        <div className="grid max-w-[96ch] gap-2">
          <p className="text-dim">Whoever runs the console sets one, in days, and starts it again:</p>
          <CommandPanel commands={[{ cli: "TWOFOLD_MAX_ROTATION_DAYS=365" }]} title="Setting" />
        </div>
      )}
      <div className="grid gap-8">
        <Suspense fallback={<LoadingSection title="What comes next" />}>
          <TimeLine />
        </Suspense>
        {regions.map((region) => (
          <Suspense fallback={<LoadingSection title={region} />} key={region}>
            <RotationRegion maxDays={maxRotationDays} region={region} />
          </Suspense>
        ))}
      </div>
    </div>
  );
}

function LoadingSection({ title }: { title: string }) {
  return (
    <Section title={title}>
      <Skeleton lines={4} />
    </Section>
  );
}
