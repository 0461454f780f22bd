import * as sdk from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it, test } from "vitest";
import { account, head, newBucket, refusal, s3 } from "./clients.ts";

const OTHER = "111122223333";

let bucket = "";

beforeAll(async () => {
  bucket = await newBucket();
  await s3.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: "a", Body: "data" }));
});

type Owner = { Bucket: string; ExpectedBucketOwner: string };

const Key = "a";
const upload = { Key, UploadId: "none" };

/** Every operation on a bucket that the product uses. */
const REQUESTS: Record<string, (owner: Owner) => Promise<unknown>> = {
  AbortMultipartUpload: (owner) => s3.send(new sdk.AbortMultipartUploadCommand({ ...owner, ...upload })),
  CompleteMultipartUpload: (owner) => s3.send(new sdk.CompleteMultipartUploadCommand({ ...owner, ...upload })),
  CopyObject: (owner) => s3.send(new sdk.CopyObjectCommand({ ...owner, Key: "b", CopySource: `${bucket}/a` })),
  CreateMultipartUpload: (owner) => s3.send(new sdk.CreateMultipartUploadCommand({ ...owner, Key })),
  DeleteBucket: (owner) => s3.send(new sdk.DeleteBucketCommand(owner)),
  DeleteBucketCors: (owner) => s3.send(new sdk.DeleteBucketCorsCommand(owner)),
  DeleteBucketPolicy: (owner) => s3.send(new sdk.DeleteBucketPolicyCommand(owner)),
  DeleteBucketTagging: (owner) => s3.send(new sdk.DeleteBucketTaggingCommand(owner)),
  DeleteObject: (owner) => s3.send(new sdk.DeleteObjectCommand({ ...owner, Key })),
  GetBucketAbac: (owner) => s3.send(new sdk.GetBucketAbacCommand(owner)),
  GetBucketAcl: (owner) => s3.send(new sdk.GetBucketAclCommand(owner)),
  GetBucketCors: (owner) => s3.send(new sdk.GetBucketCorsCommand(owner)),
  GetBucketEncryption: (owner) => s3.send(new sdk.GetBucketEncryptionCommand(owner)),
  GetBucketLifecycle: (owner) => s3.send(new sdk.GetBucketLifecycleConfigurationCommand(owner)),
  GetBucketLogging: (owner) => s3.send(new sdk.GetBucketLoggingCommand(owner)),
  GetBucketNotification: (owner) => s3.send(new sdk.GetBucketNotificationConfigurationCommand(owner)),
  GetBucketOwnershipControls: (owner) => s3.send(new sdk.GetBucketOwnershipControlsCommand(owner)),
  GetBucketPolicy: (owner) => s3.send(new sdk.GetBucketPolicyCommand(owner)),
  GetBucketReplication: (owner) => s3.send(new sdk.GetBucketReplicationCommand(owner)),
  GetBucketTagging: (owner) => s3.send(new sdk.GetBucketTaggingCommand(owner)),
  GetBucketVersioning: (owner) => s3.send(new sdk.GetBucketVersioningCommand(owner)),
  GetObject: (owner) => s3.send(new sdk.GetObjectCommand({ ...owner, Key })),
  GetObjectLock: (owner) => s3.send(new sdk.GetObjectLockConfigurationCommand(owner)),
  GetObjectTagging: (owner) => s3.send(new sdk.GetObjectTaggingCommand({ ...owner, Key })),
  GetPublicAccessBlock: (owner) => s3.send(new sdk.GetPublicAccessBlockCommand(owner)),
  ListInventory: (owner) => s3.send(new sdk.ListBucketInventoryConfigurationsCommand(owner)),
  ListMultipartUploads: (owner) => s3.send(new sdk.ListMultipartUploadsCommand(owner)),
  ListObjectVersions: (owner) => s3.send(new sdk.ListObjectVersionsCommand(owner)),
  ListObjectsV2: (owner) => s3.send(new sdk.ListObjectsV2Command(owner)),
  ListParts: (owner) => s3.send(new sdk.ListPartsCommand({ ...owner, ...upload })),
  PutBucketCors: (owner) => {
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] };
    return s3.send(new sdk.PutBucketCorsCommand({ ...owner, CORSConfiguration }));
  },
  PutBucketEncryption: (owner) => {
    const ServerSideEncryptionConfiguration = {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" as const } }],
    };
    return s3.send(new sdk.PutBucketEncryptionCommand({ ...owner, ServerSideEncryptionConfiguration }));
  },
  PutBucketLogging: (owner) => s3.send(new sdk.PutBucketLoggingCommand({ ...owner, BucketLoggingStatus: {} })),
  PutBucketOwnershipControls: (owner) => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" as const }] };
    return s3.send(new sdk.PutBucketOwnershipControlsCommand({ ...owner, OwnershipControls }));
  },
  PutBucketPolicy: (owner) => s3.send(new sdk.PutBucketPolicyCommand({ ...owner, Policy: "{}" })),
  PutBucketTagging: (owner) => s3.send(new sdk.PutBucketTaggingCommand({ ...owner, Tagging: { TagSet: [] } })),
  PutBucketVersioning: (owner) => {
    return s3.send(new sdk.PutBucketVersioningCommand({ ...owner, VersioningConfiguration: { Status: "Enabled" } }));
  },
  PutObject: (owner) => s3.send(new sdk.PutObjectCommand({ ...owner, Key, Body: "other" })),
  PutPublicAccessBlock: (owner) => {
    const PublicAccessBlockConfiguration = { BlockPublicAcls: false };
    return s3.send(new sdk.PutPublicAccessBlockCommand({ ...owner, PublicAccessBlockConfiguration }));
  },
  UploadPart: (owner) => s3.send(new sdk.UploadPartCommand({ ...owner, ...upload, PartNumber: 1, Body: "data" })),
};

