import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import type { KeyAlias } from "./keys.ts";

/** An encryption by the alias of its key; the key's ARN is not known before the key is made. */
export type Write =
  | { type: "SSE-S3" }
  | { type: "SSE-KMS"; key: KeyAlias; bucketKey: boolean }
  | { type: "DSSE-KMS"; key: KeyAlias };

/** The ARNs of the keys that were made, by alias. */
export type KeyArns = ReadonlyMap<string, string>;

export const SSE_S3: Write = { type: "SSE-S3" };
export const dsse = (key: KeyAlias): Write => ({ type: "DSSE-KMS", key });
export const sseKms = (key: KeyAlias, bucketKey = true): Write => ({ type: "SSE-KMS", key, bucketKey });

export function toEncryption(write: Write, arns: KeyArns): DefaultEncryption {
  if (write.type === "SSE-S3") return write;
  const keyId = arns.get(write.key);
  if (keyId === undefined) throw new Error(`The estate names ${write.key}, which is not among its keys`);
  return write.type === "SSE-KMS"
    ? { type: "SSE-KMS", keyId, bucketKey: write.bucketKey }
    : { type: "DSSE-KMS", keyId };
}
