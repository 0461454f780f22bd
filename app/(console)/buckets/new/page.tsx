import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { requireAws } from "#lib/auth/session.ts";
import { readKeyChoices } from "../key-choices.ts";
import { NewBucketForm } from "./new-bucket-form.tsx";

export const metadata: Metadata = { title: "Create bucket · Twofold" };

/** Makes a bucket whose default encryption is set before anything can be stored in it. */
export default function NewBucketPage() {
  return (
    <div className="grid gap-6">
      <PageHeader crumbs={[{ label: "Buckets", href: "/buckets" }]} title="Create bucket" />
      <Suspense fallback={<Skeleton lines={8} width="34rem" />}>
        <NewBucketPanel />
      </Suspense>
    </div>
  );
}

async function NewBucketPanel() {
  const aws = await requireAws();
  const choices = await Promise.all(
    aws.regions.map(async (region) => [region, await readKeyChoices(aws.in(region))] as const),
  );
  const accountId = await aws.owners.account();
  return <NewBucketForm accountId={accountId} choices={Object.fromEntries(choices)} home={aws.region} />;
}
