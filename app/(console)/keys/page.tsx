import type { Metadata } from "next";
import { Suspense } from "react";
import { Notice } from "#components/notice.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { KeysFilter } from "./keys-filter.tsx";
import { RegionPanel, RegionSkeleton } from "./region-panel.tsx";
import { keysSearchSchema } from "./search.ts";

export const metadata: Metadata = { title: "Keys · Twofold" };

/** Which keys protect S3 data, and do they rotate? Each Region is asked, shown and refused by itself. */
export default async function KeysPage({ searchParams }: PageProps<"/keys">) {
  const search = keysSearchSchema.parse(await searchParams);
  const { region } = search;
  const { regions } = await requireAws();
  const served = region === null || regions.includes(region);
  const shown = region !== null && served ? [region] : regions;
  return (
    <div className="grid gap-6">
      <PageHeader
        actions={
          <>
            <ButtonLink href="/keys/rotation">Rotation of all keys</ButtonLink>
            <ButtonLink href={region !== null && served ? `/keys/new?region=${region}` : "/keys/new"} variant="primary">
              Create a key…
            </ButtonLink>
          </>
        }
        title="Keys"
      >
        By Region: a bucket can only use a key of its own. S3 uses symmetric encryption keys and no others.
      </PageHeader>
      <KeysFilter regions={regions} search={{ ...search, region: served ? region : null }} />
      {!served && (
        <Notice tone="warn">This console does not serve the Region {region}. All that it serves are shown.</Notice>
      )}
      <div className="grid gap-8">
        {shown.map((name) => (
          <Suspense fallback={<RegionSkeleton region={name} />} key={`${name}:${JSON.stringify(search)}`}>
            <RegionPanel
              alone={shown.length === 1}
              region={name}
              search={region === null ? { ...search, page: 1 } : search}
            />
          </Suspense>
        ))}
      </div>
    </div>
  );
}
