/** "a", "a or b", "a, b or c". */
export function inList(words: readonly string[], conjunction: "and" | "or"): string {
  const [last = "", ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} ${conjunction} ${last}`;
}
