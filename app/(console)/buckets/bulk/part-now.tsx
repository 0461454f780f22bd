import { EncryptionBadge } from "#components/encryption-badge.tsx";
import { EncryptionKey } from "#components/encryption-key.tsx";
import { KeyName } from "#components/key-name.tsx";
import { TextDiff } from "#components/text-diff.tsx";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { KeyNames } from "#lib/kms/read.ts";
import { type EncryptionRule, sseCBlockingOf } from "#lib/s3/blocked-types.ts";
import type { BucketPart } from "#lib/s3/bulk.ts";
import { demandsInWords } from "#lib/s3/bulk-policy.ts";
import { type BucketEncryption, fromRule, keyIdOf } from "#lib/s3/encryption.ts";
import { toReadable } from "../[bucket]/policy/json-text.tsx";

/** What a change is about, as a bucket has it, short enough for a row. */
export function PartNow({ part, names }: { part: BucketPart; names: KeyNames }) {
  switch (part.kind) {
    case "policy":
      return <PolicyNow names={names} part={part} />;
    case "rule":
      return <SseCNow names={names} rule={part.rule} />;
    case "encryption":
      return <EncryptionNow found={part.found} names={names} />;
  }
}

/** What a policy demands, and under which key: two that demand it alike can differ in that alone. */
function PolicyNow({
  part: { policy, arn },
  names,
}: {
  part: Extract<BucketPart, { kind: "policy" }>;
  names: KeyNames;
}) {
  const { words, keyArn } = demandsInWords(policy, arn);
  if (keyArn === null) return words;
  return (
    <span className="grid justify-items-start gap-0.5">
      <span>{words}</span>
      <KeyName alias={names.get(keyArn) ?? null} arn={keyArn} href={keyHref(keyArn)} />
    </span>
  );
}

/** What a change makes of the policy's text, opened on demand. */
export function PolicyChanges({ bucket, before, after }: { bucket: string; before: BucketPart; after: BucketPart }) {
  if (before.kind !== "policy" || after.kind !== "policy") return null;
  const textOf = (policy: string | null) => (policy === null ? "" : toReadable(policy));
  return (
    <details className="mt-1">
      <summary className="link cursor-pointer text-sm">What changes in the policy</summary>
      {/* A table grows with its widest line; this one scrolls in itself. */}
      <div className="mt-1 w-[min(26rem,70vw)]">
        <TextDiff
          after={textOf(after.policy)}
          before={textOf(before.policy)}
          label={`The policy of ${bucket}, before and after`}
        />
      </div>
    </details>
  );
}

type Props = { found: BucketEncryption; names: KeyNames };

/** A default and its key. */
function EncryptionNow({ found: { default: encryption, bucketKeyInVain }, names }: Props) {
  const hasKey = encryption.type === "SSE-KMS" || encryption.type === "DSSE-KMS";
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-3">
      <EncryptionBadge encryption={encryption} />
      {hasKey && (
        <EncryptionKey alias={names.get(keyIdOf(encryption) ?? "") ?? null} encryption={encryption} of="rule" />
      )}
      {bucketKeyInVain && <small className="text-sm text-dim">bucket key set in vain</small>}
    </span>
  );
}

/** Whether uploads under SSE-C are refused by the bucket's own setting, beside the default that stays. */
function SseCNow({ rule, names }: { rule: EncryptionRule; names: KeyNames }) {
  const blocking = sseCBlockingOf(rule);
  return (
    <span className="grid gap-0.5">
      <span className={blocking === "blocked" ? "font-[550]" : undefined}>{SSE_C[blocking]}</span>
      <EncryptionNow found={fromRule(rule)} names={names} />
    </span>
  );
}

const SSE_C = { blocked: "SSE-C is refused", taken: "SSE-C is taken", unsaid: "AWS does not say" };
