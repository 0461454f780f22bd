import { expect, test } from "vitest";
import type { Result } from "#lib/aws/result.ts";
import {
  type BucketContents,
  type ContentKind,
  type Counted,
  countInWords,
  foundInWords,
  limitInWords,
  notKnownEmpty,
} from "./bucket-contents.ts";

const REFUSED: Result<Counted> = {
  ok: false,
  failure: {
    code: "denied",
    service: "S3",
    operation: "ListObjectVersions",
    name: "AccessDenied",
    message: "",
    permission: "s3:ListBucketVersions",
    hint: "",
    requestId: null,
  },
};

const counted = (count: number, more = false): Result<Counted> => ({ ok: true, value: { count, more } });

const NONE: BucketContents = {
  objects: counted(0),
  olderVersions: counted(0),
  deleteMarkers: counted(0),
  uploads: counted(0),
};

test.for<[ContentKind, Counted, string]>([
  ["objects", { count: 0, more: false }, "0 objects"],
  ["objects", { count: 1, more: false }, "1 object"],
  ["objects", { count: 1_000, more: false }, "1,000 objects"],
  ["objects", { count: 1_000, more: true }, "1,000 or more objects"],
  ["olderVersions", { count: 1, more: true }, "1 or more older versions"],
  ["uploads", { count: 2, more: false }, "2 incomplete multipart uploads"],
])("%s, %o reads %s", ([kind, value, words]) => {
  expect(countInWords(kind, value)).toBe(words);
});

test("what was found is told, and nothing else", () => {
  expect(foundInWords(NONE)).toBeNull();
  expect(foundInWords({ ...NONE, deleteMarkers: counted(1) })).toBe("1 delete marker");
  expect(foundInWords({ ...NONE, objects: counted(3), uploads: counted(1), olderVersions: REFUSED })).toBe(
    "3 objects and 1 incomplete multipart upload",
  );
});

test("a kind that was refused, or not reached, is not known to be empty", () => {
  expect(notKnownEmpty(NONE)).toEqual([]);
  expect(notKnownEmpty({ ...NONE, olderVersions: REFUSED, deleteMarkers: REFUSED })).toEqual([
    "olderVersions",
    "deleteMarkers",
  ]);
  expect(notKnownEmpty({ ...NONE, olderVersions: counted(5, true), deleteMarkers: counted(0, true) })).toEqual([
    "deleteMarkers",
  ]);
});

test("how far was counted is said where it is not to the end", () => {
  expect(limitInWords({ ...NONE, uploads: REFUSED })).toBeNull();
  expect(limitInWords({ ...NONE, objects: counted(10_000, true) })).toMatch(/first 10,000 objects, .* together/);
});
