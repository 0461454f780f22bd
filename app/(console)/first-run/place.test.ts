import { expect, test } from "vitest";
import { firstRunSchema } from "./place.ts";
import { placeHref } from "./place-href.ts";

const PLACE = {
  region: "eu-central-1",
  key: "alias/first",
  bucket: "reports",
  object: "a//b?c&d=e",
  sha256: "0".repeat(64),
};

test("a place survives its address, whatever the object is called", () => {
  const query = Object.fromEntries(new URL(placeHref(PLACE), "http://localhost").searchParams);
  expect(firstRunSchema.parse(query)).toEqual({ asked: true, declined: false, ...PLACE });
});

test.for<[string, Record<string, string | string[]>]>([
  ["a bucket that is none", { bucket: "a/../b" }],
  ["an object without a name", { object: "" }],
  ["a digest that is none", { sha256: "1" }],
  ["a name that is given twice", { key: ["a", "b"] }],
])("%s is as good as absent", ([, query]) => {
  const nothing = { asked: false, declined: false, region: null, key: null, bucket: null, object: null, sha256: null };
  expect(firstRunSchema.parse(query)).toEqual(nothing);
});
