/** The changes that many buckets can be given at once. */
export const BULK_CHANGES = ["default", "sse-c", "dsse-tolerant", "dsse-strict"] as const;

export type BulkChange = (typeof BULK_CHANGES)[number];

/** What the button says before "on 3 buckets". */
export const VERBS = {
  default: "Set DSSE-KMS",
  "sse-c": "Block SSE-C",
  "dsse-tolerant": "Enforce DSSE-KMS",
  "dsse-strict": "Enforce DSSE-KMS, header required,",
} as const satisfies Record<BulkChange, string>;
