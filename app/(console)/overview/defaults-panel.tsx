import Link from "next/link";
import { FailureNotice } from "#components/failure-notice.tsx";
import { StackedBar } from "#components/stacked-bar.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { inWords, tallyDefaults } from "#lib/posture/tally.ts";
import { bucketsHref, type DefaultType } from "../buckets/search.ts";
import { AsOf } from "./as-of.tsx";
import { readDefaults } from "./readings.ts";

/** In the order of the bar; "always" are told also when there are none. */
const PARTS: { type: DefaultType; label: string; always: boolean }[] = [
  { type: "DSSE-KMS", label: "DSSE-KMS", always: true },
  { type: "SSE-KMS", label: "SSE-KMS", always: true },
  { type: "SSE-S3", label: "SSE-S3", always: true },
  { type: "other", label: "another algorithm", always: false },
  { type: "unknown", label: "not known", always: false },
];

/** Is everything that must be under two layers under two layers? As far as the defaults of buckets tell. */
export async function DefaultsPanel() {
  const { answer, at } = await readDefaults();
  if (!answer.ok)
    return <FailureNotice failure={answer.failure} retryHref="/" title="The buckets could not be listed" />;
  const tally = tallyDefaults(answer.value);
  return (
    <div className="grid gap-4">
      <div className="max-w-[80ch]">
        <p className="text-lg font-[600] text-balance">{inWords(tally)}</p>
        <p className="text-dim">
          A default is for uploads that name no encryption themselves. Objects already stored are not judged here: they
          keep what they were written with.
        </p>
      </div>
      {tally.total > 0 && (
        <StackedBar
          parts={PARTS.map(({ type, label, always }) => ({
            type,
            label,
            always,
            count: tally[type],
            href: bucketsHref({ type }),
          })).filter(({ always, count }) => always || count > 0)}
        />
      )}
      <AsOf at={at}>
        <Link className="link" href="/buckets">
          All buckets
        </Link>{" "}
        of the account, in every Region,
      </AsOf>
    </div>
  );
}

export function DefaultsSkeleton() {
  return (
    <div className="grid gap-2">
      <Skeleton width="26rem" />
      <Skeleton width="34rem" />
      <Skeleton width="100%" />
    </div>
  );
}
