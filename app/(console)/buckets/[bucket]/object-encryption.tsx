import { EncryptionBadge, UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Tag } from "#components/tag.tsx";
import type { Failure, Result } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import { differenceFrom, type ObjectHead } from "#lib/s3/object.ts";
import { aliasesFor, readStandard } from "./bucket-context.ts";

/** How one object is encrypted, and whether that differs from what its bucket would apply today. */
export async function ObjectEncryption({ bucket, head }: { bucket: string; head: Promise<Result<ObjectHead>> }) {
  const found = await head;
  if (!found.ok) {
    return (
      <span data-encryption="unknown">
        <UnknownBadge failure={found.failure} reason={reasonOf(found.failure)} />
      </span>
    );
  }
  const { encryption } = found.value;
  const standard = await readStandard(bucket);
  const difference =
    standard.ok && standard.value.exact !== null ? differenceFrom(standard.value.exact, encryption) : null;
  return (
    <span className="inline-flex items-center gap-2" data-encryption={encryption.type}>
      <EncryptionBadge encryption={encryption} />
      {difference !== null && (
        <span title="Differs from what this bucket applies by default today">
          <Tag tone={difference === "above default" ? "neutral" : "warn"}>{difference}</Tag>
        </span>
      )}
    </span>
  );
}

/** Which key protects one object: alias first, linked. */
export async function ObjectKey({ bucket, head }: { bucket: string; head: Promise<Result<ObjectHead>> }) {
  const found = await head;
  if (!found.ok) return <span className="text-dim">Not known</span>;
  return <EncryptionKey aliases={await aliasesFor(bucket)} encryption={found.value.encryption} />;
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
