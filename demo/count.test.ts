import { expect, test } from "vitest";
import { keysInWords } from "./count.ts";

test.for([
  [10, 0, "10 keys"],
  [1, 0, "1 key"],
  [10, 1, "10 keys and 1 AWS managed key"],
  [10, 2, "10 keys and 2 AWS managed keys"],
] as const)("%i of one's own and %i of AWS's are %j", ([own, aws, words]) => {
  expect(keysInWords({ own, aws })).toBe(words);
});
