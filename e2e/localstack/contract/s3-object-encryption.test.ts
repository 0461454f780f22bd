import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { PutObjectCommandInput, ServerSideEncryption } from "@aws-sdk/client-s3";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it, test } from "vitest";
import { dsse, head, kms, newBucket, newKey, putDefault, refusal, s3, version } from "./clients.ts";

const CUSTOMER_KEY = Buffer.alloc(32, 7);
const SSE_C = {
  SSECustomerAlgorithm: "AES256",
  SSECustomerKey: CUSTOMER_KEY.toString("base64"),
  SSECustomerKeyMD5: createHash("md5").update(CUSTOMER_KEY).digest("base64"),
};
const CONTEXT = Buffer.from(JSON.stringify({ department: "finance" })).toString("base64");

function put(Bucket: string, more: Partial<PutObjectCommandInput> = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "data", ...more }));
}

async function managedKeyArn() {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
  return KeyMetadata?.Arn;
}

describe("a write by header", () => {
  it("reports DSSE and the key's ARN", async () => {
    const key = await newKey();
    const bucket = await newBucket();
    const encryption = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
    expect(await put(bucket, { ...encryption, SSEKMSKeyId: key.id })).toMatchObject(encryption);
    expect(await head(bucket, "a")).toMatchObject(encryption);
    expect(await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }))).toMatchObject(encryption);
  });

  test.for(["aws:kms:dsse", "aws:kms"] as const)(
    "of %s without a key is the AWS managed key, not the bucket's",
    async (ServerSideEncryption) => {
      const bucket = await newBucket(dsse((await newKey()).arn));
      const SSEKMSKeyId = await managedKeyArn();
      expect(await put(bucket, { ServerSideEncryption })).toMatchObject({ ServerSideEncryption, SSEKMSKeyId });
    },
  );

  it("outweighs the default", async () => {
    const bucket = await newBucket(dsse());
    const answer = await put(bucket, { ServerSideEncryption: "AES256" });
    expect(answer).toMatchObject({ ServerSideEncryption: "AES256" });
    expect(answer.SSEKMSKeyId).toBeUndefined();
  });

  it("accepts a bucket key with DSSE and ignores it", async () => {
    const bucket = await newBucket();
    const answer = await put(bucket, { ServerSideEncryption: "aws:kms:dsse", BucketKeyEnabled: true });
    expect(answer.BucketKeyEnabled).toBeUndefined();
    expect((await head(bucket, "a")).BucketKeyEnabled).toBeUndefined();
  });

  it("answers the encryption context, which reads do not", async () => {
    const bucket = await newBucket(dsse());
    expect((await put(bucket, { SSEKMSEncryptionContext: CONTEXT })).SSEKMSEncryptionContext).toBe(CONTEXT);
    const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }));
    expect(got).not.toHaveProperty("SSEKMSEncryptionContext");
    await expect(put(bucket, { SSEKMSEncryptionContext: "e30x" })).rejects.toEqual(
      refusal("InvalidArgument", /string-string map/),
    );
  });

  test.for<[string, Partial<PutObjectCommandInput>]>([
    ["an unknown algorithm", { ServerSideEncryption: "aws:fsx" }],
    ["a key without an algorithm", { SSEKMSKeyId: "x" }],
    ["a key with SSE-S3", { SSEKMSKeyId: "x", ServerSideEncryption: "AES256" }],
  ])("refuses %s", async ([, input]) => {
    await expect(put(await newBucket(), input)).rejects.toEqual(refusal("InvalidArgument"));
  });
});

describe("a version", () => {
  it("keeps its own encryption", async () => {
    const bucket = await newBucket();
    await version(bucket);
    const first = await put(bucket);
    await putDefault(bucket, dsse());
    const second = await put(bucket);
    expect((await head(bucket, "a", first.VersionId)).ServerSideEncryption).toBe("AES256");
    expect((await head(bucket, "a", second.VersionId)).ServerSideEncryption).toBe("aws:kms:dsse");
  });
});

