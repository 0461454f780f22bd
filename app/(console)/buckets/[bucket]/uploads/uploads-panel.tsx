import { Suspense } from "react";
import { UnknownBadge } from "#components/encryption-badge.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Count, Size } from "#components/quantity.tsx";
import { Written } from "#components/time.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { createGate } from "#lib/aws/gate.ts";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import { toCli } from "#lib/commands/cli.ts";
import {
  type IncompleteUpload,
  toListUploads,
  toPartsSummary,
  type UploadMarker,
  type UploadParts,
} from "#lib/s3/incomplete-upload.ts";
import { listUploads, sumParts } from "#lib/s3/incomplete-upload-read.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { awsOfBucket } from "../bucket-context.ts";
import { uploadsHref } from "../object-href.ts";
import { AbortUploadDialog } from "./abort-upload-dialog.tsx";

/** A page's rows side by side, of all people's pages together. */
const partLists = createGate(25);

const TAIL = 8;

/** One page of uploads. What each holds so far arrives on its own: S3 tells it only one upload at a time. */
export async function UploadsPanel({ bucket, after }: { bucket: string; after: UploadMarker | null }) {
  const aws = await awsOfBucket(bucket);
  const page = await attempt(listUploads(aws, bucket, { after }));
  if (!page.ok) {
    return (
      <FailureNotice
        failure={page.failure}
        title="Whether there are incomplete uploads is not known: they could not be listed"
      />
    );
  }
  const { uploads, next } = page.value;
  const command = toCli(
    {
      service: "s3api",
      operation: "ListMultipartUploads",
      region: aws.region,
      input: toListUploads(bucket, { after }),
    },
    aws.endpoints,
  );
  if (uploads.length === 0 && after === null) {
    return (
      <EmptyState command={command} title="S3 lists no incomplete upload">
        An upload that breaks off, as one whose program was killed, would stand here and could be aborted.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3">
      <Table caption={`Incomplete uploads to ${bucket}`}>
        <THead>
          <TR>
            <TH>Key</TH>
            <TH>Upload id</TH>
            <TH>Begun</TH>
            <TH>Parts</TH>
            <TH align="right">Size</TH>
            <TH>Last part</TH>
            <TH>
              <span className="sr-only">Actions</span>
            </TH>
          </TR>
        </THead>
        <TBody>
          {uploads.map((upload) => (
            <UploadRow aws={aws} bucket={bucket} key={upload.uploadId} now={new Date()} upload={upload} />
          ))}
        </TBody>
      </Table>
      <div className="flex flex-wrap items-center gap-2 text-dim">
        <span className="mr-auto">
          <Count value={uploads.length} /> {uploads.length === 1 ? "upload" : "uploads"} on this page
          {next === null ? "" : ", more exist"}
        </span>
        {after !== null && <ButtonLink href={uploadsHref(bucket)}>First page</ButtonLink>}
        {next !== null && <ButtonLink href={uploadsHref(bucket, { after: next })}>Next page</ButtonLink>}
      </div>
      <CommandPanel commands={[{ cli: command }]} title="Read with" />
    </div>
  );
}

type Row = { aws: Aws; bucket: string; upload: IncompleteUpload; now: Date };

function UploadRow({ aws, bucket, upload, now }: Row) {
  const { key, uploadId, initiatedAt } = upload;
  // One read for its four cells.
  const parts = partLists(() => attempt(sumParts(aws, { bucket, key, uploadId })));
  return (
    <TR>
      <TD mono row wrap>
        {toVisible(key)}
      </TD>
      <TD dim mono>
        <span className="inline-flex items-center gap-1" data-full="" title={uploadId}>
          …{uploadId.slice(-TAIL)}
          <CopyButton label={`Copy the upload id ${uploadId.slice(-TAIL)}`} text={uploadId} />
        </span>
      </TD>
      <TD>
        <Written at={initiatedAt} now={now} />
      </TD>
      <Suspense fallback={<PendingCells />}>
        <PartsCells aws={aws} bucket={bucket} now={now} parts={parts} upload={upload} />
      </Suspense>
    </TR>
  );
}

async function PartsCells({ aws, bucket, upload, now, parts }: Row & { parts: Promise<Result<UploadParts>> }) {
  const found = await parts;
  const { key, uploadId } = upload;
  return (
    <>
      {found.ok ? (
        <KnownCells now={now} parts={found.value} />
      ) : (
        <TD colSpan={3}>
          <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />
        </TD>
      )}
      <TD align="right">
        <AbortUploadDialog
          endpoints={aws.endpoints}
          parts={found.ok ? toPartsSummary(found.value) : null}
          region={aws.region}
          upload={{ bucket, key, uploadId }}
        />
      </TD>
    </>
  );
}

function KnownCells({ parts: { count, more, size, latestAt }, now }: { parts: UploadParts; now: Date }) {
  return (
    <>
      <TD>
        {count === 0 ? (
          <span className="text-dim">none</span>
        ) : (
          `${count.toLocaleString("en")}${more ? " or more" : ""}`
        )}
      </TD>
      <TD align="right">
        {more && "at least "}
        <Size bytes={size} />
      </TD>
      <TD dim>{count > 0 && <Written at={latestAt} now={now} />}</TD>
    </>
  );
}

function PendingCells() {
  return (
    <>
      <TD colSpan={3}>
        <span className="sr-only">Reading the parts…</span>
        <span className="shimmer block h-2.5 w-40" />
      </TD>
      <TD align="right">
        <Button disabled size="sm">
          Abort…
        </Button>
      </TD>
    </>
  );
}
