import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { CommandPanel } from "#components/command-panel.tsx";
import { Notice } from "#components/notice.tsx";
import { formatCount, Size } from "#components/quantity.tsx";
import { Time } from "#components/time.tsx";
import { attempt } from "#lib/aws/errors.ts";
import { toCli } from "#lib/commands/cli.ts";
import { differenceFrom, type ObjectAddress, toGetObject } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { getObjectHead } from "#lib/s3/object-read.ts";
import { getVersioning } from "#lib/s3/read.ts";
import { aliasesFor, awsOfBucket, readStandard } from "../bucket-context.ts";
import { EncryptionKey } from "../object-encryption.tsx";
import { downloadHref } from "../object-href.ts";
import { DeleteObjectDialog } from "./delete-object-dialog.tsx";

/** What S3 says of the object, and what can be done with it. */
export async function ObjectPanel({ address }: { address: ObjectAddress }) {
  const { bucket, key, versionId } = address;
  const aws = await awsOfBucket(bucket);
  const [found, standard, versioning, aliases] = await Promise.all([
    attempt(getObjectHead(aws, address)),
    readStandard(bucket),
    attempt(getVersioning(aws, bucket)),
    aliasesFor(bucket),
  ]);
  if (!found.ok) return <FailureNotice failure={found.failure} title="This object could not be read" />;
  const head = found.value;
  const exact = standard.ok ? standard.value.exact : null;
  const difference = exact === null ? null : differenceFrom(exact, head.encryption);
  const read = (operation: string) => ({
    cli: toCli({ service: "s3api", operation, region: aws.region, input: toGetObject(address) }),
  });
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap gap-2 print:hidden">
        <a
          className="inline-flex h-8 items-center rounded-md bg-accent px-3 font-[550] text-on-accent hover:brightness-108"
          download
          href={downloadHref(address)}
        >
          Download
        </a>
        <DeleteObjectDialog
          address={address}
          etag={head.etag}
          name={toVisible(key)}
          region={aws.region}
          versioning={versioning.ok ? versioning.value.status : "unknown"}
        />
      </div>
      {difference !== null && difference !== "above default" && exact !== null && (
        <Notice title={`Differs from this bucket’s default: ${difference}`} tone="warn">
          <p className="flex flex-wrap items-center gap-x-2">
            A new object without an encryption header would get <EncryptionBadge encryption={exact} />
            <EncryptionKey aliases={aliases} encryption={exact} />
          </p>
          <p>A default changes nothing that is stored already.</p>
        </Notice>
      )}
      <Facts
        items={[
          { term: "Encryption", detail: <EncryptionBadge encryption={head.encryption} /> },
          { term: "Key", detail: <EncryptionKey aliases={aliases} encryption={head.encryption} /> },
          {
            term: "Size",
            detail: (
              <>
                <Size bytes={head.size} /> <span className="text-dim">({formatCount(head.size)} bytes)</span>
              </>
            ),
          },
          { term: "Type", detail: head.contentType ?? "not stored" },
          {
            term: "Modified",
            detail: head.modifiedAt === null ? "not reported" : <Time at={head.modifiedAt} now={new Date()} />,
          },
          { term: "Storage class", detail: head.storageClass },
          { term: "ETag", detail: <code className="font-mono">{head.etag ?? "not reported"}</code> },
          {
            term: "Version",
            detail: <code className="font-mono">{head.versionId ?? versionId ?? "not versioned"}</code>,
          },
          ...Object.entries(head.metadata).map(([name, value]) => ({
            term: `x-amz-meta-${name}`,
            detail: <code className="font-mono">{toVisible(value)}</code>,
          })),
        ]}
      />
      <CommandPanel commands={[read("HeadObject"), read("GetObject")]} title="Read and download" />
    </div>
  );
}
