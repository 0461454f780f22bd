import { DisableKeyCommand, EnableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it, test } from "vitest";
import { account, configOf, dsse, head, kms, newBucket, newKey, refusal, s3 } from "./clients.ts";

type Key = { id: string; arn: string };

let source = "";
beforeAll(async () => {
  source = await newBucket();
  await put(source);
});

function byHeader(keyName?: string) {
  return keyName ? ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: keyName } as const) : {};
}

function put(Bucket: string, keyName?: string) {
  return s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "data", ...byHeader(keyName) }));
}

function copy(from: string, Bucket: string, keyName?: string) {
  const copied = { Bucket, Key: "copy", CopySource: `${from}/a` };
  return s3.send(new CopyObjectCommand({ ...copied, ...byHeader(keyName) }));
}

/** The ways to write an object: under the key that a header names, or under the bucket's default. */
const WRITES: [string, (Bucket: string, keyName?: string) => Promise<unknown>][] = [
  ["PutObject", put],
  ["CopyObject", (Bucket, keyName) => copy(source, Bucket, keyName)],
  [
    "CreateMultipartUpload",
    (Bucket, keyName) => s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "b", ...byHeader(keyName) })),
  ],
];

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
  test.for(WRITES)("is refused for %s, by header and by default", async ([, write]) => {
    const key = await newKey();
    await stop(key);
    await expect(write(await newBucket(), key.arn)).rejects.toEqual(refusal(code, message));
    await expect(write(await newBucket(dsse(key.arn)))).rejects.toEqual(refusal(code, message));
    await expect(write(await newBucket(dsse(key.id)))).rejects.toEqual(refusal(code, message));
  });

  it("is refused for reads, but not for HEAD", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    await put(bucket);
    await stop(key);
    await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }))).rejects.toEqual(refusal(code, message));
    expect(await head(bucket, "a")).toMatchObject({ SSEKMSKeyId: key.arn });
  });

  it("is refused for copies from it", async () => {
    const key = await newKey();
    const [locked, open] = [await newBucket(dsse(key.arn)), await newBucket()];
    await put(locked);
    await stop(key);
    await expect(copy(locked, open)).rejects.toEqual(refusal(code, message));
  });

  it("is refused for the parts of an upload that began before", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "b" }));
    await stop(key);
    const part = { Bucket: bucket, Key: "b", UploadId, PartNumber: 1 };
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

  test.for(WRITES)("of another Region is not found by %s", async ([, write]) => {
    const { arn } = await newKey({}, new KMSClient(configOf("eu-west-1")));
    const notFound = refusal("KMS.NotFoundException", "Invalid arn eu-west-1");
    await expect(write(await newBucket(), arn)).rejects.toEqual(notFound);
    await expect(write(await newBucket(dsse(arn)))).rejects.toEqual(notFound);
  });

  const absent: [string, RegExp][] = [
    [`arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`, /does not exist/],
    ["11111111-2222-3333-4444-555555555555", /does not exist/],
    ["aws/s3", /Invalid keyId/],
    ["alias/nobody", /alias\/nobody is not found/],
  ];
  describe.for(absent)("named %s that does not exist", ([name, message]) => {
    test.for(WRITES)("is not found by %s, by header and by default", async ([, write]) => {
      const notFound = refusal("KMS.NotFoundException", message);
      await expect(write(await newBucket(), name)).rejects.toEqual(notFound);
      await expect(write(await newBucket(dsse(name)))).rejects.toEqual(notFound);
    });
  });

  describe.for<[string, CreateKeyCommandInput]>([
    ["asymmetric", { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }],
    ["signing", { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }],
    ["HMAC", { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }],
  ])("that is %s", ([, spec]) => {
    test.for(WRITES)("is refused for %s, by header and by default", async ([, write]) => {
      const key = await newKey(spec);
      const unfit = refusal("KMS.InvalidKeyUsageException");
      await expect(write(await newBucket(), key.arn)).rejects.toEqual(unfit);
      await expect(write(await newBucket(dsse(key.arn)))).rejects.toEqual(unfit);
    });
  });
});
