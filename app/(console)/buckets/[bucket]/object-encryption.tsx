import { Suspense } from "react";
import { EncryptionBadge, EncryptionSkeleton, UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Tag } from "#components/tag.tsx";
import { TD } from "#components/ui/table.tsx";
import type { Failure, Result } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { differenceFrom, type ObjectHead } from "#lib/s3/object.ts";
import { aliasesFor, readStandard } from "./bucket-context.ts";

/** The two cells that say how one object is encrypted and with which key; its own read, so no row waits for another. */
export function ProtectionCells({ bucket, head }: { bucket: string; head: Promise<Result<ObjectHead>> }) {
  return (
    <Suspense
      fallback={
        <>
          <TD>
            <EncryptionSkeleton />
          </TD>
          <TD />
        </>
      }
    >
      <KnownProtection bucket={bucket} head={head} />
    </Suspense>
  );
}

async function KnownProtection({ bucket, head }: { bucket: string; head: Promise<Result<ObjectHead>> }) {
  const [found, standard, aliases] = await Promise.all([head, readStandard(bucket), aliasesFor(bucket)]);
  if (!found.ok) {
    return (
      <>
        <TD data-encryption="unknown">
          <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />
        </TD>
        <TD dim>Not known</TD>
      </>
    );
  }
  const { encryption } = found.value;
  const exact = standard.ok ? standard.value.exact : null;
  const difference = exact === null ? null : differenceFrom(exact, encryption);
  return (
    <>
      <TD data-encryption={encryption.type}>
        <EncryptionBadge encryption={encryption} />
        {difference !== null && (
          <span className="ml-2" title="Differs from what this bucket applies by default today">
            <Tag tone={difference === "above default" ? "neutral" : "warn"}>{difference}</Tag>
          </span>
        )}
      </TD>
      <TD>
        <EncryptionKey aliases={aliases} encryption={encryption} />
      </TD>
    </>
  );
}

/** The key of an encryption, or whose key it is when KMS has none for it. */
export function EncryptionKey({
  encryption,
  aliases,
}: {
  encryption: Encryption;
  aliases: ReadonlyMap<string, string>;
}) {
  const arn = keyIdOf(encryption);
  if (arn !== null) return <KeyName alias={aliases.get(arn) ?? null} arn={arn} href={keyHref(arn)} />;
  return <span className="text-dim">{HOLDERS[encryption.type]}</span>;
}

const HOLDERS = {
  none: "No key",
  "SSE-S3": "Amazon S3’s own",
  "SSE-KMS": "AWS managed key, aws/s3",
  "DSSE-KMS": "AWS managed key, aws/s3",
  "SSE-C": "The customer’s own, sent with each request",
  other: "Not known",
} as const satisfies Record<Encryption["type"], string>;

function reasonOf(failure: Failure): string {
  if (failure.permission !== null) return `needs ${failure.permission}`;
  return failure.code === "missing" ? "deleted meanwhile" : failure.name;
}
