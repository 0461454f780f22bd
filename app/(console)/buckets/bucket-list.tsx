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
import { type BucketAnswers, readBucket, readDefault } from "./bucket-answers.ts";
import { bucketsHref, type BucketSearch, type DefaultType } from "./search.ts";
import { KeptButtonLink, KeptLink, SelectAll, SelectionBar } from "./select-buckets.tsx";

/** Each row asks AWS five questions, so this many rows at a time. */
const PAGE_ROWS = 100;

/** The account's buckets. Only the list itself is awaited, and the defaults where they are asked for; each cell of each row fills, or fails, alone. */
export async function BucketList({ search }: { search: BucketSearch }) {
  const aws = await requireAws();
  const listed = await attempt(listBuckets(aws));
  if (!listed.ok) {
    return (
      <FailureNotice failure={listed.failure} retryHref={bucketsHref(search)} title="The buckets could not be listed" />
    );
  }
  if (listed.value.length === 0) return <NoBuckets aws={aws} />;
  const named = listed.value.filter(
    ({ name, region }) => name.includes(search.q.toLowerCase()) && (search.region === "" || region === search.region),
  );
  const matching = await withDefault(aws, named, search.type);
  const pages = Math.max(1, Math.ceil(matching.length / PAGE_ROWS));
  const page = Math.min(search.page, pages);
  const rows = matching.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map(({ bucket, encryption }) => ({
    bucket,
    answers: readBucket(aws, bucket, encryption),
  }));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-x-6 gap-y-2 print:hidden">
        <RegionLinks buckets={listed.value} search={search} />
        <DefaultLinks search={search} />
      </div>
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
          {page > 1 && <KeptButtonLink href={bucketsHref({ ...search, page: page - 1 })}>Previous page</KeptButtonLink>}
          {page < pages && <KeptButtonLink href={bucketsHref({ ...search, page: page + 1 })}>Next page</KeptButtonLink>}
        </nav>
      )}
    </div>
  );
}

type Found = { bucket: Bucket; encryption?: BucketAnswers["encryption"] };

/** Those whose default is of this type, as far as S3 says; all of them, unasked, where it does not matter. */
async function withDefault(aws: Aws, buckets: Bucket[], type: DefaultType | null): Promise<Found[]> {
  if (type === null) return buckets.map((bucket) => ({ bucket }));
  const found = await Promise.all(
    buckets.map(async (bucket) => {
      const encryption = readDefault(aws, bucket);
      const answer = await encryption;
      return (answer.ok ? answer.value.default.type : "unknown") === type ? [{ bucket, encryption }] : [];
    }),
  );
  return found.flat();
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

const CHIP =
  "inline-flex h-[26px] items-center gap-1.5 rounded-md border border-line px-[9px] text-sm text-dim hover:text-text aria-[current]:border-transparent aria-[current]:bg-accent-soft aria-[current]:font-[550] aria-[current]:text-accent";

const DEFAULT_TYPES: [DefaultType | null, string][] = [
  [null, "All defaults"],
  ["DSSE-KMS", "DSSE-KMS"],
  ["SSE-KMS", "SSE-KMS"],
  ["SSE-S3", "SSE-S3"],
  ["other", "Another algorithm"],
  ["unknown", "Not known"],
];

/** A link for each default that a bucket can have, or that is not known. */
function DefaultLinks({ search }: { search: BucketSearch }) {
  return (
    <nav aria-label="Default encryption" className="flex flex-wrap gap-2">
      {DEFAULT_TYPES.map(([type, label]) => (
        <KeptLink
          className={CHIP}
          current={type === search.type}
          href={bucketsHref({ ...search, type, page: 1 })}
          key={label}
        >
          {label}
        </KeptLink>
      ))}
    </nav>
  );
}

/** A link for each Region that has buckets; a filter only where there is a choice. */
function RegionLinks({ buckets, search }: { buckets: Bucket[]; search: BucketSearch }) {
  const regions = [...new Set(buckets.flatMap(({ region }) => region ?? []))].sort();
  if (regions.length < 2 && search.region === "") return null;
  return (
    <nav aria-label="Regions" className="flex flex-wrap gap-2">
      {["", ...regions].map((region) => (
        <KeptLink
          className={CHIP}
          current={region === search.region}
          href={bucketsHref({ ...search, region, page: 1 })}
          key={region}
        >
          {region === "" ? "All Regions" : region}
          <Count value={region === "" ? buckets.length : buckets.filter((bucket) => bucket.region === region).length} />
        </KeptLink>
      ))}
    </nav>
  );
}

function NoBuckets({ aws: { region, endpoints } }: { aws: Aws }) {
  const encryption = { type: "DSSE-KMS", keyId: "KEY_ARN" } as const;
  const calls = toNewBucketCalls(region, { name: "BUCKET", encryption, versioning: true }, null);
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

const DEFAULT_CLAUSES = {
  "DSSE-KMS": "has DSSE-KMS as its default",
  "SSE-KMS": "has SSE-KMS as its default",
  "SSE-S3": "has SSE-S3 as its default",
  other: "has another algorithm as its default",
  unknown: "has a default that is not known",
} as const satisfies Record<DefaultType, string>;

function NoMatch({ search, total }: { search: BucketSearch; total: number }) {
  return (
    <EmptyState action={<ButtonLink href="/buckets">Show all buckets</ButtonLink>} title="No bucket matches">
      None of the <Count value={total} /> buckets
      {search.q === "" ? "" : ` has “${search.q}” in its name`}
      {search.region === "" ? "" : ` ${search.q === "" ? "is" : "and is"} in ${search.region}`}
      {search.type === null
        ? ""
        : `${search.q === "" && search.region === "" ? "" : " and"} ${DEFAULT_CLAUSES[search.type]}`}
      .
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
