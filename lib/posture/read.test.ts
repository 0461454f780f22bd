import { expect, test } from "vitest";
import { kmsError, s3Error, scripted } from "#lib/aws/testing.ts";
import { listBucketDefaults, listBucketFacts, listKeyFacts } from "./read.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const LISTING = `<ListAllMyBucketsResult><Buckets>${["closed", "one", "two"]
  .map((name) => `<Bucket><Name>${name}</Name><BucketRegion>eu-central-1</BucketRegion></Bucket>`)
  .join("")}</Buckets></ListAllMyBucketsResult>`;
const DSSE = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm><KMSMasterKeyID>${ARN}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
const KEY = {
  KeyId: "0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10",
  Arn: ARN,
  KeyState: "Enabled",
  KeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
  KeyManager: "CUSTOMER",
  Origin: "AWS_KMS",
};

test("a bucket that refuses keeps its row, and a key that buckets share is asked about once", async () => {
  const { aws, requests } = scripted(({ hostname, query, target }) => {
    if (target === "DescribeKey") return { body: { KeyMetadata: KEY } };
    if (target === "ListAliases") return { body: { Aliases: [] } };
    if (target === "GetKeyPolicy") return kmsError(400, "AccessDeniedException");
    if ("policy" in query) return s3Error(404, "NoSuchBucketPolicy");
    if ("publicAccessBlock" in query) return s3Error(403, "AccessDenied");
    if (!("encryption" in query)) return { body: LISTING };
    return hostname.startsWith("closed.") ? s3Error(403, "AccessDenied") : { body: DSSE };
  });
  const facts = await listBucketFacts(aws, await listBucketDefaults(aws));
  expect(facts).toMatchObject([
    {
      bucket: { name: "closed" },
      encryption: { ok: false, failure: { permission: "s3:GetEncryptionConfiguration" } },
      key: null,
    },
    {
      bucket: { name: "one" },
      key: { ok: true, value: { arn: ARN } },
      keyPolicy: { ok: false, failure: { permission: "kms:GetKeyPolicy" } },
      policy: { ok: true, value: null },
    },
    { bucket: { name: "two" }, publicAccess: { ok: false, failure: { permission: "s3:GetBucketPublicAccessBlock" } } },
  ]);
  for (const once of ["DescribeKey", "GetKeyPolicy"]) {
    expect(requests.filter(({ target }) => target === once)).toHaveLength(1);
  }
});

test("a bucket whose Region cannot be asked is not known, and leaves its neighbours alone", async () => {
  const { aws } = scripted(({ method, query }) => {
    if (method === "HEAD") return { status: 503 };
    if ("encryption" in query) return { body: DSSE.replace(/<KMS.*ID>/, "") };
    if (Object.keys(query).some((name) => name === "policy" || name === "publicAccessBlock")) {
      return s3Error(403, "AccessDenied");
    }
    return { body: LISTING.replace("<BucketRegion>eu-central-1</BucketRegion>", "") };
  });
  expect(await listBucketFacts(aws, await listBucketDefaults(aws))).toMatchObject([
    {
      bucket: { name: "closed", region: null },
      encryption: { ok: false, failure: { operation: "HeadBucket" } },
      key: null,
      policy: { ok: false },
      publicAccess: { ok: false },
    },
    { bucket: { name: "one" }, encryption: { ok: true } },
    { bucket: { name: "two" }, encryption: { ok: true } },
  ]);
});

test("without s3:ListAllMyBuckets there is nothing to judge, and that is raised", async () => {
  const { aws } = scripted(() => s3Error(403, "AccessDenied"));
  await expect(listBucketDefaults(aws)).rejects.toMatchObject({ failure: { permission: "s3:ListAllMyBuckets" } });
});

test("a Region that refuses, a key and a rotation each fail alone", async () => {
  const { aws } = scripted(
    ({ hostname, target }) => {
      if (hostname.includes("us-east-1")) return kmsError(400, "AccessDeniedException");
      if (target === "ListAliases") return { body: { Aliases: [] } };
      if (target === "ListKeys") return { body: { Keys: [{ KeyArn: ARN, KeyId: KEY.KeyId }] } };
      return target === "DescribeKey" ? { body: { KeyMetadata: KEY } } : kmsError(400, "AccessDeniedException");
    },
    { regions: ["eu-central-1", "us-east-1"] },
  );
  expect(await listKeyFacts(aws)).toMatchObject([
    {
      region: "eu-central-1",
      keys: {
        ok: true,
        value: [
          {
            key: { described: { ok: true } },
            rotation: { ok: false, failure: { permission: "kms:GetKeyRotationStatus" } },
          },
        ],
      },
    },
    { region: "us-east-1", keys: { ok: false, failure: { permission: "kms:ListKeys" } } },
  ]);
});
