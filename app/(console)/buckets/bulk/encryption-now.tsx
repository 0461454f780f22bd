import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import type { KeyNames } from "#lib/kms/read.ts";
import { type BucketEncryption, keyIdOf } from "#lib/s3/encryption.ts";

type Props = { found: BucketEncryption; names: KeyNames };

/** A default and its key, short enough for a row. */
export function EncryptionNow({ found: { default: encryption, bucketKeyInVain }, names }: Props) {
  const hasKey = encryption.type === "SSE-KMS" || encryption.type === "DSSE-KMS";
  const keyId = keyIdOf(encryption);
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-3">
      <EncryptionBadge encryption={encryption} />
      {hasKey && <KeyName alias={keyId === null ? null : (names.get(keyId) ?? null)} arn={keyId} />}
      {bucketKeyInVain && <small className="text-sm text-dim">bucket key set in vain</small>}
    </span>
  );
}

/** Whether uploads under SSE-C are refused by the bucket's own setting, beside the default that stays. */
export function SseCNow({ found, names }: Props) {
  const blocked = found.blockedTypes?.includes("SSE-C") ?? false;
  return (
    <span className="grid gap-0.5">
      <span className={blocked ? "font-[550]" : undefined}>
        {blocked ? "SSE-C is refused" : found.blockedTypes === null ? "AWS does not say" : "SSE-C is taken"}
      </span>
      <EncryptionNow found={found} names={names} />
    </span>
  );
}
