import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { beforeAll, describe, expect, it, test } from "vitest";
import {
  account,
  configOf,
  deny,
  dsse,
  newBucket,
  newKey,
  putDefault,
  putPolicy,
  refusal,
  root,
  s3,
  sts,
} from "./clients.ts";

const SSE = "s3:x-amz-server-side-encryption";
const DENIED = /is not authorized to perform: s3:\w+ on resource: .* with an explicit deny in a resource-based policy/;

function put(Bucket: string, more: Partial<PutObjectCommandInput> = {}, client = s3) {
  return client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "data", ...more }));
}

describe("a policy that requires DSSE and tolerates uploads without headers", () => {
  let bucket = "";
  let key = { id: "", arn: "" };
  let other = { id: "", arn: "" };

  beforeAll(async () => {
    [key, other] = [await newKey(), await newKey()];
    bucket = await newBucket({ ...dsse(key.arn), BlockedEncryptionTypes: { EncryptionType: ["NONE"] } });
    const upload = (Condition: object) => deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Condition });
    await putPolicy(
      bucket,
      upload({ StringNotEquals: { [SSE]: "aws:kms:dsse" }, Null: { [SSE]: "false" } }),
      upload({ Null: { [SSE]: "false", [`${SSE}-aws-kms-key-id`]: "true" } }),
      upload({ StringNotEquals: { [`${SSE}-aws-kms-key-id`]: key.arn }, Null: { [`${SSE}-aws-kms-key-id`]: "false" } }),
      upload({ Null: { [`${SSE}-customer-algorithm`]: "false" } }),
      deny("s3:*", `arn:aws:s3:::${bucket}/*`, { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  });

  test.for<[string, "allowed" | "AccessDenied", () => Partial<PutObjectCommandInput>]>([
    ["no header", "allowed", () => ({})],
    ["DSSE with the key", "allowed", () => ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn })],
    ["DSSE with the key by id", "allowed", () => ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.id })],
    ["DSSE without a key", "AccessDenied", () => ({ ServerSideEncryption: "aws:kms:dsse" })],
    ["DSSE with another key", "AccessDenied", () => ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: other.arn })],
    ["SSE-KMS", "AccessDenied", () => ({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: key.arn })],
    ["SSE-S3", "AccessDenied", () => ({ ServerSideEncryption: "AES256" })],
    [
      "SSE-C",
      "AccessDenied",
      () => ({ SSECustomerAlgorithm: "AES256", SSECustomerKey: Buffer.alloc(32).toString("base64") }),
    ],
  ])("answers uploads with %s: %s", async ([, outcome, input]) => {
    const create = new CreateMultipartUploadCommand({ Bucket: bucket, Key: "m", ...multipart(input()) });
    const attempts = await Promise.allSettled([put(bucket, input()), s3.send(create)]);
    const outcomes = attempts.map((one) => (one.status === "rejected" ? nameOf(one.reason) : "allowed"));
    expect(outcomes).toEqual([outcome, outcome]);
  });

  it("judges copies by their own headers", async () => {
    await put(bucket);
    const copy = { Bucket: bucket, Key: "c", CopySource: `${bucket}/a` };
    await s3.send(new CopyObjectCommand(copy));
    await expect(s3.send(new CopyObjectCommand({ ...copy, ServerSideEncryption: "AES256" }))).rejects.toEqual(
      refusal("AccessDenied", DENIED),
    );
  });
});

function nameOf(reason: unknown) {
  return reason instanceof Error && DENIED.test(reason.message) ? reason.name : reason;
}

function multipart({
  ServerSideEncryption,
  SSEKMSKeyId,
  SSECustomerAlgorithm,
  SSECustomerKey,
}: Partial<PutObjectCommandInput>) {
  return { ServerSideEncryption, SSEKMSKeyId, SSECustomerAlgorithm, SSECustomerKey };
}

describe("AWS's own policy that requires DSSE", () => {
  it("denies uploads without headers, and lets the parts of an upload with headers through", async () => {
    const bucket = await newBucket(dsse());
    const Condition = { StringNotEquals: { [SSE]: "aws:kms:dsse" } };
    await putPolicy(bucket, deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Condition }));
    await expect(put(bucket)).rejects.toEqual(refusal("AccessDenied", DENIED));
    const upload = { Bucket: bucket, Key: "m", ServerSideEncryption: "aws:kms:dsse" } as const;
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    await s3.send(new UploadPartCommand({ Bucket: bucket, Key: "m", UploadId, PartNumber: 1, Body: "part" }));
  });

  it("in its form with IfExists denies them too", async () => {
    const bucket = await newBucket(dsse());
    const Condition = { StringNotLikeIfExists: { [SSE]: "aws:kms:dsse" } };
    await putPolicy(bucket, deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Condition }));
    await expect(put(bucket)).rejects.toEqual(refusal("AccessDenied", DENIED));
  });
});

