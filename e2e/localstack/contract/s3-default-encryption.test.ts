import { CreateAliasCommand, UpdateAliasCommand } from "@aws-sdk/client-kms";
import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import { describe, expect, it, test } from "vitest";
import { account, dsse, head, kms, newBucket, newKey, putDefault, refusal, s3 } from "./clients.ts";

async function defaultOf(Bucket: string) {
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  return ServerSideEncryptionConfiguration?.Rules?.[0];
}

const FRESH = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
  BucketKeyEnabled: false,
  BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
};

describe("a bucket's default encryption", () => {
  it("is SSE-S3 with SSE-C blocked from the start", async () => {
    expect(await defaultOf(await newBucket())).toEqual(FRESH);
  });

  it("takes DSSE with a key and is read back as given", async () => {
    const key = await newKey();
    for (const name of [key.id, key.arn, "alias/nobody-checks-this", "aws/s3"]) {
      const bucket = await newBucket(dsse(name));
      expect((await defaultOf(bucket))?.ApplyServerSideEncryptionByDefault).toEqual({
        SSEAlgorithm: "aws:kms:dsse",
        KMSMasterKeyID: name,
      });
    }
  });

  it("keeps what it blocks", async () => {
    const bucket = await newBucket();
    for (const type of ["NONE", "SSE-C"] as const) {
      await putDefault(bucket, { ...dsse(), BlockedEncryptionTypes: { EncryptionType: [type] } });
      expect((await defaultOf(bucket))?.BlockedEncryptionTypes).toEqual({ EncryptionType: [type] });
    }
  });

  it("goes back to SSE-S3 when it is deleted", async () => {
    const bucket = await newBucket(dsse());
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket: bucket }));
    expect(await defaultOf(bucket)).toEqual(FRESH);
    const put = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "a" }));
    expect(put.ServerSideEncryption).toBe("AES256");
  });

  const refusedRules: [string, ServerSideEncryptionRule, string][] = [
    [
      "a key with SSE-S3",
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256", KMSMasterKeyID: "x" } },
      "InvalidArgument",
    ],
    [
      "an algorithm of another service",
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:fsx" } },
      "MalformedXML",
    ],
    ["an empty rule", {}, "MalformedXML"],
  ];
  test.for(refusedRules)("refuses %s", async ([, rule, code]) => {
    await expect(putDefault(await newBucket(), rule)).rejects.toEqual(refusal(code));
  });
});

describe("a write by default under DSSE", () => {
  test.for(["id", "arn", "alias", "aliasArn"] as const)(
    "reports the key's ARN where the default names its %s",
    async (kind) => {
      const key = await newKey();
      const alias = `alias/contract-${key.id}`;
      await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: key.id }));
      const names = { ...key, alias, aliasArn: `arn:aws:kms:us-east-1:${account}:${alias}` };
      const bucket = await newBucket(dsse(names[kind]));
      const put = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "a" }));
      expect(put).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
      expect(await head(bucket, "a")).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
    },
  );

  it("follows an alias that moves to another key, while what is stored keeps the key it was written under", async () => {
    const [first, second] = [await newKey(), await newKey()];
    const alias = `alias/contract-${first.id}`;
    await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: first.id }));
    const bucket = await newBucket(dsse(alias));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "before", Body: "a" }));
    await kms.send(new UpdateAliasCommand({ AliasName: alias, TargetKeyId: second.id }));
    const put = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "after", Body: "a" }));
    expect(put.SSEKMSKeyId).toBe(second.arn);
    expect((await head(bucket, "before")).SSEKMSKeyId).toBe(first.arn);
    expect((await head(bucket, "after")).SSEKMSKeyId).toBe(second.arn);
  });

  it("never reports a bucket key, though one was asked for", async () => {
    const bucket = await newBucket({ ...dsse((await newKey()).arn), BucketKeyEnabled: true });
    const put = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "a", BucketKeyEnabled: true }));
    expect(put.ServerSideEncryption).toBe("aws:kms:dsse");
    expect(put.BucketKeyEnabled).toBeUndefined();
    expect((await head(bucket, "a")).BucketKeyEnabled).toBeUndefined();
  });

  it("reports a bucket key under SSE-KMS", async () => {
    const SSEAlgorithm = "aws:kms";
    const bucket = await newBucket({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm }, BucketKeyEnabled: true });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "a" }));
    expect(await head(bucket, "a")).toMatchObject({ ServerSideEncryption: "aws:kms", BucketKeyEnabled: true });
  });
});

describe("a bucket's Region", () => {
  it("is told by HeadBucket and ListBuckets", async () => {
    const bucket = await newBucket(undefined, "eu-central-1").catch(() => newBucket());
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    const { Buckets } = await s3.send(new ListBucketsCommand({ Prefix: bucket }));
    expect(Buckets).toMatchObject([{ Name: bucket, BucketRegion }]);
    expect(BucketRegion).toMatch(/^[a-z]+-[a-z]+-\d$/);
  });
});
