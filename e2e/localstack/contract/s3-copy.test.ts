import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { CopyObjectCommandInput } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it, test } from "vitest";
import { dsse, head, newBucket, newKey, refusal, s3, version } from "./clients.ts";

const HOUR = 3_600_000;

describe("a copy", () => {
  let bucket = "";
  let ETag = "";

  beforeAll(async () => {
    bucket = await newBucket();
    ETag = (await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "data" }))).ETag ?? "";
  });

  function copy(more: Partial<CopyObjectCommandInput> = {}) {
    return s3.send(new CopyObjectCommand({ Bucket: bucket, Key: "b", CopySource: `${bucket}/a`, ...more }));
  }

  it("without headers takes the destination's default", async () => {
    const key = await newKey();
    const to = await newBucket(dsse(key.arn));
    const answer = await copy({ Bucket: to });
    expect(answer).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
    expect(answer.BucketKeyEnabled).toBeUndefined();
    expect(await head(to, "b")).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
  });

  it("by header takes the key the header names", async () => {
    const key = await newKey();
    const answer = await copy({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.id });
    expect(answer).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
  });

  it("onto itself without a change is refused", async () => {
    await expect(copy({ Key: "a" })).rejects.toEqual(
      refusal("InvalidRequest", /copy an object to itself without changing/),
    );
  });

  it("onto itself with an explicit encryption changes it, and keeps the old version", async () => {
    const own = await newBucket();
    await version(own);
    const first = await s3.send(new PutObjectCommand({ Bucket: own, Key: "a", Body: "data" }));
    await copy({ Bucket: own, Key: "a", CopySource: `${own}/a`, ServerSideEncryption: "aws:kms:dsse" });
    expect((await head(own, "a")).ServerSideEncryption).toBe("aws:kms:dsse");
    expect((await head(own, "a", first.VersionId)).ServerSideEncryption).toBe("AES256");
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: own, Key: "a" }));
    expect(await Body?.transformToString()).toBe("data");
  });

  it("honours If-Match on its destination", async () => {
    const target = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "target", Body: "old" }));
    await expect(copy({ Key: "target", IfMatch: ETag })).rejects.toEqual(refusal("PreconditionFailed"));
    await copy({ Key: "target", IfMatch: target.ETag });
    await expect(copy({ Key: "target", IfMatch: target.ETag })).rejects.toEqual(refusal("PreconditionFailed"));
    await expect(copy({ Key: "nobody", IfMatch: ETag })).rejects.toEqual(refusal("NoSuchKey"));
  });

  it("honours If-None-Match on its destination", async () => {
    await expect(copy({ Key: "a", IfNoneMatch: "*", ServerSideEncryption: "AES256" })).rejects.toEqual(
      refusal("PreconditionFailed"),
    );
    await copy({ Key: "fresh", IfNoneMatch: "*" });
    await expect(copy({ Key: "fresh", IfNoneMatch: "*" })).rejects.toEqual(refusal("PreconditionFailed"));
  });

  test.for<[string, (etag: string) => Partial<CopyObjectCommandInput>]>([
    ["another ETag", () => ({ CopySourceIfMatch: '"00000000000000000000000000000000"' })],
    ["not this ETag", (etag) => ({ CopySourceIfNoneMatch: etag })],
    ["an older source", () => ({ CopySourceIfUnmodifiedSince: new Date(Date.now() - HOUR) })],
  ])("that wants %s is refused", async ([, conditions]) => {
    await expect(copy(conditions(ETag))).rejects.toEqual(refusal("PreconditionFailed"));
  });

  it("that wants a newer source is refused", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await expect(copy({ CopySourceIfModifiedSince: new Date(Date.now() - 50) })).rejects.toEqual(
      refusal("PreconditionFailed"),
    );
  });

  it("weighs a matching ETag more than the date", async () => {
    const { CopyObjectResult } = await copy({
      CopySourceIfMatch: ETag,
      CopySourceIfUnmodifiedSince: new Date(Date.now() - HOUR),
    });
    expect(CopyObjectResult?.ETag).toBe(ETag);
  });
});
