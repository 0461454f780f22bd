"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import { TabLinks } from "#components/tab-links.tsx";

/** The parts of a bucket; an object belongs to Objects. */
export function BucketTabs({ bucket }: { bucket: string }) {
  const segment = useSelectedLayoutSegment();
  const href = `/buckets/${encodeURIComponent(bucket)}` as const;
  return (
    <TabLinks
      label={`Parts of ${bucket}`}
      tabs={[
        { label: "Objects", href, current: !["encryption", "policy", "settings", "code"].includes(segment ?? "") },
        { label: "Encryption", href: `${href}/encryption`, current: segment === "encryption" },
        { label: "Policy", href: `${href}/policy`, current: segment === "policy" },
        { label: "Settings", href: `${href}/settings`, current: segment === "settings" },
        { label: "As code", href: `${href}/code`, current: segment === "code" },
      ]}
    />
  );
}
