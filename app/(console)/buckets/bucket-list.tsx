import { Suspense } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { EncryptionSkeleton } from "#components/encryption-badge.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Count } from "#components/quantity.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import { requireAws } from "#lib/auth/session.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { toScript } from "#lib/commands/cli.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { toNewBucketCalls } from "#lib/s3/new-bucket.ts";
import { listBuckets } from "#lib/s3/read.ts";
import { BucketRow } from "./bucket-row.tsx";
import { DefaultTotals } from "./default-totals.tsx";
import { type BucketAnswers, readBucket } from "./bucket-answers.ts";
import { KeptButtonLink, KeptLink, SelectAll, SelectionBar } from "./select-buckets.tsx";

export type BucketSearch = { q: string; region: string; page: number };

/** Each row asks AWS five questions, so this many rows at a time. */
const PAGE_ROWS = 100;

/** The account's buckets. Only the list itself is awaited; each cell of each row fills, or fails, alone. */
export async function BucketList({ search }: { search: BucketSearch }) {
  const aws = await requireAws();
  const listed = await attempt(listBuckets(aws));
  if (!listed.ok) {
    return (
      <FailureNotice failure={listed.failure} retryHref={searchHref(search)} title="The buckets could not be listed" />
    );
  }
  if (listed.value.length === 0) return <NoBuckets aws={aws} />;
  const matching = listed.value.filter(
    ({ name, region }) => name.includes(search.q.toLowerCase()) && (search.region === "" || region === search.region),
  );
  const pages = Math.max(1, Math.ceil(matching.length / PAGE_ROWS));
  const page = Math.min(search.page, pages);
  const rows = matching.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map((bucket) => ({
    bucket,
    answers: readBucket(aws, bucket),
  }));
  return (
    <div className="grid gap-4">
      <RegionLinks buckets={listed.value} search={search} />
      {rows.length === 0 ? (
        <NoMatch search={search} total={listed.value.length} />
      ) : (
        <>
          <Suspense fallback={<TotalsSkeleton />}>
            <DefaultTotals answers={rows.map(({ answers }) => answers)} />
          </Suspense>
          {pages > 1 && <p className="-mt-3 text-sm text-dim">Counted over the {rows.length} buckets of this page.</p>}
          <SelectionBar />
          <BucketTable now={new Date()} rows={rows} />
        </>
      )}
      {pages > 1 && (
        <nav aria-label="Pages of buckets" className="flex flex-wrap items-center gap-2 text-dim">
          <span className="mr-auto">
            Page {page} of {pages}, <Count value={matching.length} /> buckets
          </span>
          {page > 1 && <KeptButtonLink href={searchHref({ ...search, page: page - 1 })}>Previous page</KeptButtonLink>}
          {page < pages && <KeptButtonLink href={searchHref({ ...search, page: page + 1 })}>Next page</KeptButtonLink>}
        </nav>
      )}
    </div>
  );
}

function BucketTable({ rows, now }: { rows: { bucket: Bucket; answers: BucketAnswers }[]; now: Date }) {
  return (
    <Table caption="Buckets">
      <THead>
        <TR>
          <TH className="w-8">
            <SelectAll names={rows.map(({ bucket }) => bucket.name)} />
          </TH>
          <TH>Name, Region, created</TH>
          {/* As wide before the answers as after them, so that no row moves while they arrive. */}
          <TH className="w-48.5">Default encryption</TH>
          <TH>Key</TH>
          <TH className="w-39">DSSE-KMS required</TH>
          <TH className="w-23">Versioning</TH>
          <TH className="w-28">Public access</TH>
        </TR>
      </THead>
      <TBody>
        {rows.map(({ bucket, answers }) => (
          <BucketRow answers={answers} bucket={bucket} key={bucket.name} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

/** As high as the bar and its legend. */
function TotalsSkeleton() {
  return (
    <div className="grid gap-2">
      <span className="shimmer h-2.5" />
      <span className="flex h-5 items-center">
        <Skeleton width="18rem" />
      </span>
    </div>
  );
}

/** A link for each Region that has buckets; a filter only where there is a choice. */
function RegionLinks({ buckets, search }: { buckets: Bucket[]; search: BucketSearch }) {
  const regions = [...new Set(buckets.flatMap(({ region }) => region ?? []))].sort();
  if (regions.length < 2 && search.region === "") return null;
  const look =
    "inline-flex h-[26px] items-center gap-1.5 rounded-md border border-line px-[9px] text-sm text-dim hover:text-text aria-[current]:border-transparent aria-[current]:bg-accent-soft aria-[current]:font-[550] aria-[current]:text-accent";
  return (
    <nav aria-label="Regions" className="flex flex-wrap gap-2">
      {["", ...regions].map((region) => (
        <KeptLink
          className={look}
          current={region === search.region}
          href={searchHref({ ...search, region, page: 1 })}
          key={region}
        >
          {region === "" ? "All Regions" : region}
          <Count value={region === "" ? buckets.length : buckets.filter((bucket) => bucket.region === region).length} />
        </KeptLink>
      ))}
    </nav>
  );
}

function searchHref({ q, region, page }: BucketSearch): `/buckets?${string}` | "/buckets" {
  const set = Object.entries({ q, region, page: page === 1 ? "" : String(page) }).filter(([, value]) => value !== "");
  return set.length === 0 ? "/buckets" : `/buckets?${new URLSearchParams(set)}`;
}

function NoBuckets({ aws: { region, endpoints } }: { aws: Aws }) {
  const encryption = { type: "DSSE-KMS", keyId: "KEY_ARN" } as const;
  const calls = toNewBucketCalls(region, { name: "BUCKET", encryption, versioning: true });
  return (
    <EmptyState
      action={
        <ButtonLink href="/buckets/new" variant="primary">
          Create bucket
        </ButtonLink>
      }
      command={toScript(calls.slice(0, 2), endpoints)}
      title="This account has no buckets"
    >
      A bucket holds objects in one Region. Its default encryption is what S3 applies to uploads that name none; here it
      is set before the first one can arrive.
    </EmptyState>
  );
}

function NoMatch({ search, total }: { search: BucketSearch; total: number }) {
  return (
    <EmptyState action={<ButtonLink href="/buckets">Show all buckets</ButtonLink>} title="No bucket matches">
      None of the <Count value={total} /> buckets
      {search.q === "" ? "" : ` has “${search.q}” in its name`}
      {search.region === "" ? "" : ` ${search.q === "" ? "is" : "and is"} in ${search.region}`}.
    </EmptyState>
  );
}

export function BucketListSkeleton() {
  return (
    <Table caption="Buckets, being read">
      <TBody>
        {["11rem", "14rem", "9rem", "13rem", "10rem", "15rem"].map((width) => (
          <TR key={width}>
            <TD>
              <Skeleton width={width} />
            </TD>
            <TD>
              <EncryptionSkeleton />
            </TD>
            <TD>
              <Skeleton width="9rem" />
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
