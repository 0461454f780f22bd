import type { Metadata } from "next";
import { Suspense } from "react";
import { Facts } from "#components/facts.tsx";
import { Section } from "#components/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { bucketArn } from "#lib/s3/bucket.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { AccessSettings } from "./access-settings.tsx";
import { AgingSettings } from "./aging-settings.tsx";
import { DeleteBucketSection } from "./delete-bucket-section.tsx";
import { NewObjectSettings } from "./new-object-settings.tsx";
import { RecordSettings } from "./record-settings.tsx";

export async function generateMetadata({ params }: PageProps<"/buckets/[bucket]/settings">): Promise<Metadata> {
  return { title: `Settings of ${decodeURIComponent((await params).bucket)} · Twofold` };
}

/** The bucket's other settings: each as AWS reads it, with its own way to change it. */
export default async function SettingsPage({ params }: PageProps<"/buckets/[bucket]/settings">) {
  const bucket = decodeURIComponent((await params).bucket);
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <Contents />
      <div className="grid min-w-0 gap-9">
        <Suspense fallback={<Skeleton lines={2} width="34rem" />}>
          <Identity bucket={bucket} />
        </Suspense>
        <Section id="new-objects" title="What new objects get">
          <NewObjectSettings bucket={bucket} />
        </Section>
        <Section id="access" title="Who can reach it">
          <AccessSettings bucket={bucket} />
        </Section>
        <Section id="old-objects" title="What happens to old objects">
          <AgingSettings bucket={bucket} />
        </Section>
        <Section id="records" title="Records">
          <RecordSettings bucket={bucket} />
        </Section>
        <DeleteBucketSection bucket={bucket} />
      </div>
    </div>
  );
}

async function Identity({ bucket }: { bucket: string }) {
  const { region } = await awsOfBucket(bucket);
  const arn = bucketArn({ name: bucket, region });
  return (
    <Facts
      items={[
        { term: "Region", detail: region },
        { term: "ARN", detail: <code className="font-mono text-sm">{arn}</code> },
      ]}
    />
  );
}

const PARTS: [id: string, title: string][] = [
  ["new-objects", "What new objects get"],
  ["access", "Who can reach it"],
  ["old-objects", "What happens to old objects"],
  ["records", "Records"],
  ["delete", "Delete this bucket"],
];

/** The parts of this long page. */
function Contents() {
  return (
    <nav aria-label="On this page" className="no-print lg:sticky lg:top-[calc(var(--bar)+1rem)] lg:self-start">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm lg:grid lg:gap-1.5">
        {PARTS.map(([id, title]) => (
          <li key={id}>
            <a className="text-dim hover:text-text" href={`#${id}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
