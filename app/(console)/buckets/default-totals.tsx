import type { MarkType } from "#components/encryption-tone.ts";
import { StackedBar } from "#components/stacked-bar.tsx";
import type { BucketAnswers } from "./bucket-answers.ts";

const LABELS: [MarkType, string][] = [
  ["DSSE-KMS", "DSSE-KMS"],
  ["SSE-KMS", "SSE-KMS"],
  ["SSE-S3", "SSE-S3"],
  ["other", "another algorithm"],
  ["unknown", "not known"],
];

/** How many of the buckets shown have which default. */
export async function DefaultTotals({ answers }: { answers: BucketAnswers[] }) {
  const found = await Promise.all(answers.map(({ encryption }) => encryption));
  const types = found.map((one): MarkType => (one.ok ? one.value.default.type : "unknown"));
  const parts = LABELS.map(([type, label]) => ({ type, label, count: types.filter((one) => one === type).length }));
  // The three that people ask for are told also when they are none; the rest only where they exist.
  return (
    <StackedBar parts={parts.filter(({ type, count }) => count > 0 || (type !== "other" && type !== "unknown"))} />
  );
}
