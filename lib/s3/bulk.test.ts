import { expect, test } from "vitest";
import { type EncryptionRule, ruleText } from "./blocked-types.ts";
import { type BulkKey, planDefault, type PlanStep, planSseCBlock, withHarm } from "./bulk.ts";
import type { BucketEncryption, Encryption } from "./encryption.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER = ARN.replace(/ab$/, "cd");
const KEY: BulkKey = { arn: ARN, region: "eu-central-1", awsManaged: false };
const HERE = { name: "reports", region: "eu-central-1" };

function having(encryption: Encryption, rest: Partial<BucketEncryption> = {}): BucketEncryption {
  return { default: encryption, bucketKeyInVain: false, blockedTypes: null, ...rest };
}

test.for<[string, BucketEncryption, PlanStep["status"]]>([
  ["SSE-S3", having({ type: "SSE-S3" }), "change"],
  ["SSE-KMS under the same key", having({ type: "SSE-KMS", keyId: ARN, bucketKey: true }), "change"],
  ["DSSE-KMS under another key", having({ type: "DSSE-KMS", keyId: OTHER }), "change"],
  ["DSSE-KMS under the AWS managed key", having({ type: "DSSE-KMS", keyId: null }), "change"],
  ["DSSE-KMS under the key by its alias", having({ type: "DSSE-KMS", keyId: "alias/records" }), "change"],
  ["DSSE-KMS under the key", having({ type: "DSSE-KMS", keyId: ARN }), "same"],
  ["the same with a bucket key in vain", having({ type: "DSSE-KMS", keyId: ARN }, { bucketKeyInVain: true }), "change"],
  ["an algorithm of tomorrow", having({ type: "other", algorithm: "aws:fsx" }), "skipped"],
])("a default of %s, to be DSSE-KMS: %s", ([, found, status]) => {
  expect(planDefault(HERE, found, KEY, { awsManaged: false }).status).toBe(status);
});

test("a change carries what was seen and keeps what is blocked", () => {
  const found = having({ type: "SSE-S3" }, { blockedTypes: ["SSE-C"] });
  expect(planDefault(HERE, found, KEY, { awsManaged: false })).toMatchObject({
    seen: "SSE-S3; blocked: SSE-C",
    after: { found: { default: { type: "DSSE-KMS", keyId: ARN }, blockedTypes: ["SSE-C"] } },
    call: {
      operation: "PutBucketEncryption",
      region: "eu-central-1",
      input: {
        Bucket: "reports",
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: ARN },
              BucketKeyEnabled: false,
              BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
            },
          ],
        },
      },
    },
  });
});

test("a bucket of another Region is left out and says why, even when it is as asked", () => {
  const step = planDefault({ ...HERE, region: "us-east-1" }, having({ type: "DSSE-KMS", keyId: ARN }), KEY, {
    awsManaged: false,
  });
  expect(step).toMatchObject({ status: "skipped", reason: expect.stringContaining("It is in us-east-1") });
});

test("a key of one's own is not given up for the AWS managed one in bulk", () => {
  const managed = { ...KEY, awsManaged: true };
  const found = having({ type: "SSE-KMS", keyId: OTHER, bucketKey: false });
  expect(planDefault(HERE, found, managed, { awsManaged: false })).toMatchObject({
    status: "skipped",
    reason: expect.stringContaining("not done in bulk"),
  });
  expect(planDefault(HERE, found, managed, { awsManaged: true }).status).toBe("change");
});

test("a default that breaks something is left out with what breaks, and what is not known goes along", () => {
  const step = planDefault(HERE, having({ type: "SSE-S3" }), KEY, { awsManaged: true });
  expect(withHarm(step, { breaks: ["The log stops."], notKnown: ["The rest is not known."] })).toMatchObject({
    status: "skipped",
    reason: expect.stringMatching(/^The log stops\. .*not done in bulk/),
    before: { kind: "encryption", found: { default: { type: "SSE-S3" } } },
  });
  expect(withHarm(step, { breaks: [], notKnown: ["The rest is not known."] })).toEqual({
    ...step,
    notKnown: ["The rest is not known."],
  });
  const same = planDefault(HERE, having({ type: "DSSE-KMS", keyId: ARN }), KEY, { awsManaged: false });
  expect(withHarm(same, { breaks: ["The log stops."], notKnown: [] })).toEqual(same);
});

const RULE: EncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: ARN },
  BucketKeyEnabled: true,
};

test.for<[string, EncryptionRule, PlanStep["status"]]>([
  ["nothing said", RULE, "change"],
  ["NONE", { ...RULE, BlockedEncryptionTypes: { EncryptionType: ["NONE"] } }, "change"],
  ["SSE-C", { ...RULE, BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } }, "same"],
  ["nothing, without a default", { BucketKeyEnabled: false }, "skipped"],
])("blocked: %s, to block SSE-C: %s", ([, rule, status]) => {
  expect(planSseCBlock(HERE, rule).status).toBe(status);
});

test("blocking SSE-C sends the rest of the rule as it was read", () => {
  expect(planSseCBlock(HERE, RULE)).toMatchObject({
    seen: ruleText(RULE),
    call: {
      operation: "PutBucketEncryption",
      region: "eu-central-1",
      input: {
        Bucket: "reports",
        ServerSideEncryptionConfiguration: {
          Rules: [{ ...RULE, BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } }],
        },
      },
    },
  });
});
