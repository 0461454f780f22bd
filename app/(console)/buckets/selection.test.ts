import { expect, test } from "vitest";
import { fromSelection, SELECTION_LIMIT, toSelection, withSelection } from "./selection.ts";

test("a selection comes back from its address as it went in, each bucket once", () => {
  const names = ["reports", "old.Name_of-2017", "a-b.c"];
  expect(fromSelection(toSelection(names))).toEqual(names);
  expect(fromSelection("a*b*a**")).toEqual(["a", "b"]);
  expect(fromSelection(null)).toEqual([]);
});

test("the rest of the address stays, and nothing selected leaves no trace", () => {
  expect(withSelection("q=x&select=a&page=2", ["a", "b"])).toBe("q=x&page=2&select=a*b");
  expect(withSelection("q=x&select=a", [])).toBe("q=x");
});

test("no more are taken than an address holds", () => {
  const names = Array.from({ length: SELECTION_LIMIT + 1 }, (_, index) => `bucket-${index}`);
  expect(fromSelection(toSelection(names))).toHaveLength(SELECTION_LIMIT);
});
