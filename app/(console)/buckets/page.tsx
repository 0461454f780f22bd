import type { Metadata } from "next";
import Form from "next/form";
import { Suspense } from "react";
import { z } from "zod";
import { PageHeader } from "#components/page-header.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { BucketList, BucketListSkeleton } from "./bucket-list.tsx";
import { DeletedBucket } from "./deleted-bucket.tsx";
import { bucketsSearchSchema } from "./search.ts";
import { KeptSelection } from "./select-buckets.tsx";

export const metadata: Metadata = { title: "Buckets · Twofold" };

/** A bucket that was to be deleted, and the Region that it was in. */
const deletedSchema = z.object({ deleted: z.string().catch(""), from: z.string().catch("") });

/** Which default each bucket has, with which key, and whether it is enforced. */
export default async function BucketsPage({ searchParams }: PageProps<"/buckets">) {
  const search = bucketsSearchSchema.parse(await searchParams);
  const { deleted, from } = deletedSchema.parse(await searchParams);
  return (
    <div className="grid gap-5">
      <PageHeader
        actions={
          <ButtonLink href="/buckets/new" variant="primary">
            Create bucket
          </ButtonLink>
        }
        title="Buckets"
      >
        <p className="text-dim">
          The encryption that each bucket gives to uploads that name none, and whether its policy refuses those that
          name another.
        </p>
      </PageHeader>
      {deleted !== "" && (
        <Suspense fallback={<Skeleton lines={2} width="34rem" />}>
          <DeletedBucket bucket={deleted} region={from} />
        </Suspense>
      )}
      <search>
        <Form action="/buckets" className="flex max-w-full flex-wrap gap-2">
          <KeptSelection />
          {search.region !== "" && <input name="region" type="hidden" value={search.region} />}
          {search.type !== null && <input name="type" type="hidden" value={search.type} />}
          <input
            aria-label="Names that contain"
            autoCapitalize="none"
            autoComplete="off"
            className="control w-70 max-w-full"
            data-filter
            defaultValue={search.q}
            key={search.q}
            name="q"
            placeholder="Filter by name"
            type="search"
          />
          <Button type="submit">Filter</Button>
        </Form>
      </search>
      <Suspense fallback={<BucketListSkeleton />} key={JSON.stringify(search)}>
        <BucketList search={search} />
      </Suspense>
    </div>
  );
}
