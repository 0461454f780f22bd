import { UnknownBadge } from "#components/encryption-badge.tsx";
import { KeyName } from "#components/key-name.tsx";
import { Tag } from "#components/tag.tsx";
import { Tip } from "#components/tip.tsx";
import type { Failure, Result } from "#lib/aws/result.ts";
import { aliasOf, type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn, keyHref } from "#lib/kms/key-arn.ts";
import { type Encryption, keyIdOf } from "#lib/s3/encryption.ts";

/** The key of a default as the rule names it, resolved to the key that it means, with what is wrong with it. */
export function DefaultKey({ encryption, used }: { encryption: Encryption; used: Result<Key> | null }) {
  if (encryption.type === "SSE-S3") return <span className="text-dim">Amazon S3’s own</span>;
  if (encryption.type !== "SSE-KMS" && encryption.type !== "DSSE-KMS") return <span className="text-dim">—</span>;
  const written = keyIdOf(encryption);
  if (written === null || used === null) return <span className="text-dim">AWS managed key, aws/s3</span>;
  if (!used.ok) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <KeyName alias={null} arn={written} href={fromKeyArn(written) === null ? null : keyHref(written)} />
        {used.failure.code === "missing" ? (
          <Tag tone="bad">no such key</Tag>
        ) : (
          <UnknownBadge failure={used.failure} reason={reasonOf(used.failure)} />
        )}
      </span>
    );
  }
  const key = used.value;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <KeyName alias={aliasOf(key)} arn={key.arn} href={keyHref(key.arn)} />
      <KeyTags usedKey={key} written={written} />
    </span>
  );
}

function KeyTags({ usedKey, written }: { usedKey: Key; written: string }) {
  const problem = reasonS3CannotUse(usedKey);
  return (
    <>
      {problem !== null && (
        <Tip tip={problem}>
          <Tag tone="bad">{TROUBLES[usedKey.state] ?? "cannot be used"}</Tag>
        </Tip>
      )}
      {fromKeyArn(written) === null && (
        <Tip
          tip={
            <>
              The rule names it <code className="font-mono">{written}</code>. An alias or a bare id is resolved in the
              account of whoever uploads, which may find another key than this one.
            </>
          }
        >
          <Tag tone="warn">not named by ARN</Tag>
        </Tip>
      )}
    </>
  );
}

const TROUBLES: Record<string, string> = {
  Disabled: "key disabled",
  PendingDeletion: "key pending deletion",
  PendingReplicaDeletion: "key pending deletion",
  PendingImport: "key without material",
  Unavailable: "key store disconnected",
  Creating: "key being made",
};

/** Why a read has no answer, in a few words. */
export function reasonOf({ permission, name }: Failure): string {
  return permission === null ? name : `needs ${permission}`;
}
