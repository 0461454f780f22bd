import { expect, test } from "vitest";
import { scripted, type SentRequest } from "#lib/aws/testing.ts";
import { COUNTED_TO } from "./bucket-contents.ts";
import { countBucketContents } from "./bucket-contents-read.ts";

const PAGE = 1_000;
const repeated = (text: string, count: number) => text.repeat(Math.max(0, count));

/** A bucket with so many of each; every answer holds as much as S3 answers at once. */
function bucketOf({ objects, versions, uploads }: { objects: number; versions: number; uploads: number }) {
  return scripted(({ query }: SentRequest) => {
    const kind =
      query["uploads"] === undefined ? (query["versions"] === undefined ? "objects" : "versions") : "uploads";
    const all = { objects, versions, uploads }[kind];
    const from = Number(query["continuation-token"] ?? (query["key-marker"] ?? "%2F0").replace(/^.*\D/, ""));
    const here = Math.min(PAGE, all - from);
    const truncated = from + here < all;
    const head = `<IsTruncated>${truncated}</IsTruncated>`;
    const next = truncated ? `<NextKeyMarker>a%2F${from + here}</NextKeyMarker>` : "";
    const one = "<Version><Key>a</Key><IsLatest>false</IsLatest></Version><DeleteMarker><Key>a</Key></DeleteMarker>";
    const bodies = {
      objects: `<ListBucketResult>${head}<NextContinuationToken>${from + here}</NextContinuationToken>${repeated("<Contents><Key>a</Key></Contents>", here)}</ListBucketResult>`,
      versions: `<ListVersionsResult>${head}${next}${repeated(one, here / 2)}</ListVersionsResult>`,
      uploads: `<ListMultipartUploadsResult>${head}${next}<NextUploadIdMarker>u</NextUploadIdMarker>${repeated("<Upload><Key>a</Key></Upload>", here)}</ListMultipartUploadsResult>`,
    };
    return { body: bodies[kind] };
  });
}

const counted = (count: number, more = false) => ({ ok: true, value: { count, more } });

test("every page is counted, to the end", async () => {
  const { aws, requests } = bucketOf({ objects: 2_500, versions: 3_000, uploads: 1_001 });
  expect(await countBucketContents(aws, "reports")).toEqual({
    objects: counted(2_500),
    olderVersions: counted(1_500),
    deleteMarkers: counted(1_500),
    uploads: counted(1_001),
  });
  expect(requests).toHaveLength(3 + 3 + 2);
  expect(requests.find(({ query }) => query["upload-id-marker"] !== undefined)?.query["key-marker"]).toBe("a/1000");
});

test("counting ends at a bound, and says that more may follow", async () => {
  const { aws, requests } = bucketOf({ objects: COUNTED_TO + 1, versions: COUNTED_TO, uploads: 0 });
  expect(await countBucketContents(aws, "reports")).toEqual({
    objects: counted(COUNTED_TO, true),
    olderVersions: counted(COUNTED_TO / 2),
    deleteMarkers: counted(COUNTED_TO / 2),
    uploads: counted(0),
  });
  expect(requests).toHaveLength((2 * COUNTED_TO) / PAGE + 1);
});
