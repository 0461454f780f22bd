import Link from "next/link";
import type { ReactNode } from "react";
import { EncryptionMark } from "#components/encryption-mark.tsx";
import type { MarkType } from "#components/encryption-tone.ts";
import type { Failure, Result } from "#lib/aws/result.ts";
import { type Key, nameOf, reasonS3CannotUse } from "#lib/kms/key.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { type BucketEncryption, type Encryption, keyIdOf } from "#lib/s3/encryption.ts";
import type { Enforcement } from "#lib/s3/enforcement.ts";
import { readEncryption } from "./bucket-context.ts";
import { readDefaultKey, readEnforcement } from "./protection.ts";

/** In one or two sentences, what happens to the next upload that says nothing of encryption, and to those that do. */
export async function NextUpload({ bucket }: { bucket: string }) {
  const [found, used, enforcement] = await Promise.all([
    readEncryption(bucket),
    readDefaultKey(bucket),
    readEnforcement(bucket),
  ]);
  if (!found.ok) {
    return (
      <Said mark="unknown">
        <b className="font-[600]">What the next upload gets is not known</b>: {missingOf(found.failure)}.{" "}
        <Refusals enforcement={enforcement} />
      </Said>
    );
  }
  const encryption = found.value.default;
  const key = used?.key ?? null;
  const problem = problemOf(key);
  const refused =
    enforcement.ok && enforcement.value.status === "required" && enforcement.value.withoutHeader === "refused";
  return (
    <Said mark={encryption.type}>
      <b className={problem === null && !refused ? "font-[600]" : "font-[600] text-bad"}>
        {problem !== null
          ? "Uploads under the default fail."
          : refused
            ? "An upload without an encryption header is refused."
            : LAYERS[encryption.type]}
      </b>{" "}
      Default: <DefaultInWords configuration={found.value} usedKey={key} />
      {used !== null && used.rotation.ok && rotationInWords(used.rotation.value)}. {problem}
      {key !== null &&
        !key.ok &&
        problem === null &&
        `Whether this key can be used is not known: ${missingOf(key.failure)}.`}{" "}
      <Refusals enforcement={enforcement} />
    </Said>
  );
}

const LAYERS = {
  "DSSE-KMS": "The next upload gets two layers.",
  "SSE-KMS": "The next upload gets one layer.",
  "SSE-S3": "The next upload gets one layer.",
  "SSE-C": "The next upload gets one layer.",
  none: "The next upload is not encrypted.",
  other: "The next upload gets an encryption that this console does not know.",
} as const satisfies Record<Encryption["type"], string>;

/** Why S3 cannot use the default's key, in a sentence; null when it can, or when KMS does not say. */
function problemOf(key: Result<Key> | null): string | null {
  if (key === null) return null;
  if (key.ok) return reasonS3CannotUse(key.value);
  return key.failure.code === "missing" ? "KMS knows no such key in the bucket’s Region." : null;
}

function Said({ mark, children }: { mark: MarkType; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3">
      <span className="mt-0.5 shrink-0">
        <EncryptionMark size={20} type={mark} />
      </span>
      <p className="min-w-0 wrap-anywhere">{children}</p>
    </div>
  );
}

function DefaultInWords({ configuration, usedKey }: { configuration: BucketEncryption; usedKey: Result<Key> | null }) {
  const encryption = configuration.default;
  if (encryption.type === "SSE-S3") return "SSE-S3, with a key of Amazon S3’s own";
  if (encryption.type === "other") return <code className="font-mono text-sm">{encryption.algorithm}</code>;
  const keyId = keyIdOf(encryption);
  const bucketKey = encryption.type === "SSE-KMS" && encryption.bucketKey ? ", through a bucket key" : "";
  if (keyId === null) return `${encryption.type} with the AWS managed key, aws/s3${bucketKey}`;
  return (
    <>
      {encryption.type} with{" "}
      {usedKey?.ok ? (
        <Link className="rounded-sm font-mono text-sm hover:underline" href={keyHref(usedKey.value.arn)}>
          {nameOf(usedKey.value)}
        </Link>
      ) : (
        <code className="font-mono text-sm">{keyId}</code>
      )}
      {bucketKey}
    </>
  );
}

function rotationInWords(rotation: Rotation): string {
  if (rotation.status === "on")
    return rotation.periodDays === null ? ", rotating" : `, rotating every ${rotation.periodDays} days`;
  return rotation.status === "off" ? ", which does not rotate" : "";
}

/** What becomes of uploads that name another encryption. */
function Refusals({ enforcement }: { enforcement: Result<Enforcement> }) {
  const others = "Requests with another encryption header";
  if (!enforcement.ok)
    return `Whether ${others.toLowerCase()} are refused is not known: ${missingOf(enforcement.failure)}.`;
  const found = enforcement.value;
  switch (found.status) {
    case "required":
      return (
        <>
          {others} are refused by the policy’s statement <Statement name={found.statement} />.
        </>
      );
    case "partly":
      return (
        <>
          {others} are refused in part: the policy’s statement <Statement name={found.statement} /> holds {found.reason}
          .
        </>
      );
    case "contradicted":
      return (
        <span className="font-[550] text-bad">
          The policy’s statement <Statement name={found.statement} /> refuses uploads that ask for DSSE-KMS.
        </span>
      );
    case "not-required":
      return (
        <>
          {others} are <b className="font-[600]">not</b> refused.
        </>
      );
    case "unknown":
      return `Whether ${others.toLowerCase()} are refused is not known: ${found.reason}`;
  }
}

function Statement({ name }: { name: string }) {
  return <code className="font-mono text-sm">{name}</code>;
}

function missingOf({ permission, name }: Failure): string {
  return permission === null ? name : `needs ${permission}`;
}
