import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import { emptyScan, isComplete, totalOf, withVersions } from "./object-scan.ts";

const REFUSED: Failure = {
  code: "denied",
  service: "S3",
  operation: "HeadObject",
  name: "AccessDenied",
  message: "no",
  permission: "s3:GetObject",
  hint: "",
  requestId: null,
};
const under = { latest: true, size: 10, isUnderKey: true };
const older = { latest: false, size: 5, isUnderKey: true };
const other = { latest: true, size: 99, isUnderKey: false };

test("versions are counted by whether they are under the key and current", () => {
  const scan = withVersions(withVersions(emptyScan("a"), [under, other]), [older]);
  expect(scan).toMatchObject({ listed: 3, read: 3, current: 1, older: 1, bytes: 15, failure: null });
});

test("a refused version is listed and not read, with the first refusal", () => {
  const scan = withVersions(emptyScan("a"), [REFUSED, under]);
  expect(scan).toMatchObject({ listed: 2, read: 1, current: 1, failure: { permission: "s3:GetObject" } });
});

test("a bucket is complete only when all of it was listed and read", () => {
  const over = { ...withVersions(emptyScan("a"), [under]), isOver: true, hasMore: false };
  expect(isComplete(over)).toBe(true);
  expect(isComplete({ ...over, hasMore: true })).toBe(false);
  expect(isComplete({ ...over, isOver: false })).toBe(false);
  expect(isComplete({ ...withVersions(over, [REFUSED]), hasMore: false })).toBe(false);
});

test("buckets add up", () => {
  const over = { isOver: true, hasMore: false };
  const scans = [{ ...withVersions(emptyScan("a"), [under, older]), ...over }, withVersions(emptyScan("b"), [other])];
  expect(totalOf(scans)).toEqual({ read: 3, underKey: 2, bytes: 15, complete: 1 });
});
