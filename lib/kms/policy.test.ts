import { expect, test } from "vitest";
import { type KeyPolicy, type PolicyPreset, reasonBucketRefused, toKeyPolicy } from "./policy.ts";
import { lintKeyPolicy } from "./policy-lint.ts";

const ROLE = "arn:aws:iam::000000000000:role/App";
const OTHER = "arn:aws:iam::999999999999:role/Partner";
const ADMIN = "arn:aws:iam::000000000000:role/KeyAdmin";
const BARE: PolicyPreset = {
  accountId: "000000000000",
  partition: "aws",
  region: "eu-central-1",
  administrators: [],
  users: [],
  viaS3Only: false,
  buckets: [],
};

test.for<[string, Partial<PolicyPreset>, string[]]>([
  ["nothing chosen", {}, ["AccountThroughIam"]],
  ["administrators", { administrators: [ADMIN] }, ["AccountThroughIam", "Administrators"]],
  ["users", { users: [ROLE] }, ["AccountThroughIam", "Users", "UsersSeeKey"]],
  ["only through S3", { viaS3Only: true }, ["AccountThroughIam", "OnlyThroughS3"]],
  ["named buckets", { buckets: ["records"] }, ["AccountThroughIam", "OnlyTheseBuckets"]],
  [
    "everything",
    { administrators: [ADMIN], users: [ROLE], viaS3Only: true, buckets: ["records"] },
    ["AccountThroughIam", "Administrators", "Users", "UsersSeeKey", "OnlyThroughS3", "OnlyTheseBuckets"],
  ],
])("%s: its statements, without a lint", ([, chosen, sids]) => {
  const policy = toKeyPolicy({ ...BARE, ...chosen });
  expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(sids);
  expect(lintKeyPolicy(JSON.stringify(policy))).toEqual([]);
});

test("the account keeps every right over the key, so nobody can be locked out for good", () => {
  const policy = toKeyPolicy({
    ...BARE,
    administrators: [ADMIN],
    users: [ROLE],
    viaS3Only: true,
    buckets: ["records"],
  });
  expect(policy.Statement[0]).toEqual({
    Sid: "AccountThroughIam",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::000000000000:root" },
    Action: "kms:*",
    Resource: "*",
  });
  const denied = policy.Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);
  expect(denied).not.toContain("kms:*");
  expect(denied.filter((action) => /Put|Delet|Describe|Enable/.test(action))).toEqual([]);
});

test("users may write and read through S3 in this Region, for objects of the named buckets alone", () => {
  const policy = toKeyPolicy({ ...BARE, users: [ROLE], viaS3Only: true, buckets: ["records", "scans"] });
  expect(statement(policy, "Users")).toEqual({
    Sid: "Users",
    Effect: "Allow",
    Principal: { AWS: ROLE },
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": "000000000000" },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::records/*", "arn:aws:s3:::scans/*"] },
    },
  });
});

test("pickers can describe the key directly, because that is no request through S3", () => {
  const policy = toKeyPolicy({ ...BARE, users: [ROLE], viaS3Only: true, buckets: ["records"] });
  expect(statement(policy, "UsersSeeKey")).toMatchObject({ Action: "kms:DescribeKey" });
  expect(statement(policy, "UsersSeeKey")).not.toHaveProperty("Condition");
});

test("only through S3 holds for those who come by the account's IAM policies too", () => {
  expect(statement(toKeyPolicy({ ...BARE, viaS3Only: true }), "OnlyThroughS3")).toEqual({
    Sid: "OnlyThroughS3",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringNotEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
  });
});

test("objects of any other bucket are refused to everybody", () => {
  expect(statement(toKeyPolicy({ ...BARE, buckets: ["records"] }), "OnlyTheseBuckets")).toMatchObject({
    Effect: "Deny",
    Principal: { AWS: "*" },
    Condition: { StringNotLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::records/*" } },
  });
});

test("users of another account pass the condition on the caller's account", () => {
  const policy = toKeyPolicy({ ...BARE, users: [ROLE, OTHER], viaS3Only: true });
  expect(statement(policy, "Users")?.Condition?.["StringEquals"]?.["kms:CallerAccount"]).toEqual([
    "000000000000",
    "999999999999",
  ]);
});

test("the partition is in every ARN, and China's services go by either suffix", () => {
  const policy = toKeyPolicy({
    ...BARE,
    partition: "aws-cn",
    region: "cn-north-1",
    viaS3Only: true,
    buckets: ["records"],
  });
  const text = JSON.stringify(policy);
  expect(text).not.toContain("arn:aws:");
  expect(text).toContain("arn:aws-cn:s3:::records/*");
  expect(text).toContain('["s3.cn-north-1.amazonaws.com","s3.cn-north-1.amazonaws.com.cn"]');
});

test.for([
  ["records", true],
  ["records.eu-1", true],
  ["abc", true],
  ["ab", false],
  ["a".repeat(63), true],
  ["a".repeat(64), false],
  ["rec*", false],
  ["Records", false],
  ["arn:aws:s3:::records", false],
  ["records/*", false],
  ["-records", false],
] as const)("bucket %s: %s", ([name, taken]) => {
  expect(reasonBucketRefused(name) === null).toBe(taken);
});

function statement(policy: KeyPolicy, sid: string) {
  return policy.Statement.find(({ Sid }) => Sid === sid);
}

test.for([
  ["aws", "us-east-1", "s3.us-east-1.amazonaws.com"],
  ["aws-us-gov", "us-gov-west-1", "s3.us-gov-west-1.amazonaws.com"],
  ["aws-cn", "cn-north-1", ["s3.cn-north-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"]],
  ["aws-eusc", "eusc-de-east-1", ["s3.eusc-de-east-1.amazonaws.com", "s3.eusc-de-east-1.amazonaws.eu"]],
  ["aws-iso", "us-iso-east-1", ["s3.us-iso-east-1.amazonaws.com", "s3.us-iso-east-1.c2s.ic.gov"]],
] as const)("in %s S3 goes by its names there", ([partition, region, names]) => {
  const { Statement } = toKeyPolicy({ ...BARE, partition, region, viaS3Only: true });
  expect(Statement.at(-1)?.Condition).toEqual({ StringNotEquals: { "kms:ViaService": names } });
});
