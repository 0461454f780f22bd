import { expect, test } from "vitest";
import { answering, s3Error, scripted } from "#lib/aws/testing.ts";
import {
  getBucketEncryption,
  getBucketOwnership,
  getBucketPolicy,
  getPublicAccessBlock,
  getVersioning,
  listBuckets,
  listBucketTags,
} from "./read.ts";
import { inBucketRegion } from "./region.ts";

const page = (names: string[], more = "") =>
  `<ListAllMyBucketsResult><Buckets>${names
    .map(
      (name) =>
        `<Bucket><Name>${name}</Name><CreationDate>2026-01-02T03:04:05Z</CreationDate><BucketRegion>eu-west-1</BucketRegion></Bucket>`,
    )
    .join("")}</Buckets>${more}</ListAllMyBucketsResult>`;

test("buckets are listed to the last page, and their Regions need not be asked again", async () => {
  const { aws, requests } = scripted([
    { body: page(["page-one"], "<ContinuationToken>next</ContinuationToken>") },
    { body: page(["page-two"]) },
  ]);
  const buckets = await listBuckets(aws);
  expect(buckets).toEqual([
    { name: "page-one", region: "eu-west-1", createdAt: new Date("2026-01-02T03:04:05Z") },
    { name: "page-two", region: "eu-west-1", createdAt: new Date("2026-01-02T03:04:05Z") },
  ]);
  expect(requests[1]?.query).toMatchObject({ "max-buckets": "1000", "continuation-token": "next" });
  expect((await inBucketRegion(aws, "page-two")).region).toBe("eu-west-1");
  expect(requests).toHaveLength(2);
});

test("a bucket that is listed without its Region is asked for it", async () => {
  const { aws } = scripted([
    {
      body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>silent</Name></Bucket></Buckets></ListAllMyBucketsResult>",
    },
    { headers: { "x-amz-bucket-region": "us-east-1" } },
  ]);
  expect(await listBuckets(aws)).toEqual([{ name: "silent", region: "us-east-1", createdAt: null }]);
});

test("a bucket whose Region cannot be asked keeps its place in the list", async () => {
  const { aws } = scripted(({ method, hostname }) => {
    if (method !== "HEAD") {
      return {
        body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>hidden</Name></Bucket><Bucket><Name>mute</Name></Bucket></Buckets></ListAllMyBucketsResult>",
      };
    }
    return hostname.startsWith("hidden.")
      ? { status: 503 }
      : { status: 403, headers: { "x-amz-bucket-region": "us-east-1" } };
  });
  expect(await listBuckets(aws)).toMatchObject([
    { name: "hidden", region: null },
    { name: "mute", region: "us-east-1" },
  ]);
});

test("a default is read with what is blocked", async () => {
  const aws = answering(
    200,
    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>",
  );
  expect(await getBucketEncryption(aws, "reports")).toEqual({
    default: { type: "DSSE-KMS", keyId: null },
    bucketKeyInVain: true,
    blockedTypes: ["SSE-C"],
  });
});

test("what was never set is known to be absent", async () => {
  const none = (code: string) => scripted([s3Error(404, code)]).aws;
  expect(await getBucketPolicy(none("NoSuchBucketPolicy"), "reports")).toBeNull();
  expect(await listBucketTags(none("NoSuchTagSet"), "reports")).toEqual([]);
  expect(await getBucketOwnership(none("OwnershipControlsNotFoundError"), "reports")).toBeNull();
  expect(await getPublicAccessBlock(none("NoSuchPublicAccessBlockConfiguration"), "reports")).toEqual({
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  });
  expect(await getVersioning(answering(200, "<VersioningConfiguration/>"), "reports")).toEqual({
    status: "never",
    mfaDelete: false,
  });
});

test.for<[string, (aws: ReturnType<typeof answering>) => Promise<unknown>]>([
  ["s3:GetEncryptionConfiguration", (aws) => getBucketEncryption(aws, "reports")],
  ["s3:GetBucketPolicy", (aws) => getBucketPolicy(aws, "reports")],
  ["s3:GetBucketVersioning", (aws) => getVersioning(aws, "reports")],
  ["s3:GetBucketPublicAccessBlock", (aws) => getPublicAccessBlock(aws, "reports")],
  ["s3:GetBucketOwnershipControls", (aws) => getBucketOwnership(aws, "reports")],
  ["s3:GetBucketTagging", (aws) => listBucketTags(aws, "reports")],
  ["s3:ListAllMyBuckets", (aws) => listBuckets(aws)],
])("a refused read names %s and is never taken for an absence", async ([permission, read]) => {
  const { aws } = scripted([s3Error(403, "AccessDenied")]);
  await expect(read(aws)).rejects.toMatchObject({ failure: { code: "denied", permission } });
});

test.for(["<html><body>Sign in</body></html>", "<html/>"])(
  "a page of something else than S3, %s, says nothing of a default or of buckets",
  async (body) => {
    const aws = answering(200, body);
    await expect(getBucketEncryption(aws, "records")).rejects.toMatchObject({ code: "unknown" });
    await expect(listBuckets(aws)).rejects.toMatchObject({ code: "unknown" });
  },
);

test.for(["<Buckets/>", "<Buckets></Buckets>"])("an account whose list is %s has no buckets", async (list) => {
  expect(await listBuckets(answering(200, `<ListAllMyBucketsResult>${list}</ListAllMyBucketsResult>`))).toEqual([]);
});
