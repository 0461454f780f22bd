import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toTerraformBucketEncryption } from "./terraform-bucket.ts";
import { toTerraformBucket, toTerraformKey } from "./terraform.ts";

const REGION = "eu-central-1";
const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";

const ENCRYPTION = {
  Bucket: "reports",
  ServerSideEncryptionConfiguration: {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" as const, KMSMasterKeyID: KEY_ARN },
        BucketKeyEnabled: false,
        BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
      },
    ],
  },
};

const PUBLIC_ACCESS = {
  Bucket: "reports",
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
};

/** The resources of a file as HashiCorp's own parser reads them, by type. */
async function resourcesOf(terraform: string) {
  const { resource } = await parse("main.tf", terraform);
  return resource;
}

/** The parser writes a text as Terraform would have it inside quotes. */
function asTemplate(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

function keyWith(key: object): string {
  return toTerraformKey(REGION, { key, alias: { AliasName: "alias/records", TargetKeyId: KEY_ARN }, rotation: null });
}

test("a default of DSSE-KMS names algorithm, key, bucket key and what is blocked", async () => {
  expect(await resourcesOf(toTerraformBucketEncryption(REGION, ENCRYPTION))).toEqual({
    aws_s3_bucket_server_side_encryption_configuration: {
      reports: [
        {
          region: REGION,
          bucket: "reports",
          rule: [
            {
              bucket_key_enabled: false,
              blocked_encryption_types: ["SSE-C"],
              apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms:dsse", kms_master_key_id: KEY_ARN }],
            },
          ],
        },
      ],
    },
  });
});

test("the AWS managed key and S3's own are told by leaving the key out", () => {
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const }, BucketKeyEnabled: false };
  const terraform = toTerraformBucketEncryption(REGION, {
    Bucket: "reports",
    ServerSideEncryptionConfiguration: { Rules: [rule] },
  });
  expect(terraform).not.toMatch(/kms_master_key_id|blocked_encryption_types/);
});

test("a bucket comes with its encryption, its public access block and its versioning, each pointing at it", async () => {
  const terraform = toTerraformBucket(REGION, {
    bucket: { Bucket: "reports" },
    encryption: ENCRYPTION,
    publicAccess: PUBLIC_ACCESS,
    versioning: { Bucket: "reports", VersioningConfiguration: { Status: "Enabled" } },
  });
  const resources = await resourcesOf(terraform);
  expect(Object.keys(resources).toSorted()).toEqual([
    "aws_s3_bucket",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ]);
  expect(resources.aws_s3_bucket.reports).toEqual([{ region: REGION, bucket: "reports" }]);
  expect(resources.aws_s3_bucket_versioning.reports).toEqual([
    { region: REGION, bucket: "${aws_s3_bucket.reports.id}", versioning_configuration: [{ status: "Enabled" }] },
  ]);
  expect(resources.aws_s3_bucket_public_access_block.reports).toEqual([
    {
      region: REGION,
      bucket: "${aws_s3_bucket.reports.id}",
      block_public_acls: true,
      ignore_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    },
  ]);
});

test("a bucket without versioning, in the account's own namespace, under a name that Terraform does not take", async () => {
  const name = "1.reports-111122223333-eu-central-1-an";
  const terraform = toTerraformBucket(REGION, {
    bucket: { Bucket: name, BucketNamespace: "account-regional" },
    encryption: ENCRYPTION,
    publicAccess: PUBLIC_ACCESS,
    versioning: null,
  });
  const resources = await resourcesOf(terraform);
  expect(Object.keys(resources)).not.toContain("aws_s3_bucket_versioning");
  expect(resources.aws_s3_bucket).toEqual({
    "bucket_1_reports-111122223333-eu-central-1-an": [
      { region: REGION, bucket: name, bucket_namespace: "account-regional" },
    ],
  });
});

test("a key comes with its alias, its rotation, its tags and its policy", async () => {
  const policy = { Version: "2012-10-17", Statement: [{ Sid: "a", Effect: "Allow", Resource: "*" }] };
  const terraform = toTerraformKey(REGION, {
    key: { Description: "Payroll", Policy: JSON.stringify(policy), Tags: [{ TagKey: "Team", TagValue: "Zürich" }] },
    alias: { AliasName: "alias/records/pay", TargetKeyId: KEY_ARN },
    rotation: { KeyId: KEY_ARN, RotationPeriodInDays: 180 },
  });
  const { aws_kms_key, aws_kms_alias } = await resourcesOf(terraform);
  expect(aws_kms_key.records_pay).toEqual([
    {
      region: REGION,
      description: "Payroll",
      enable_key_rotation: true,
      rotation_period_in_days: 180,
      policy: expect.stringMatching(/^\$\{jsonencode\(\{/),
      tags: { Team: "Zürich" },
    },
  ]);
  expect(aws_kms_alias.records_pay).toEqual([
    { region: REGION, name: "alias/records/pay", target_key_id: "${aws_kms_key.records_pay.arn}" },
  ]);
});

test("rotation that is off is said, not left out", async () => {
  const { aws_kms_key } = await resourcesOf(keyWith({}));
  expect(aws_kms_key.records).toEqual([{ region: REGION, enable_key_rotation: false }]);
});

test("no text is ever evaluated, whatever it holds", async () => {
  const text = fc.string({
    unit: fc.constantFrom("$", "%", "{", "}", "~", "\\", '"', "\n", "\t", "\b", "\u2028", "\u202e", "é", "😀"),
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(text, async (description) => {
      const { aws_kms_key } = await resourcesOf(keyWith({ Description: description }));
      expect(aws_kms_key.records[0].description).toBe(asTemplate(description));
    }),
    { numRuns: 300, examples: [['${file("/etc/passwd")}'], ["%{ if true }x%{ endif }"], ["$${a}"], ["\\"], ['"\n}']] },
  );
});

test("a policy's variables stay the policy's, and its JSON stays what it was", async () => {
  const policy = {
    Statement: [
      { Resource: "arn:aws:s3:::home/${aws:username}/*", Sid: "tab\tand\bbell %{x}", n: 1.5, on: true, no: null },
    ],
  };
  const { aws_kms_key } = await resourcesOf(keyWith({ Policy: JSON.stringify(policy) }));
  const [, body = ""] = /^\$\{jsonencode\((.*)\)\}$/s.exec(aws_kms_key.records[0].policy) ?? [];
  expect(JSON.parse(body.replaceAll("$${", () => "${").replaceAll("%%{", "%{"))).toEqual(policy);
});

test("a policy that is no JSON is handed over as the text that it is", async () => {
  const { aws_kms_key } = await resourcesOf(keyWith({ Policy: "not ${yet}" }));
  expect(aws_kms_key.records[0].policy).toBe(asTemplate("not ${yet}"));
});
