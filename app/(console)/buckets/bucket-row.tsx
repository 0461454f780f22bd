import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { EncryptionBadge, EncryptionSkeleton, UnknownBadge } from "#components/encryption-badge.tsx";
import { Tag } from "#components/tag.tsx";
import { Time } from "#components/time.tsx";
import { Tip } from "#components/tip.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TD, TR } from "#components/ui/table.tsx";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import type { Bucket } from "#lib/s3/bucket.ts";
import { countBlocked } from "#lib/s3/public-access.ts";
import type { BucketAnswers } from "./bucket-answers.ts";
import { DefaultKey } from "./default-key.tsx";
import { EnforcementBadge } from "./enforcement-badge.tsx";
import { SelectBucket } from "./select-buckets.tsx";

/** One bucket; each cell waits for its own answer. */
export function BucketRow({ bucket, answers, now }: { bucket: Bucket; answers: BucketAnswers; now: Date }) {
  const { name, region, createdAt } = bucket;
  return (
    <TR>
      <TD>
        <SelectBucket name={name} />
      </TD>
      <TD className="h-17.5!" row wrap>
        <Link
          className="rounded-sm font-[550] hover:underline"
          href={`/buckets/${encodeURIComponent(name)}`}
          prefetch={false}
        >
          {name}
        </Link>
        <span className="block text-sm whitespace-nowrap text-dim">
          {region ?? "Region not known"}
          {createdAt !== null && (
            <>
              {" "}
              · <Time at={createdAt} now={now} />
            </>
          )}
        </span>
      </TD>
      <TD wrap>
        <Suspense fallback={<EncryptionSkeleton />}>
          <DefaultCell answer={answers.encryption} />
        </Suspense>
      </TD>
      <TD wrap>
        <div className="min-w-54">
          <Suspense fallback={<Skeleton width="9rem" />}>
            <KeyCell answers={answers} />
          </Suspense>
        </div>
      </TD>
      <Cell answer={answers.enforcement}>{(found) => <EnforcementBadge enforcement={found} />}</Cell>
      <Cell answer={answers.versioning}>{({ status }) => VERSIONING[status]}</Cell>
      <Cell answer={answers.publicAccess}>{(found) => <PublicAccess blocked={countBlocked(found)} />}</Cell>
    </TR>
  );
}

function Cell<T>({ answer, children }: { answer: Promise<Result<T>>; children: (value: T) => ReactNode }) {
  return (
    <TD>
      <Suspense fallback={<Skeleton width="4rem" />}>
        <Answer answer={answer}>{children}</Answer>
      </Suspense>
    </TD>
  );
}

async function Answer<T>({ answer, children }: { answer: Promise<Result<T>>; children: (value: T) => ReactNode }) {
  const found = await answer;
  if (!found.ok) return <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />;
  return children(found.value);
}

async function DefaultCell({ answer }: { answer: BucketAnswers["encryption"] }) {
  const found = await answer;
  if (!found.ok) return <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <EncryptionBadge encryption={found.value.default} />
      {found.value.bucketKeyInVain && (
        <Tip tip="A bucket key is set, but S3 has none for DSSE-KMS: it accepts the setting and ignores it. Save the default again to clear it.">
          <Tag tone="warn">bucket key in vain</Tag>
        </Tip>
      )}
    </span>
  );
}

async function KeyCell({ answers }: { answers: BucketAnswers }) {
  const [found, used] = await Promise.all([answers.encryption, answers.key]);
  if (!found.ok) return <span className="text-dim">Not known</span>;
  return <DefaultKey encryption={found.value.default} problem={used?.problem ?? null} used={used?.key ?? null} />;
}

const VERSIONING = {
  enabled: "On",
  suspended: <Tag tone="warn">suspended</Tag>,
  never: <span className="text-dim">Off</span>,
};

function PublicAccess({ blocked }: { blocked: number }) {
  if (blocked === 4) return "Blocked";
  return (
    <Tip tip="The bucket’s own switches of Block Public Access. The account’s and the organization’s apply besides, and may still block.">
      <Tag tone="warn">{blocked === 0 ? "not blocked" : `${blocked} of 4 blocked`}</Tag>
    </Tip>
  );
}
