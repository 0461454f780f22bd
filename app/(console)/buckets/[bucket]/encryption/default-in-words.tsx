import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { KeyName } from "#components/key-name.tsx";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { type BucketEncryption, type DefaultEncryption, type Encryption, keyIdOf } from "#lib/s3/encryption.ts";

/** What a rule has that saving it anew leaves behind; null when nothing. */
export function faultsOf({ default: encryption, bucketKeyInVain }: BucketEncryption): string | null {
  const written = keyIdOf(encryption);
  const faults = [
    ...(written !== null && fromKeyArn(written) === null ? [`key named as ${written}, not by its ARN`] : []),
    ...(bucketKeyInVain ? ["bucket key set in vain"] : []),
  ];
  return faults.length === 0 ? null : faults.join(", ");
}

/** The same of what would be sent. */
export function afterOf(next: DefaultEncryption): string {
  const key = keyIdOf(next) === null ? [] : ["key named by its ARN"];
  return [...key, next.type === "SSE-KMS" && next.bucketKey ? "bucket key" : "no bucket key"].join(", ");
}

/** A default in words, with its key. */
export function DefaultInWords({
  encryption,
  arn,
  alias,
  note = null,
}: {
  encryption: Encryption;
  arn: string | null;
  alias: string | null;
  note?: string | null;
}) {
  const hasKey = encryption.type === "SSE-KMS" || encryption.type === "DSSE-KMS";
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-3">
      <EncryptionBadge encryption={encryption} />
      {hasKey &&
        (arn === null ? (
          <EncryptionKey alias={alias} encryption={encryption} of="rule" />
        ) : (
          <KeyName alias={alias} arn={arn} />
        ))}
      {note !== null && <small className="text-sm text-dim wrap-anywhere">{note}</small>}
    </span>
  );
}
