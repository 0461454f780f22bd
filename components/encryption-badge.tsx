import type { Failure } from "#lib/aws/result.ts";
import type { Encryption } from "#lib/s3/encryption.ts";
import { EncryptionMark } from "./encryption-mark.tsx";
import { TONES } from "./encryption-tone.ts";
import { Tip } from "./tip.tsx";

/** How something is encrypted: mark and word; an algorithm that we do not know is named as AWS named it. */
export function EncryptionBadge({ encryption }: { encryption: Encryption }) {
  const { type } = encryption;
  const note = noteOf(encryption);
  return (
    <span className="inline-flex items-center gap-2 align-middle whitespace-nowrap">
      <EncryptionMark type={type} />
      <span className={`font-[550] ${TONES[type].text}`}>
        {type === "other" ? encryption.algorithm : TONES[type].word}
      </span>
      {note !== null && <small className="text-sm text-dim">{note}</small>}
    </span>
  );
}

function noteOf(encryption: Encryption): string | null {
  if (encryption.type === "SSE-KMS" && encryption.bucketKey) return "bucket key";
  if (encryption.type === "SSE-C" && encryption.algorithm !== "AES256") return encryption.algorithm;
  if (encryption.type === "other") return "not one of S3’s four";
  return null;
}

/** A read that was refused or failed. Unknown is not off: the reason stands beside it, AWS's words on hover and focus. */
export function UnknownBadge({ reason, failure }: { reason: string; failure?: Failure | null | undefined }) {
  const badge = (
    <>
      <EncryptionMark type="unknown" />
      <span className="font-[550] text-dim">{TONES.unknown.word}</span>
      {/* Reasons are long, and a table is no wider for them. */}
      <small className="text-sm wrap-anywhere whitespace-normal text-dim">{reason}</small>
    </>
  );
  if (failure === undefined || failure === null) {
    return (
      <span
        className="inline-flex flex-wrap items-center gap-x-2 align-middle whitespace-nowrap"
        title={`Not known: ${reason}`}
      >
        {badge}
      </span>
    );
  }
  return (
    <Tip
      tip={
        <>
          <b className="font-[550]">
            {failure.service} {failure.operation}: {failure.name}
          </b>
          <br />
          {failure.message}
          <br />
          {failure.hint}
        </>
      }
    >
      {badge}
    </Tip>
  );
}

/** A read that has not answered yet: never a blank, which would look like "no". */
export function EncryptionSkeleton() {
  return (
    <span className="inline-flex items-center gap-2 align-middle">
      <span className="sr-only">Reading the encryption…</span>
      <span className="shimmer size-4" />
      <span className="shimmer h-2.5 w-20" />
    </span>
  );
}
