import { DisableKeyCommand, EnableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it, test } from "vitest";
import { account, configOf, dsse, head, kms, newBucket, newKey, refusal, s3 } from "./clients.ts";

type Key = { id: string; arn: string };

function put(Bucket: string, key?: Key) {
  const header = key ? ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const) : {};
  return s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "data", ...header }));
}

function copy(from: string, Bucket: string) {
  return s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${from}/a` }));
}

describe.for<[string, string, RegExp, (key: Key) => Promise<unknown>]>([
  [
    "disabled",
    "KMS.DisabledException",
    /^arn:.* is disabled\.$/,
    ({ id }) => kms.send(new DisableKeyCommand({ KeyId: id })),
  ],
  [
    "pending deletion",
    "KMS.KMSInvalidStateException",
    /^arn:.* is pending deletion\.$/,
    ({ id }) => kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 })),
  ],
])("a key that is %s", ([, code, message, stop]) => {
  it("is refused for writes by header and by default", async () => {
    const key = await newKey();
    await stop(key);
    await expect(put(await newBucket(), key)).rejects.toEqual(refusal(code, message));
    await expect(put(await newBucket(dsse(key.arn)))).rejects.toEqual(refusal(code, message));
    await expect(put(await newBucket(dsse(key.id)))).rejects.toEqual(refusal(code, message));
  });

  it("is refused for reads, but not for HEAD", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    await put(bucket);
    await stop(key);
    await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }))).rejects.toEqual(refusal(code, message));
    expect(await head(bucket, "a")).toMatchObject({ SSEKMSKeyId: key.arn });
  });

  it("is refused for copies from and to", async () => {
    const key = await newKey();
    const [locked, open] = [await newBucket(dsse(key.arn)), await newBucket()];
    await put(locked);
    await put(open);
    await stop(key);
    await expect(copy(locked, open)).rejects.toEqual(refusal(code, message));
    await expect(copy(open, locked)).rejects.toEqual(refusal(code, message));
  });

  it("is refused for multipart uploads and their parts", async () => {
    const key = await newKey();
    const [bucket, source] = [await newBucket(dsse(key.arn)), await newBucket()];
    await put(source);
    const create = () => s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "b" }));
    const { UploadId } = await create();
    await stop(key);
    const part = { Bucket: bucket, Key: "b", UploadId, PartNumber: 1 };
    await expect(create()).rejects.toEqual(refusal(code, message));
    await expect(s3.send(new UploadPartCommand({ ...part, Body: "part" }))).rejects.toEqual(refusal(code, message));
    await expect(s3.send(new UploadPartCopyCommand({ ...part, CopySource: `${source}/a` }))).rejects.toEqual(
      refusal(code, message),
    );
  });
});

describe("a key", () => {
  it("serves again when it is enabled again", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    await put(bucket);
    await kms.send(new DisableKeyCommand({ KeyId: key.id }));
    await kms.send(new EnableKeyCommand({ KeyId: key.id }));
    expect((await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }))).SSEKMSKeyId).toBe(key.arn);
  });

  it("of another Region is not found", async () => {
    const { arn } = await newKey({}, new KMSClient(configOf("eu-west-1")));
    const unknown = { id: "", arn };
    await expect(put(await newBucket(), unknown)).rejects.toEqual(
      refusal("KMS.NotFoundException", "Invalid arn eu-west-1"),
    );
    await expect(put(await newBucket(dsse(arn)))).rejects.toEqual(
      refusal("KMS.NotFoundException", "Invalid arn eu-west-1"),
    );
  });

  test.for([
    [`arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`, /does not exist/],
    ["11111111-2222-3333-4444-555555555555", /does not exist/],
    ["aws/s3", /Invalid keyId/],
    ["alias/nobody", /alias\/nobody is not found/],
  ] as const)("named %s that does not exist is not found", async ([name, message]) => {
    await expect(put(await newBucket(), { id: "", arn: name })).rejects.toEqual(
      refusal("KMS.NotFoundException", message),
    );
    await expect(put(await newBucket(dsse(name)))).rejects.toEqual(refusal("KMS.NotFoundException", message));
  });
});
