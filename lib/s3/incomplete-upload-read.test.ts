import { expect, test } from "vitest";
import { answering, s3Error, scripted } from "#lib/aws/testing.ts";
import { findUpload, listUploads, sumParts } from "./incomplete-upload-read.ts";

const upload = (key: string, id: string) =>
  `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>2026-11-20T10:00:00.000Z</Initiated></Upload>`;
const page = (uploads: string, next = "") => ({
  body: `<ListMultipartUploadsResult><IsTruncated>${next !== ""}</IsTruncated>${next}${uploads}</ListMultipartUploadsResult>`,
});
const NEXT = "<NextKeyMarker>a+b</NextKeyMarker><NextUploadIdMarker>U1</NextUploadIdMarker>";

test("a page names each upload by its key as it is, and where the next page begins", async () => {
  const { aws, requests } = scripted([page(upload("a+b", "U1"), NEXT)]);
  expect(await listUploads(aws, "reports")).toEqual({
    uploads: [{ key: "a b", uploadId: "U1", initiatedAt: new Date("2026-11-20T10:00:00Z"), storageClass: null }],
    next: { key: "a b", uploadId: "U1" },
  });
  expect(requests[0]?.query).toMatchObject({ "encoding-type": "url" });
});

test("an upload is looked for on every page", async () => {
  const { aws, requests } = scripted([page(upload("a+b", "U1"), NEXT), page(upload("a+b", "U2"))]);
  const address = { bucket: "reports", key: "a b", uploadId: "U2" };
  expect(await findUpload(aws, address)).toMatchObject({ uploadId: "U2" });
  expect(requests[1]?.query).toMatchObject({ "key-marker": "a b", "upload-id-marker": "U1" });
});

test("another upload to the same key is not the one that is looked for", async () => {
  const { aws } = scripted([page(upload("a", "U1"))]);
  expect(await findUpload(aws, { bucket: "reports", key: "a", uploadId: "U2" })).toBeNull();
});

const part = (size: string, at: string) =>
  `<Part><PartNumber>1</PartNumber><LastModified>${at}</LastModified><Size>${size}</Size></Part>`;
const ADDRESS = { bucket: "reports", key: "a", uploadId: "U1" };

test("parts are summed up, with the time of the latest", async () => {
  const aws = answering(
    200,
    `<ListPartsResult><IsTruncated>true</IsTruncated>${part("5", "2026-11-20T10:00:00Z")}${part("7", "2026-11-19T10:00:00Z")}</ListPartsResult>`,
  );
  expect(await sumParts(aws, ADDRESS)).toEqual({
    count: 2,
    more: true,
    size: 12,
    latestAt: new Date("2026-11-20T10:00:00Z"),
  });
});

test("where one part has no size that can be, the sum is not known", async () => {
  const aws = answering(
    200,
    `<ListPartsResult><IsTruncated>false</IsTruncated>${part("5", "2026-11-20T10:00:00Z")}${part("-5", "2026-11-20T10:00:00Z")}</ListPartsResult>`,
  );
  expect((await sumParts(aws, ADDRESS)).size).toBeNull();
});

test.for<[string, () => Promise<unknown>]>([
  ["uploads", () => listUploads(answering(200, "<html></html>"), "reports")],
  ["parts", () => sumParts(answering(200, "<ListPartsResult></ListPartsResult>"), ADDRESS)],
])("an answer that is no list of %s is no empty one", async ([, read]) => {
  await expect(read()).rejects.toMatchObject({ code: "unknown" });
});

test("a refused list names its permission", async () => {
  const { aws } = scripted(() => s3Error(403, "AccessDenied"));
  await expect(listUploads(aws, "reports")).rejects.toMatchObject({
    failure: { permission: "s3:ListBucketMultipartUploads" },
  });
  await expect(sumParts(aws, ADDRESS)).rejects.toMatchObject({
    failure: { permission: "s3:ListMultipartUploadParts" },
  });
});
