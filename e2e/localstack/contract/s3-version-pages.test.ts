import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
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

it("the versions of one key, and the markers among them, are listed in pages, each once", async () => {
  const Bucket = await newBucket();
  await version(Bucket);
  const written: string[] = [];
  const put = async (Body: string) =>
    (await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body }))).VersionId ?? "null";
  // Side by side, so that many are of the same moment.
  written.push(...(await Promise.all(Array.from({ length: 12 }, (_, index) => put(String(index))))));
  written.push((await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }))).VersionId ?? "");
  // The version "null" ends the first page, and its id has nothing of time in it.
  const suspended = { Bucket, VersioningConfiguration: { Status: "Suspended" } } as const;
  await s3.send(new PutBucketVersioningCommand(suspended));
  written.push(await put("null"));
  await version(Bucket);
  const last = await put("last");
  written.push(last);
  const listed: string[] = [];
  let markers = {};
  for (let page = 0; page < 20; page += 1) {
    const {
      Versions = [],
      DeleteMarkers = [],
      ...answer
    } = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, EncodingType: "url", ...markers }));
    expect(Versions.length + DeleteMarkers.length).toBeLessThanOrEqual(2);
    listed.push(...[...Versions, ...DeleteMarkers].map(({ VersionId = "" }) => VersionId));
    if (answer.IsTruncated !== true) break;
    markers = { KeyMarker: answer.NextKeyMarker, VersionIdMarker: answer.NextVersionIdMarker };
  }
  expect(listed[0]).toBe(last);
  expect([...listed].sort()).toEqual([...written].sort());
});
