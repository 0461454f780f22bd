import { Suspense } from "react";
import { EncryptionBadge, EncryptionSkeleton, UnknownBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { Tag } from "#components/tag.tsx";
import { TD } from "#components/ui/table.tsx";
import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { differenceFrom, type ObjectHead } from "#lib/s3/object.ts";
import { aliasesFor, readExact } from "./bucket-context.ts";
import { ifReady } from "./if-ready.ts";

type Row = { bucket: string; head: Promise<Result<ObjectHead>> };

/** The two cells that say how one object is encrypted and with which key; its own read, so no row waits for another. */
export function ProtectionCells({ bucket, head }: Row) {
  return (
    <Suspense
      fallback={
        <>
          <TD>
            <EncryptionSkeleton />
          </TD>
          <TD>
            <span className="shimmer block h-2.5 w-32" />
          </TD>
        </>
      }
    >
      <KnownProtection bucket={bucket} head={head} />
    </Suspense>
  );
}

/** S3's own answer waits for no other: what compares and names it joins later, or comes at once where it is there. */
async function KnownProtection({ bucket, head }: Row) {
  const [standard, aliases] = [readExact(bucket), aliasesFor(bucket)];
  const found = await head;
  if (!found.ok) {
    return (
      <>
        <TD data-encryption="unknown">
          <UnknownBadge failure={found.failure} reason={inWords(found.failure)} />
        </TD>
        <TD dim>Not known</TD>
      </>
    );
  }
  const { encryption } = found.value;
  const [standardNow, aliasesNow] = await Promise.all([ifReady(standard), ifReady(aliases)]);
  return (
    <>
      <TD data-encryption={encryption.type}>
        <EncryptionBadge encryption={encryption} />
        {standardNow === null ? (
          <Suspense fallback={null}>
            <LateDifference encryption={encryption} standard={standard} />
          </Suspense>
        ) : (
          <DifferenceTag encryption={encryption} standard={standardNow} />
        )}
      </TD>
      <TD>
        {aliasesNow === null ? (
          <KeyOf bucket={bucket} encryption={encryption} />
        ) : (
          <Named aliases={aliasesNow} encryption={encryption} />
        )}
      </TD>
    </>
  );
}

async function LateDifference({
  encryption,
  standard,
}: {
  encryption: Encryption;
  standard: Promise<Result<Encryption>>;
}) {
  return <DifferenceTag encryption={encryption} standard={await standard} />;
}

function DifferenceTag({ encryption, standard }: { encryption: Encryption; standard: Result<Encryption> }) {
  const difference = standard.ok ? differenceFrom(standard.value, encryption) : null;
  if (difference === null) return null;
  return (
    <span className="ml-2" title="Differs from what this bucket applies by default today">
      <Tag tone={difference === "above default" ? "neutral" : "warn"}>{difference}</Tag>
    </span>
  );
}

/** Why nothing here says whether it differs from the bucket's default; nothing when that is known. */
export async function NotComparable({ bucket, what }: { bucket: string; what: "this object" | "rows" }) {
  const standard = await readExact(bucket);
  if (standard.ok) return null;
  const { failure } = standard;
  return (
    <p className="text-dim" title={failure.message}>
      {failure.service === "KMS" ? "The key of this bucket’s default" : "This bucket’s default"} is not known:{" "}
      {reasonOf(failure)}, so {what} cannot be compared with it.
    </p>
  );
}

/** The key of an encryption; its name joins when KMS has told it. */
export function KeyOf({ bucket, encryption }: { bucket: string; encryption: Encryption }) {
  const arn = keyIdOf(encryption);
  if (arn === null) return <EncryptionKey alias={null} encryption={encryption} of="object" />;
  return (
    <Suspense fallback={<span className="font-mono text-sm text-dim">…{arn.slice(-8)}</span>}>
      <NamedKey bucket={bucket} encryption={encryption} />
    </Suspense>
  );
}

async function NamedKey({ bucket, encryption }: { bucket: string; encryption: Encryption }) {
  return <Named aliases={await aliasesFor(bucket)} encryption={encryption} />;
}

function Named({ encryption, aliases }: { encryption: Encryption; aliases: ReadonlyMap<string, string> }) {
  const alias = aliases.get(keyIdOf(encryption) ?? "") ?? null;
  return <EncryptionKey alias={alias} encryption={encryption} of="object" />;
}

function inWords(failure: Failure): string {
  return failure.code === "missing" ? "deleted meanwhile" : reasonOf(failure);
}
