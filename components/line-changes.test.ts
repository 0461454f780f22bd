import { expect, test } from "vitest";
import { lineChanges } from "./line-changes.ts";

test("the same text, with or without its last line feed, has no changes", () => {
  expect(lineChanges("a\nb\n", "a\nb")).toEqual([]);
});

test("a replaced line is one removed and one added, among its neighbours", () => {
  expect(lineChanges("a\nb\nc", "a\nB\nc")).toEqual([
    [
      { kind: "same", line: 1, text: "a" },
      { kind: "removed", line: 2, text: "b" },
      { kind: "added", line: 2, text: "B" },
      { kind: "same", line: 3, text: "c" },
    ],
  ]);
});

test("what stood nowhere before is added as a whole", () => {
  expect(lineChanges("", "a")).toEqual([[{ kind: "added", line: 1, text: "a" }]]);
});

test("changes far apart are runs of their own", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const after = before.with(1, "first").with(18, "last").join("\n");
  expect(lineChanges(before.join("\n"), after)).toHaveLength(2);
});
