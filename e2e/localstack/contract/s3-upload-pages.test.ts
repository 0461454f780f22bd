import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { newBucket, s3 } from "./clients.ts";

const decoded = (text: string) => decodeURIComponent(text.replaceAll("+", "%20"));

/** The ids of a bucket's uploads, two a page. Gives up when pages do not end. */
async function idsInPages(Bucket: string): Promise<string[][]> {
  const pages: string[][] = [];
  let markers = {};
  while (pages.length < 9) {
    const page = await s3.send(
      new ListMultipartUploadsCommand({ Bucket, MaxUploads: 2, EncodingType: "url", ...markers }),
    );
    pages.push((page.Uploads ?? []).map(({ Key = "", UploadId = "" }) => `${decoded(Key)} ${UploadId}`));
    if (page.IsTruncated !== true) return pages;
    markers = { KeyMarker: decoded(page.NextKeyMarker ?? ""), UploadIdMarker: page.NextUploadIdMarker };
  }
  return pages;
}

it("incomplete uploads are listed in pages, each once, by key and then by age", async () => {
  const Bucket = await newBucket();
  const begun: string[] = [];
  for (const Key of ["a b", "a%2Bb", "a+b", "line\nbreak", "line\nbreak"]) {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    begun.push(`${Key} ${UploadId}`);
  }
  const pages = await idsInPages(Bucket);
  expect(pages.flat()).toEqual(begun);
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
});

it("an upload that was aborted has no parts and is aborted no second time", async () => {
  const Bucket = await newBucket();
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }));
  const upload = { Bucket, Key: "a", UploadId };
  expect((await s3.send(new ListPartsCommand(upload))).Parts ?? []).toEqual([]);
  await s3.send(new AbortMultipartUploadCommand(upload));
  const gone = { name: "NoSuchUpload" };
  await expect(s3.send(new ListPartsCommand(upload))).rejects.toMatchObject(gone);
  await expect(s3.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject(gone);
});
