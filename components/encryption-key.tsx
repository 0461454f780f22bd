import type { Encryption } from "#lib/s3/encryption.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { fromKeyArn, keyHref } from "#lib/kms/key-arn.ts";
import { KeyName } from "./key-name.tsx";

/**
 * The key of an encryption, or whose it is where KMS has none for it. A rule without a key means the AWS managed key;
 * of an object S3 always tells the key's ARN, so there none is one that was not reported.
 */
export function EncryptionKey({
  encryption,
  of,
  alias,
}: {
  encryption: Encryption;
  of: "rule" | "object";
  alias: string | null;
}) {
  const key = keyIdOf(encryption);
  if (key !== null) return <KeyName alias={alias} arn={key} href={fromKeyArn(key) === null ? null : keyHref(key)} />;
  const isUnnamed = encryption.type === "SSE-KMS" || encryption.type === "DSSE-KMS";
  return <span className="text-dim">{isUnnamed ? UNNAMED[of] : HOLDERS[encryption.type]}</span>;
}

const UNNAMED = { rule: "AWS managed key, aws/s3", object: "Not reported" };

const HOLDERS = {
  none: "No key",
  "SSE-S3": "Amazon S3’s own",
  "SSE-C": "The customer’s own, sent with each request",
  other: "Not known",
} as const satisfies Record<Exclude<Encryption["type"], "SSE-KMS" | "DSSE-KMS">, string>;
