import type { EncryptionType } from "#lib/s3/encryption.ts";

/** What a mark can stand for: a kind of encryption, or a read that was refused or failed. */
export type MarkType = EncryptionType | "unknown";

/** The word and the colours of each kind; a word always goes with its mark. */
export const TONES = {
  "DSSE-KMS": { word: "DSSE-KMS", text: "text-accent", fill: "bg-accent" },
  "SSE-KMS": { word: "SSE-KMS", text: "text-kms", fill: "bg-kms" },
  "SSE-S3": { word: "SSE-S3", text: "text-s3", fill: "bg-s3" },
  "SSE-C": { word: "SSE-C", text: "text-text", fill: "bg-text" },
  none: { word: "No encryption", text: "text-bad", fill: "bg-bad" },
  other: { word: "Other", text: "text-dim", fill: "bg-dim" },
  unknown: { word: "Not known", text: "text-dim", fill: "bg-line" },
} as const satisfies Record<MarkType, { word: string; text: string; fill: string }>;
