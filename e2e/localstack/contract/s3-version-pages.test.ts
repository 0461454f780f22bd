import { ListObjectVersionsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { newBucket, s3, version } from "./clients.ts";

/** Every key of a bucket, two a page. Gives up when pages do not end. */
async function keysInPages(Bucket: string): Promise<string[][]> {
  const pages: string[][] = [];
  let markers = {};
  while (pages.length < 9) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, EncodingType: "url", ...markers }));
    pages.push((page.Versions ?? []).map(({ Key = "" }) => decodeURIComponent(Key.replaceAll("+", "%20"))));
    if (page.IsTruncated !== true) return pages;
    const KeyMarker = decodeURIComponent((page.NextKeyMarker ?? "").replaceAll("+", "%20"));
    markers = { KeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  return pages;
}

it.each([
  ["without versions", false],
  ["with versions", true],
])("a bucket %s is listed in pages, each version once", async (_, versioned) => {
  const Bucket = await newBucket();
  if (versioned) await version(Bucket);
  const keys = ["a b", "a%2Bb", "a+b", "c", "d"];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  const pages = await keysInPages(Bucket);
  expect(pages.flat()).toEqual(keys);
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
});
