import { expect, test } from "vitest";
import { formatCount, formatSize } from "./quantity.tsx";

test.for<[number, string]>([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KiB"],
  [217_088, "212 KiB"],
  [1_048_575, "1.0 MiB"],
  [50_541_234, "48.2 MiB"],
  [10_415_295_693, "9.7 GiB"],
  [50 * 1024 ** 4, "50.0 TiB"],
])("%d bytes read %s", ([bytes, words]) => {
  expect(formatSize(bytes)).toBe(words);
});

test("a count has separators", () => {
  expect(formatCount(1_234_567)).toBe("1,234,567");
});
