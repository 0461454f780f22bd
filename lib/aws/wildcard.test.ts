import { expect, test } from "vitest";
import { isLike } from "./wildcard.ts";

test.for<[string, string, boolean]>([
  ["s3:PutObject", "s3:*", true],
  ["s3:PutObject", "*", true],
  ["s3:PutObject", "s3:Put*ject", true],
  ["s3:PutObject", "s3:PutObjec?", true],
  ["s3:PutObject", "s3:PutObject?", false],
  ["s3:PutObject", "s3.PutObject", false],
  ["s3:PutObject", "s3:PutObjectAcl", false],
  ["s3:PutObject", "s3:PutObject**", true],
  ["aXbXc", "a*b*c", true],
  ["aXbXcX", "a*b*c", false],
  ["", "*", true],
  ["a", "", false],
  ["a*b", "a*b", true],
])("%s fits %s: %s", ([text, pattern, fits]) => {
  expect(isLike(text, pattern)).toBe(fits);
});

test("a pattern made to be slow is decided at once", () => {
  expect(isLike("a".repeat(5_000), `${"*a".repeat(200)}b`)).toBe(false);
});
