import { expect, test } from "vitest";
import { answering } from "#lib/aws/testing.ts";
import { getObjectHead, listObjects } from "./object-read.ts";
import { reportedBytes, reportedPast } from "./reported.ts";

test.for([
  [0, 0],
  [5 * 1024 ** 4, 5 * 1024 ** 4],
  [-5, null],
  [NaN, null],
  [1.5, null],
  [Infinity, null],
  [undefined, null],
] as const)("%s bytes are reported as %s", ([value, reported]) => expect(reportedBytes(value)).toBe(reported));

const NOW = Date.parse("2026-11-24T10:00:00Z");

test.for([
  ["2006-03-14T00:00:00Z", true],
  ["2026-11-24T10:05:00Z", true],
  ["9999-12-31T00:00:00Z", false],
  ["1969-12-31T23:59:59Z", false],
  ["no date", false],
] as const)("that something was written at %s can be: %s", ([text, can]) => {
  const at = new Date(text);
  expect(reportedPast(at, NOW)).toBe(can ? at : null);
});

test("a list with numbers that cannot be says nothing of size and time", async () => {
  const aws = answering(
    200,
    "<ListBucketResult><IsTruncated>false</IsTruncated><Name>reports</Name><Contents><Key>a</Key><Size>-5</Size><LastModified>9999-12-31T00:00:00.000Z</LastModified></Contents></ListBucketResult>",
  );
  const { objects } = await listObjects(aws, "reports", { prefix: "", token: null });
  expect(objects).toEqual([{ key: "a", size: null, modifiedAt: null, storageClass: null }]);
});

test("an object whose length cannot be is not known to have any", async () => {
  const aws = answering(200, "", {
    "content-length": "-5",
    etag: '"e"',
    "last-modified": "Tue, 24 Nov 2026 10:00:00 GMT",
    "x-amz-server-side-encryption": "AES256",
  });
  expect(await getObjectHead(aws, { bucket: "reports", key: "a" })).toMatchObject({ size: null, etag: '"e"' });
});
