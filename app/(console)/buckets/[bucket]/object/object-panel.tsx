import { type ReactNode, Suspense } from "react";
import { CommandPanel } from "#components/command-panel.tsx";
import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { Facts } from "#components/facts.tsx";
import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { formatBytes, Size } from "#components/quantity.tsx";
import { Written } from "#components/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { attempt } from "#lib/aws/errors.ts";
import type { Failure, Result } from "#lib/aws/result.ts";
import { toCli } from "#lib/commands/cli.ts";
import { readNamedKey } from "#lib/s3/default-key-read.ts";
import { hasDeleteMarker } from "#lib/s3/delete-marker-read.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { differenceFrom, type ObjectAddress, type ObjectHead, type OpenHead, toGetObject } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import { getVersioning } from "#lib/s3/read.ts";
import type { Versioning } from "#lib/s3/versioning.ts";
import { aliasesFor, awsOfBucket, readExact, readHead } from "../bucket-context.ts";
import { KeyOf, NotComparable } from "../object-encryption.tsx";
import { downloadHref } from "../object-href.ts";
import { DeleteObjectDialog } from "./delete-object-dialog.tsx";

/** What S3 says of the object, and what can be done with it. */
export async function ObjectPanel({ address }: { address: ObjectAddress }) {
  const { bucket, versionId } = address;
  const aws = await awsOfBucket(bucket);
  // A version is lost for good however the bucket keeps versions, so only for an object is that asked.
  const versioning = versionId === undefined ? attempt(getVersioning(aws, bucket)) : null;
  const found = await readHead(aws, address);
  if (!found.ok) return <Unread address={address} failure={found.failure} />;
  const head = found.value;
  const read = (operation: string) => ({
    cli: toCli({ service: "s3api", operation, region: aws.region, input: toGetObject(address) }, aws.endpoints),
  });
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap gap-2 print:hidden">
        <a
          className="inline-flex h-8 items-center rounded-md bg-accent px-3 font-[550] text-on-accent hover:brightness-108"
          href={downloadHref(address)}
        >
          Download
        </a>
        <Suspense fallback={<Button disabled>{versionId === undefined ? "Delete…" : "Delete version…"}</Button>}>
          <Delete address={address} etag={head.etag} versioning={versioning} />
        </Suspense>
      </div>
      <Suspense fallback={null}>
        <UnusableKey bucket={bucket} encryption={head.encryption} />
      </Suspense>
      <Suspense fallback={null}>
        <Difference bucket={bucket} encryption={head.encryption} />
      </Suspense>
      <Facts
        items={[
          { term: "Encryption", detail: <EncryptionBadge encryption={head.encryption} /> },
          { term: "Key", detail: <KeyOf bucket={bucket} encryption={head.encryption} /> },
          ...factsOf(head, versionId),
        ]}
      />
      <CommandPanel commands={[read("HeadObject"), read("GetObject")]} title="Read and download" />
    </div>
  );
}

/** Of what a delete marker hides, S3 says no more than that it found nothing; of the marker itself, that it cannot be read. */
async function Unread({ address, failure }: { address: ObjectAddress; failure: Failure }) {
  const marked = await attempt(hasDeleteMarker(await awsOfBucket(address.bucket), address, failure));
  if (!marked.ok || !marked.value) return <FailureNotice failure={failure} title="This object could not be read" />;
  return address.versionId === undefined ? (
    <Notice title="A delete marker hides this object" tone="info">
      It was deleted in a bucket that keeps versions. Those that are left stand below, each with its own encryption;
      removing the marker brings the newest of them back.
    </Notice>
  ) : (
    <Notice title="This version is a delete marker" tone="info">
      It holds no data and has no encryption. Removing it, below, brings back what it hides, if it is the newest.
    </Notice>
  );
}

async function Delete({
  address,
  etag,
  versioning,
}: {
  address: ObjectAddress;
  etag: string | null;
  versioning: Promise<Result<Versioning>> | null;
}) {
  const { region, endpoints } = await awsOfBucket(address.bucket);
  const found = await versioning;
  return (
    <DeleteObjectDialog
      address={address}
      endpoints={endpoints}
      etag={etag}
      region={region}
      versioning={found?.ok === true ? found.value.status : "unknown"}
    />
  );
}

/** S3 tells how an object is encrypted without asking for its key, so the answer does not mean that it can be read. */
async function UnusableKey({ bucket, encryption }: { bucket: string; encryption: Encryption }) {
  const keyId = keyIdOf(encryption);
  if (keyId === null) return null;
  const { problem } = await readNamedKey(await awsOfBucket(bucket), bucket, keyId);
  if (problem === null) return null;
  if (problem.status === "unknown") return <p className="text-dim">{problem.reason}</p>;
  return (
    <Notice title="This object cannot be read now" tone="bad">
      {problem.reason}
    </Notice>
  );
}

async function Difference({ bucket, encryption }: { bucket: string; encryption: Encryption }) {
  const [standard, aliases] = await Promise.all([readExact(bucket), aliasesFor(bucket)]);
  if (!standard.ok) return <NotComparable bucket={bucket} what="this object" />;
  const difference = differenceFrom(standard.value, encryption);
  if (difference === null || difference === "above default") return null;
  return (
    <Notice title={`Differs from this bucket’s default: ${difference}`} tone="warn">
      <p className="flex flex-wrap items-center gap-x-2">
        A new object without an encryption header would get <EncryptionBadge encryption={standard.value} />
        <EncryptionKey
          alias={aliases.get(keyIdOf(standard.value) ?? "") ?? null}
          encryption={standard.value}
          of="rule"
        />
      </p>
      <p>A default changes nothing that is stored already.</p>
    </Notice>
  );
}

type Fact = { term: string; detail: ReactNode };

function factsOf(head: ObjectHead, versionId: string | undefined): Fact[] {
  if (head.storageClass === null) {
    const sealed = <span className="text-dim">not known without the customer’s key</span>;
    return ["Size", "Type", "Modified", "Storage class", "ETag", "Version", "Metadata"].map((term) => ({
      term,
      detail: term === "Version" && versionId !== undefined ? <code className="font-mono">{versionId}</code> : sealed,
    }));
  }
  return openFactsOf(head, versionId);
}

function openFactsOf(head: OpenHead, versionId: string | undefined): Fact[] {
  return [
    {
      term: "Size",
      detail: (
        <>
          <Size bytes={head.size} />
          {head.size !== null && <span className="text-dim"> ({formatBytes(head.size)})</span>}
        </>
      ),
    },
    { term: "Type", detail: head.contentType ?? "not stored" },
    {
      term: "Modified",
      detail: <Written at={head.modifiedAt} now={new Date()} />,
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
  ];
}
