import type { Encryption } from "./encryption.ts";

/** How an upload is made. `multipart` begins with CreateMultipartUpload, `copy` is CopyObject. */
export const WAYS = ["put", "multipart", "copy"] as const;

export type Way = (typeof WAYS)[number];

/** What an upload says of encryption. "the key" is the default's, where it has one; "another key" any other. */
export const ASKS = [
  "nothing",
  "DSSE-KMS and the key",
  "DSSE-KMS, no key",
  "DSSE-KMS and another key",
  "SSE-KMS and the key",
  "SSE-KMS, no key",
  "SSE-S3",
  "SSE-C",
] as const;

export type Ask = (typeof ASKS)[number];

/** The key that an object is stored under: its ARN, the AWS managed one, or the one that the upload names. */
export type StoredKey = { arn: string } | "aws/s3" | "named" | null;

export type Stored = { encryption: Encryption; key: StoredKey };

/** What becomes of an upload. `statement` is its Sid, else its place. */
export type UploadFate =
  | { outcome: "stored"; as: Stored }
  | { outcome: "refused"; by: "statement"; statement: string }
  | { outcome: "refused"; by: "blocked types" }
  | { outcome: "refused"; by: "key"; reason: string }
  /** Stored unless the statement refuses it, which holds `reason`: "only for …". */
  | { outcome: "depends"; as: Stored; statement: string; reason: string }
  | { outcome: "unknown"; reason: string };

/** Why an upload in parts is not certain where a statement refuses what carries no header, as the parts do. */
export const PARTS_UNDOCUMENTED =
  "only if AWS judges the parts, which carry no header, by themselves, which it does not document";

/** Whether every way of every kind is refused. */
export function isAllRefused(fates: ReadonlyMap<Ask, Record<Way, UploadFate>>): boolean {
  return [...fates.values()].every((ways) => WAYS.every((way) => ways[way].outcome === "refused"));
}

/** Whether two fates are told in the same words. */
export function isSameFate(one: UploadFate, other: UploadFate): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