describe("of a bucket that is another account's than expected", () => {
  it.for(Object.entries(REQUESTS))("%s is refused", async ([, send]) => {
    await expect(send({ Bucket: bucket, ExpectedBucketOwner: OTHER })).rejects.toEqual(
      refusal("AccessDenied", /^Access Denied$/),
    );
  });

  it.for<[string, () => Promise<unknown>]>([
    ["the bucket", () => s3.send(new sdk.HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: OTHER }))],
    ["an object", () => s3.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key, ExpectedBucketOwner: OTHER }))],
  ])("HEAD of %s is refused without a word", async ([, send]) => {
    await expect(send()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it("nothing is changed", async () => {
    expect(await head(bucket, Key)).toMatchObject({ ContentLength: 4 });
    const { Rules: [rule] = [] } =
      (await s3.send(new sdk.GetBucketEncryptionCommand({ Bucket: bucket }))).ServerSideEncryptionConfiguration ?? {};
    expect(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  });
});

test("a copy is refused where its source is another account's than expected", async () => {
  const input = { Bucket: bucket, Key: "copy", CopySource: `${bucket}/a` };
  await s3.send(new sdk.CopyObjectCommand({ ...input, ExpectedSourceBucketOwner: account }));
  await expect(s3.send(new sdk.CopyObjectCommand({ ...input, ExpectedSourceBucketOwner: OTHER }))).rejects.toEqual(
    refusal("AccessDenied"),
  );
});

test("the owner that is expected is let in, and a bucket that is not there is still missing", async () => {
  await s3.send(new sdk.HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
  await s3.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: "c", Body: "c", ExpectedBucketOwner: account }));
  const missing = { Bucket: `${bucket}-none`, ExpectedBucketOwner: OTHER };
  await expect(s3.send(new sdk.ListObjectsV2Command(missing))).rejects.toEqual(refusal("NoSuchBucket"));
});