describe("SSE-C", () => {
  it("is blocked by a new bucket", async () => {
    const bucket = await newBucket();
    await expect(put(bucket, SSE_C)).rejects.toEqual(
      refusal("AccessDenied", /has blocked upload requests that specify Server Side Encryption with Customer/),
    );
    await put(bucket);
    const copy = { Bucket: bucket, Key: "b", CopySource: `${bucket}/a`, ...SSE_C };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toEqual(refusal("AccessDenied", /has blocked/));
    const inParts = new CreateMultipartUploadCommand({ Bucket: bucket, Key: "c", ...SSE_C });
    await expect(s3.send(inParts)).rejects.toEqual(refusal("AccessDenied", /has blocked/));
  });

  it("is never reported as DSSE", async () => {
    const bucket = await newBucket({ ...dsse(), BlockedEncryptionTypes: { EncryptionType: ["NONE"] } });
    const answer = await put(bucket, SSE_C);
    expect(answer.ServerSideEncryption).toBeUndefined();
    expect(answer.SSECustomerAlgorithm).toBe("AES256");
    const read = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: "a", ...SSE_C }));
    expect(read.ServerSideEncryption).toBeUndefined();
  });
});

describe("an ETag", () => {
  const md5 = `"${createHash("md5").update("data").digest("hex")}"`;

  test.for<[ServerSideEncryption, boolean]>([
    ["AES256", true],
    ["aws:kms", false],
    ["aws:kms:dsse", false],
  ])("of %s is the MD5: %o", async ([ServerSideEncryption, isMd5]) => {
    const bucket = await newBucket();
    const { ETag } = await put(bucket, { ServerSideEncryption });
    expect(ETag === md5).toBe(isMd5);
    expect((await head(bucket, "a")).ETag).toBe(ETag);
    expect((await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a", IfMatch: ETag }))).ETag).toBe(ETag);
  });

  it("does not disturb Content-MD5", async () => {
    const bucket = await newBucket(dsse());
    await put(bucket, { ContentMD5: createHash("md5").update("data").digest("base64") });
    const wrong = createHash("md5").update("else").digest("base64");
    await expect(put(bucket, { ContentMD5: wrong })).rejects.toEqual(refusal("BadDigest"));
  });

  it("of a copy follows the copy's encryption", async () => {
    const bucket = await newBucket();
    await put(bucket);
    const copy = (Key: string, ServerSideEncryption: ServerSideEncryption) =>
      s3.send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource: `${bucket}/a`, ServerSideEncryption }));
    const dual = await copy("b", "aws:kms:dsse");
    expect(dual.CopyObjectResult?.ETag).not.toBe(md5);
    expect((await head(bucket, "b")).ETag).toBe(dual.CopyObjectResult?.ETag);
    const inPlace = await copy("a", "aws:kms:dsse");
    expect(inPlace.CopyObjectResult?.ETag).not.toBe(md5);
    expect((await head(bucket, "a")).ETag).toBe(inPlace.CopyObjectResult?.ETag);
    expect((await copy("c", "AES256")).CopyObjectResult?.ETag).toBe(md5);
  });
});

describe("SSE headers on a read", () => {
  test.for(["GET", "HEAD"] as const)("are a 400 on %s", async (method) => {
    const bucket = await newBucket(dsse());
    await put(bucket);
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: "a" }));
    const plain = await fetch(url);
    const answer = await fetch(new URL(`${bucket}/a`, url), {
      method,
      headers: { "x-amz-server-side-encryption": "aws:kms:dsse" },
    });
    expect([plain.status, answer.status]).toEqual([200, 400]);
  });
});

describe("a presigned upload", () => {
  it("without SSE headers takes the bucket's default", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key: "a" }));
    const answer = await fetch(url, { method: "PUT", body: "data" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-amz-server-side-encryption")).toBe("aws:kms:dsse");
    expect(answer.headers.get("x-amz-server-side-encryption-aws-kms-key-id")).toBe(key.arn);
  });

  it("with SSE headers takes exactly these", async () => {
    const key = await newKey();
    const bucket = await newBucket();
    const input = { Bucket: bucket, Key: "a", ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
    const unhoistable = ["x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"];
    const url = await getSignedUrl(s3, new PutObjectCommand(input), { unhoistableHeaders: new Set(unhoistable) });
    const [sse, id] = unhoistable;
    const send = (keyArn: string) =>
      fetch(url, { method: "PUT", body: "data", headers: { [sse ?? ""]: "aws:kms:dsse", [id ?? ""]: keyArn } });
    expect((await send((await newKey()).arn)).status).toBe(403);
    expect((await send(key.arn)).status).toBe(200);
    expect(await head(bucket, "a")).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
  });

  it("with a broken signature is refused", async () => {
    const bucket = await newBucket();
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key: "a" }));
    const answer = await fetch(url.replace(/X-Amz-Signature=\w{8}/, "X-Amz-Signature=00000000"), {
      method: "PUT",
      body: "x",
    });
    expect(answer.status).toBe(403);
  });
});