describe("a denied action", () => {
  test.for<[string, (bucket: string) => Promise<unknown>]>([
    ["s3:GetEncryptionConfiguration", (Bucket) => s3.send(new GetBucketEncryptionCommand({ Bucket }))],
    ["s3:PutEncryptionConfiguration", (Bucket) => putDefault(Bucket, dsse())],
    ["s3:GetBucketPolicy", (Bucket) => s3.send(new GetBucketPolicyCommand({ Bucket }))],
    ["s3:ListBucket", (Bucket) => s3.send(new ListObjectsV2Command({ Bucket }))],
    ["s3:GetObject", (Bucket) => s3.send(new GetObjectCommand({ Bucket, Key: "a" }))],
    ["s3:GetObject", (Bucket) => s3.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` }))],
    ["s3:DeleteObject", (Bucket) => s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }))],
  ])("%s is refused, and allowed again without the policy", async ([action, request]) => {
    const bucket = await newBucket();
    await put(bucket);
    const resource = action.endsWith("Object") ? `arn:aws:s3:::${bucket}/*` : `arn:aws:s3:::${bucket}`;
    await putPolicy(bucket, deny(action, resource));
    await expect(request(bucket)).rejects.toEqual(refusal("AccessDenied", DENIED));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    if (action !== "s3:GetBucketPolicy") await request(bucket);
  });

  it("answers 403 to HEAD", async () => {
    const bucket = await newBucket();
    await put(bucket);
    await putPolicy(bucket, deny("s3:GetObject", `arn:aws:s3:::${bucket}/*`));
    const request = s3.send(new HeadObjectCommand({ Bucket: bucket, Key: "a" }));
    await expect(request).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it("spares the keys it does not name when many are deleted", async () => {
    const bucket = await newBucket();
    await putPolicy(bucket, deny("s3:DeleteObject", `arn:aws:s3:::${bucket}/kept`));
    const Objects = [{ Key: "kept" }, { Key: "gone" }];
    const answer = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    expect(answer.Errors).toMatchObject([{ Key: "kept", Code: "AccessDenied" }]);
    expect(answer.Deleted).toMatchObject([{ Key: "gone" }]);
  });

  it("can concern one role alone", async () => {
    const bucket = await newBucket();
    const RoleArn = `arn:aws:iam::${account}:role/Auditor`;
    await putPolicy(bucket, deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Principal: { AWS: RoleArn } }));
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "ada" }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken,
    };
    const asRole = new S3Client(configOf("us-east-1", credentials));
    await put(bucket);
    await expect(put(bucket, {}, asRole)).rejects.toEqual(
      refusal("AccessDenied", /User: arn:aws:sts::\d+:assumed-role\/Auditor\/ada is not authorized/),
    );
  });

  it("can spare one principal", async () => {
    const bucket = await newBucket();
    const spare = (arn: string) => ({ Condition: { ArnNotEquals: { "aws:PrincipalArn": arn } } });
    await putPolicy(bucket, deny("s3:PutEncryptionConfiguration", `arn:aws:s3:::${bucket}`, spare(root)));
    await putDefault(bucket, dsse());
    await putPolicy(bucket, deny("s3:PutEncryptionConfiguration", `arn:aws:s3:::${bucket}`, spare(`${root}2`)));
    await expect(putDefault(bucket, dsse())).rejects.toEqual(refusal("AccessDenied", DENIED));
  });
});

describe("a malformed bucket policy", () => {
  const own = "arn:aws:s3:::BUCKET";
  test.for<[string, string | object, RegExp]>([
    ["no JSON", "{", /valid JSON/],
    ["no object", "[]", /valid JSON/],
    ["no statement", {}, /Missing required field Statement/],
    ["no effect", { Statement: { Principal: "*", Action: "s3:*", Resource: own } }, /Effect/],
    ["a wrong effect", { Statement: { ...deny("s3:*", own), Effect: "Refuse" } }, /Invalid effect/],
    ["no principal", { Statement: { Effect: "Deny", Action: "s3:*", Resource: own } }, /Principal/],
    ["no action", { Statement: { Effect: "Deny", Principal: "*", Resource: own } }, /Action/],
    ["another service's action", { Statement: deny("kms:Decrypt", own) }, /invalid action/],
    ["another bucket", { Statement: deny("s3:*", "arn:aws:s3:::elsewhere") }, /invalid resource/],
    ["an object action on the bucket", { Statement: deny("s3:PutObject", own) }, /does not apply to any resource/],
    ["a bucket action on objects", { Statement: deny("s3:ListBucket", `${own}/*`) }, /does not apply to any resource/],
    [
      "an unknown operator",
      { Statement: deny("s3:*", own, { Condition: { Equals: { "aws:PrincipalArn": "x" } } }) },
      /Condition/,
    ],
    ["a wrong version", { Version: "2026-01-01", Statement: deny("s3:*", own) }, /version/],
  ])("with %s is refused", async ([, policy, message]) => {
    const Bucket = await newBucket();
    const Policy = (typeof policy === "string" ? policy : JSON.stringify(policy)).replaceAll("BUCKET", Bucket);
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toEqual(
      refusal("MalformedPolicy", message),
    );
  });
});
