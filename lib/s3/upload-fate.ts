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
  "SSE-KMS and another key",
  "SSE-S3",
  "SSE-C",
] as const;

export type Ask = (typeof ASKS)[number];

/** The encryption that an upload asks for, and the key that it names of KMS: the default's own, another, or none. */
export const SAYS = {
  nothing: { type: null, key: null },
  "DSSE-KMS and the key": { type: "DSSE-KMS", key: "own" },
  "DSSE-KMS, no key": { type: "DSSE-KMS", key: null },
  "DSSE-KMS and another key": { type: "DSSE-KMS", key: "other" },
  "SSE-KMS and the key": { type: "SSE-KMS", key: "own" },
  "SSE-KMS, no key": { type: "SSE-KMS", key: null },
  "SSE-KMS and another key": { type: "SSE-KMS", key: "other" },
  "SSE-S3": { type: "SSE-S3", key: null },
  "SSE-C": { type: "SSE-C", key: null },
} as const satisfies Record<Ask, { type: Encryption["type"] | null; key: "own" | "other" | null }>;

/** What can be asked in a bucket whose default names `ownKey`, or no key that is known. */
export function asksFor(ownKey: string | null): Ask[] {
  return ASKS.filter((ask) => ownKey !== null || SAYS[ask].key !== "own");
}

/** The ARN of a key that there is not, where `arn` is: the ids that KMS draws are never nothing but zeros. */
export function noKeyBeside(arn: string): string {
  return arn.replace(/[^/]*$/, "00000000-0000-0000-0000-000000000000");
}

/** The key that an object is stored under: its ARN, the AWS managed one, or the one that the upload names. */
export type StoredKey = { arn: string } | "aws/s3" | "named" | null;

/** `bucketKey`: whether it goes through a bucket key, where that is not known. */
export type Stored = { encryption: Encryption; key: StoredKey; bucketKey?: "not known" };

/**
 * A Deny that may apply, by its Sid, else its place. `reason` continues the sentence "It holds …". `aside`: it is about
 * something else than encryption, and may refuse any upload.
 */
export type OpenDenial = { statement: string; reason: string; aside?: true };

/** "A holds only for role/a; B holds only outside open/*" */
export function denialsInWords(denials: readonly OpenDenial[]): string {
  return denials.map(({ statement, reason }) => `${statement} holds ${reason}`).join("; ");
}

/** Why an upload in parts is not certain where a statement refuses what carries no header, as the parts do. */
export const PARTS_UNDOCUMENTED =
  "only if AWS judges the parts, which carry no header, by themselves, which it does not document";

/** Why a copy may be refused, whatever it asks for, where nobody can decrypt with the default's key. */
export function copyDenial(fault: string): OpenDenial {
  const reason = `only for copies of this bucket’s objects under the default’s key: ${fault.replace(/\.$/, "")}`;
  return { statement: "the key’s policy", reason, aside: true };
}

/** What becomes of an upload. `statement` is its Sid, else its place. */
export type UploadFate =
  | { outcome: "stored"; as: Stored }
  | { outcome: "refused"; by: "statement"; statement: string }
  | { outcome: "refused"; by: "blocked types" }
  | { outcome: "refused"; by: "key"; reason: string }
  /** Stored unless one of the statements refuses it. */
  | { outcome: "depends"; as: Stored; denials: OpenDenial[] }
  | { outcome: "unknown"; reason: string };

/** Whether every way of every kind is refused. */
export function isAllRefused(fates: ReadonlyMap<Ask, Record<Way, UploadFate>>): boolean {
  return [...fates.values()].every((ways) => WAYS.every((way) => ways[way].outcome === "refused"));
}

/** Whether two fates are told in the same words. */
export function isSameFate(one: UploadFate, other: UploadFate): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
