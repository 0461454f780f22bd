import { expect, test } from "vitest";
import { everyServiceAt, toCli } from "#lib/commands/cli.ts";
import { toAbortUpload, toListUploads, toPartsSummary } from "./incomplete-upload.ts";

const latestAt = new Date("2026-11-24T10:00:00Z");

test.for<[Parameters<typeof toPartsSummary>[0], string]>([
  [{ count: 0, more: false, size: 0, latestAt: null }, "no part"],
  [{ count: 1, more: false, size: 1, latestAt }, "1 part, 1 byte, the last of 2026-11-24T10:00:00.000Z"],
  [{ count: 1000, more: true, size: 5_242_880_000, latestAt: null }, "1,000 or more parts, 5,242,880,000 bytes"],
  [{ count: 2, more: false, size: null, latestAt: null }, "2 parts"],
])("%o is summed up as %s", ([parts, words]) => expect(toPartsSummary(parts)).toBe(words));

test("the next page begins after the last upload, whose key and id it names", () => {
  expect(toListUploads("reports", { after: { key: "a b", uploadId: "U1" } })).toMatchObject({
    KeyMarker: "a b",
    UploadIdMarker: "U1",
    EncodingType: "url",
  });
});

test("an abort is printed with its key and upload id", () => {
  const input = toAbortUpload({ bucket: "reports", key: "it's", uploadId: "U.1_a--" });
  const call = { service: "s3api", operation: "AbortMultipartUpload", region: "eu-central-1", input } as const;
  expect(toCli(call, everyServiceAt(null))).toBe(
    `aws s3api abort-multipart-upload \\\n  --bucket reports \\\n  --key 'it'\\''s' \\\n  --upload-id U.1_a-- \\\n  --region eu-central-1`,
  );
});
