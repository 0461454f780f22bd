import { DisableKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UpdateObjectEncryptionCommand,
} from "@aws-sdk/client-s3";
import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dsse, head, kms, newBucket, newKey, refusal, s3, version } from "./clients.ts";

const DAY = 86_400_000;

async function stored(more: Partial<PutObjectCommandInput> = {}) {
  const Bucket = await newBucket();
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "data", ...more }));
  return Bucket;
}

function update(Bucket: string, KMSKeyArn: string, BucketKeyEnabled = false, VersionId?: string) {
  const ObjectEncryption = { SSEKMS: { KMSKeyArn, BucketKeyEnabled } };
  return s3.send(new UpdateObjectEncryptionCommand({ Bucket, Key: "a", VersionId, ObjectEncryption }));
}

async function dataOf(Bucket: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "a" }));
  return Body?.transformToString();
}

describe("UpdateObjectEncryption", () => {
  it("moves SSE-S3 to SSE-KMS and touches nothing else", async () => {
    const bucket = await stored();
    const before = await head(bucket, "a");
    const key = await newKey();
    await update(bucket, key.arn, true);
    const after = await head(bucket, "a");
    expect(after).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: key.arn, BucketKeyEnabled: true });
    expect([after.ETag, after.LastModified, after.ContentLength]).toEqual([
      before.ETag,
      before.LastModified,
      before.ContentLength,
    ]);
    expect(await dataOf(bucket)).toBe("data");
  });

  it("changes the key of SSE-KMS", async () => {
    const bucket = await stored({ ServerSideEncryption: "aws:kms" });
    const key = await newKey();
    await update(bucket, key.arn);
    expect(await head(bucket, "a")).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: key.arn });
  });

  it("reaches an old version", async () => {
    const bucket = await newBucket();
    await version(bucket);
    const put = () => s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "data" }));
    const [first] = [await put(), await put()];
    await update(bucket, (await newKey()).arn, false, first.VersionId);
    expect((await head(bucket, "a", first.VersionId)).ServerSideEncryption).toBe("aws:kms");
    expect((await head(bucket, "a")).ServerSideEncryption).toBe("AES256");
  });

  it("refuses DSSE as a source and leaves the object as it was", async () => {
    const bucket = await stored({ ServerSideEncryption: "aws:kms:dsse" });
    await expect(update(bucket, (await newKey()).arn)).rejects.toEqual(refusal("InvalidRequest", /DSSE-KMS or SSE-C/));
    expect((await head(bucket, "a")).ServerSideEncryption).toBe("aws:kms:dsse");
    expect(await dataOf(bucket)).toBe("data");
  });

  it("refuses SSE-C as a source", async () => {
    const key = Buffer.alloc(32, 7);
    const brought = {
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: key.toString("base64"),
      SSECustomerKeyMD5: createHash("md5").update(key).digest("base64"),
    };
    const bucket = await newBucket({ ...dsse(), BlockedEncryptionTypes: { EncryptionType: ["NONE"] } });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "data", ...brought }));
    await expect(update(bucket, (await newKey()).arn)).rejects.toEqual(refusal("InvalidRequest", /DSSE-KMS or SSE-C/));
    const read = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: "a", ...brought }));
    expect([read.SSECustomerAlgorithm, read.ServerSideEncryption]).toEqual(["AES256", undefined]);
  });

  it("refuses an object that Object Lock holds", async () => {
    const bucket = `contract-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    const held = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(Date.now() + DAY) } as const;
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "data", ...held }));
    for (const named of [undefined, VersionId]) {
      await expect(update(bucket, (await newKey()).arn, false, named)).rejects.toEqual(
        refusal("AccessDenied", /object lock/),
      );
    }
    expect((await head(bucket, "a")).ServerSideEncryption).toBe("AES256");
  });

  it.for(["<DSSE-KMS/>", "<SSE-S3/>", ""])("refuses %o as a target", async (target) => {
    const bucket = await stored();
    const url = new URL(`${bucket}/a?encryption`, process.env.TWOFOLD_TEST_ENDPOINT);
    const body = `<ObjectEncryption xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${target}</ObjectEncryption>`;
    const answer = await fetch(url, { method: "PUT", body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("<Code>InvalidRequest</Code>");
    expect(await dataOf(bucket)).toBe("data");
  });

  it("wants a full key ARN", async () => {
    const bucket = await stored();
    await expect(update(bucket, (await newKey()).id)).rejects.toEqual(refusal("InvalidRequest", /key ARN/));
    await expect(update(bucket, "alias/aws/s3")).rejects.toEqual(refusal("InvalidRequest", /key ARN/));
  });

  it("refuses a key that cannot be used, and an object that is not there", async () => {
    const key = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId: key.id }));
    await expect(update(await stored(), key.arn)).rejects.toEqual(refusal("KMS.DisabledException"));
    await expect(update(await newBucket(), (await newKey()).arn)).rejects.toEqual(refusal("NoSuchKey"));
  });
});
