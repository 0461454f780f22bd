import { Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { Notice } from "#components/notice.tsx";
import { Section } from "#components/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { reasonOf } from "#lib/aws/result.ts";
import {
  type BucketContents,
  CONTENT_KINDS,
  type ContentKind,
  countInWords,
  foundInWords,
  limitInWords,
  notKnownEmpty,
} from "#lib/s3/bucket-contents.ts";
import { countBucketContents } from "#lib/s3/bucket-contents-read.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { uploadsHref } from "../object-href.ts";
import { DeleteBucketDialog } from "./delete-bucket-dialog.tsx";
import { ReferrersPanel } from "./referrers-panel.tsx";

/** What the bucket still holds, and the way to delete it when that is nothing. */
export function DeleteBucketSection({ bucket }: { bucket: string }) {
  return (
    <Section
      description="S3 deletes empty buckets only, and nothing brings one back. Its name is then free, and another AWS account can take it."
      id="delete"
      title="Delete this bucket"
    >
      <Suspense fallback={<Skeleton lines={4} width="34rem" />}>
        <DeletePanel bucket={bucket} />
      </Suspense>
    </Section>
  );
}

async function DeletePanel({ bucket }: { bucket: string }) {
  const aws = await awsOfBucket(bucket);
  const contents = await countBucketContents(aws, bucket);
  const found = foundInWords(contents);
  const unknown = notKnownEmpty(contents);
  const limit = limitInWords(contents);
  return (
    <div className="grid gap-4">
      <Facts
        items={CONTENT_KINDS.map((kind) => ({ term: TERMS[kind], detail: <Count contents={contents} kind={kind} /> }))}
      />
      {limit !== null && <p className="max-w-[96ch] text-dim">{limit}</p>}
      {found === null && (
        <Suspense fallback={<Skeleton lines={2} width="34rem" />}>
          <ReferrersPanel bucket={bucket} />
        </Suspense>
      )}
      {found === null ? (
        <div>
          <DeleteBucketDialog
            bucket={bucket}
            endpoints={aws.endpoints}
            region={aws.region}
            unknown={unknown.map((kind) => TERMS[kind].toLowerCase())}
          />
        </div>
      ) : (
        <Notice
          actions={
            contents.uploads.ok &&
            contents.uploads.value.count > 0 && (
              <ButtonLink href={uploadsHref(bucket)}>Show the incomplete uploads</ButtonLink>
            )
          }
          title={`It is not empty: it holds ${found}`}
          tone="warn"
        >
          Deleting it is refused, by this console and by S3. Delete what it holds first, every version and delete marker
          included, and abort its incomplete uploads.
        </Notice>
      )}
    </div>
  );
}

const TERMS: Record<ContentKind, string> = {
  objects: "Objects",
  olderVersions: "Older versions",
  deleteMarkers: "Delete markers",
  uploads: "Incomplete uploads",
};

function Count({ contents, kind }: { contents: BucketContents; kind: ContentKind }) {
  const counted = contents[kind];
  if (!counted.ok) return <UnknownBadge failure={counted.failure} reason={reasonOf(counted.failure)} />;
  const { count, more } = counted.value;
  return count === 0 && !more ? <span className="text-dim">None</span> : countInWords(kind, counted.value);
}
