import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { dsse, head, newBucket, newKey, s3 } from "./clients.ts";

const PART = Buffer.alloc(5 * 1024 * 1024, "x");

it("a multipart upload by default is DSSE at each step, and whole at the end", async () => {
  const key = await newKey();
  const bucket = await newBucket({ ...dsse(key.arn), BucketKeyEnabled: true });
  const encryption = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn };
  const upload = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "a" }));
  const part = { Bucket: bucket, Key: "a", UploadId: upload.UploadId };
  const first = await s3.send(
    new UploadPartCommand({
      ...part,
      PartNumber: 1,
      Body: PART,
      ContentMD5: createHash("md5").update(PART).digest("base64"),
    }),
  );
  const source = await newBucket();
  await s3.send(new PutObjectCommand({ Bucket: source, Key: "s", Body: "tail" }));
  const second = await s3.send(new UploadPartCopyCommand({ ...part, PartNumber: 2, CopySource: `${source}/s` }));
  const Parts = [
    { PartNumber: 1, ETag: first.ETag },
    { PartNumber: 2, ETag: second.CopyPartResult?.ETag },
  ];
  const done = await s3.send(new CompleteMultipartUploadCommand({ ...part, MultipartUpload: { Parts } }));
  for (const answer of [upload, first, second, done, await head(bucket, "a")]) {
    expect(answer).toMatchObject(encryption);
    expect(answer.BucketKeyEnabled).toBeUndefined();
  }
  expect(first.ETag).not.toBe(`"${createHash("md5").update(PART).digest("hex")}"`);
  expect(done.ETag).toMatch(/^"\w{32}-2"$/);
  const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }));
  expect(
    Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.concat([PART, Buffer.from("tail")])),
  ).toBe(true);
  expect(ETag).toBe(done.ETag);
});

it("a multipart upload by header outweighs the default", async () => {
  const key = await newKey();
  const bucket = await newBucket();
  const encryption = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
  const upload = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "a", ...encryption }));
  expect(upload).toMatchObject(encryption);
});
