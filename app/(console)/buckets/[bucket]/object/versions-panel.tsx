import Link from "next/link";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Count, Size } from "#components/quantity.tsx";
import { Tag } from "#components/tag.tsx";
import { Written } from "#components/time.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Table, TBody, TD, TH, THead, TR } from "#components/ui/table.tsx";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { ObjectVersion } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { listObjectVersions } from "#lib/s3/object-read.ts";
import { awsOfBucket, readHead } from "../bucket-context.ts";
import { ProtectionCells } from "../object-encryption.tsx";
import { downloadHref, objectHref } from "../object-href.ts";
import { DeleteObjectDialog } from "./delete-object-dialog.tsx";

type Place = { bucket: string; objectKey: string; after: string | null };

/** A page of versions, each with its own encryption: a version keeps the one that it was written with. */
export async function VersionsPanel({ bucket, objectKey, after }: Place) {
  const aws = await awsOfBucket(bucket);
  const page = await attempt(listObjectVersions(aws, { bucket, key: objectKey }, { after }));
  if (!page.ok) return <FailureNotice failure={page.failure} title="The versions could not be listed" />;
  const { versions, next } = page.value;
  if (versions.length === 0 && after === null) return <p className="text-dim">S3 lists no version of this key.</p>;
  return (
    <div className="grid gap-3">
      <Table caption={`Versions of ${toVisible(objectKey)}`}>
        <THead>
          <TR>
            <TH>Version</TH>
            <TH>Encryption</TH>
            <TH>Key</TH>
            <TH align="right">Size</TH>
            <TH align="right">Modified</TH>
            <TH>
              <span className="sr-only">Actions</span>
            </TH>
          </TR>
        </THead>
        <TBody>
          {versions.map((version) => (
            <VersionRow aws={aws} bucket={bucket} key={version.versionId} now={new Date()} version={version} />
          ))}
        </TBody>
      </Table>
      {(after !== null || next !== null) && (
        <div className="flex flex-wrap items-center gap-2 text-dim">
          <span className="mr-auto">
            <Count value={versions.length} /> {versions.length === 1 ? "version" : "versions"} on this page
            {next === null ? "" : ", older ones exist"}
          </span>
          {after !== null && <ButtonLink href={objectHref({ bucket, key: objectKey })}>Newest versions</ButtonLink>}
          {next !== null && (
            <ButtonLink href={objectHref({ bucket, key: objectKey }, { after: next })}>Older versions</ButtonLink>
          )}
        </div>
      )}
    </div>
  );
}

function VersionRow({ aws, bucket, version, now }: { aws: Aws; bucket: string; version: ObjectVersion; now: Date }) {
  const address = { bucket, key: version.key, versionId: version.versionId };
  // A delete marker has no data, and HEAD answers 405 for it.
  const head = version.deleteMarker ? null : readHead(aws, address);
  return (
    <TR>
      <TD className="min-w-36" mono row wrap>
        {version.deleteMarker ? (
          version.versionId
        ) : (
          <Link className="rounded-sm hover:underline" href={objectHref(address)} prefetch={false}>
            {version.versionId}
          </Link>
        )}{" "}
        {version.latest && <Tag tone="accent">current</Tag>}
      </TD>
      {head === null ? (
        <>
          <TD dim>Delete marker: holds no data</TD>
          <TD />
        </>
      ) : (
        <ProtectionCells bucket={bucket} head={head} />
      )}
      <TD align="right">{!version.deleteMarker && <Size bytes={version.size} />}</TD>
      <TD align="right" dim>
        <Written at={version.modifiedAt} now={now} />
      </TD>
      <TD align="right">
        {!version.deleteMarker && (
          <a className="link mr-3" href={downloadHref(address)}>
            Download
          </a>
        )}
        <DeleteObjectDialog
          address={address}
          deleteMarker={version.deleteMarker}
          endpoints={aws.endpoints}
          // A version never changes, except the one with the id "null", which the next write without an id replaces.
          etag={version.versionId === "null" ? version.etag : null}
          region={aws.region}
          size="sm"
          versioning="unknown"
        />
      </TD>
    </TR>
  );
}
