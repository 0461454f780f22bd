import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type Key } from "#lib/kms/key.ts";
import type { BucketEncryption, Encryption } from "#lib/s3/encryption.ts";
import { ALL_BLOCKED, NOTHING_BLOCKED } from "#lib/s3/public-access.ts";
import type { BucketFacts } from "./bucket-facts.ts";
import { BUCKET_RULES, type BucketRuleId } from "./bucket-rules.ts";
import type { Verdict } from "./rule.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const US_ARN = ARN.replace("eu-central-1", "us-east-1");
const DSSE: Encryption = { type: "DSSE-KMS", keyId: ARN };

function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

function refused(
  permission: string | null,
  code: Failure["code"] = "denied",
  name = "AccessDenied",
): { ok: false; failure: Failure } {
  return {
    ok: false,
    failure: { code, service: "S3", operation: "Get", name, message: "no", permission, hint: "", requestId: null },
  };
}

function encryption(standard: Encryption, rest: Partial<BucketEncryption> = {}): Result<BucketEncryption> {
  return ok({ default: standard, bucketKeyInVain: false, blockedTypes: ["SSE-C"], ...rest });
}

function key(state: string, arn = ARN): Result<Key> {
  const metadata = {
    KeyId: arn,
    Arn: arn,
    KeyState: state,
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
  } as const;
  return ok({ ...fromKeyMetadata({ ...metadata, KeyState: undefined }, ["alias/records"]), state });
}

function deny(conditions: object, sid = "OnlyDsse"): Result<string> {
  const statement = {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::reports/*",
    Condition: conditions,
  };
  return ok(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
}

const SSE = "s3:x-amz-server-side-encryption";
const REQUIRED = deny({ StringNotEquals: { [SSE]: "aws:kms:dsse" }, Null: { [SSE]: "false" } });
const STRICT = deny({ StringNotEquals: { [SSE]: "aws:kms:dsse" } });
const CONTRADICTED = deny({ StringEquals: { [SSE]: "aws:kms:dsse" } });
const PARTLY = deny({ StringEquals: { [SSE]: "AES256" } });
const SCANNER = deny({ StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } });
const OTHER_KEY = deny({ StringNotEquals: { [`${SSE}-aws-kms-key-id`]: US_ARN } });
const SOME_REFUSED = deny({ StringEquals: { [SSE]: "aws:kms:dsse" }, ArnLike: { "aws:PrincipalArn": "*/ops" } });
const DEMANDED_KEY = deny({
  StringNotEquals: { [`${SSE}-aws-kms-key-id`]: ARN },
  Null: { [`${SSE}-aws-kms-key-id`]: "false" },
});
const NO_SSE_C = deny({ Null: { [`${SSE}-customer-algorithm`]: "false" } }, "NoSseC");
const BROKEN = ok("{}}");

function keyPolicy(change: object): Result<string> {
  const allow = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const denied = { ...allow, Sid: "Never", Effect: "Deny", Principal: "*", Action: "kms:GenerateDataKey", ...change };
  return ok(JSON.stringify({ Version: "2012-10-17", Statement: [allow, denied] }));
}

const CONTEXT = "kms:EncryptionContext:aws:s3:arn";
const FOR_OTHERS = keyPolicy({ Condition: { StringNotLike: { [CONTEXT]: "arn:aws:s3:::payroll/*" } } });
const FOR_OBJECTS = keyPolicy({ Condition: { StringNotLike: { [CONTEXT]: "arn:aws:s3:::reports/*" } } });

/** A bucket that passes everything that it can. */
const SOUND: BucketFacts = {
  bucket: { name: "reports", region: "eu-central-1", createdAt: null },
  encryption: encryption(DSSE),
  key: key("Enabled"),
  keyPolicy: FOR_OBJECTS,
  policy: REQUIRED,
  publicAccess: ok(ALL_BLOCKED),
};

test.for<[BucketRuleId, Verdict["verdict"], string, Partial<BucketFacts>]>([
  ["default-key-usable", "pass", "an enabled key of the bucket's Region", {}],
  ["default-key-usable", "pass", "a multi-Region primary that moves", { key: key("Updating") }],
  ["default-key-usable", "fail", "a disabled key", { key: key("Disabled") }],
  ["default-key-usable", "fail", "a key scheduled for deletion", { key: key("PendingDeletion") }],
  [
    "default-key-usable",
    "fail",
    "a key of another Region",
    { encryption: encryption({ type: "DSSE-KMS", keyId: US_ARN }), key: key("Enabled", US_ARN) },
  ],
  [
    "default-key-usable",
    "fail",
    "a key that KMS does not have",
    { key: refused(null, "missing", "NotFoundException") },
  ],
  ["default-key-usable", "fail", "a key whose policy is for another bucket only", { keyPolicy: FOR_OTHERS }],
  [
    "default-key-usable",
    "fail",
    "a key whose policy is for objects only, under a bucket key",
    { encryption: encryption({ type: "SSE-KMS", keyId: ARN, bucketKey: true }) },
  ],
  [
    "default-key-usable",
    "pass",
    "a key whose policy refuses one role",
    { keyPolicy: keyPolicy({ Principal: { AWS: "arn:aws:iam::111122223333:role/Intern" } }) },
  ],
  ["default-key-usable", "unknown", "a key whose policy may not be read", { keyPolicy: refused("kms:GetKeyPolicy") }],
  ["default-key-usable", "unknown", "a key whose policy cannot be read", { keyPolicy: BROKEN }],
  [
    "default-key-usable",
    "fail",
    "a disabled key whose policy may not be read",
    { key: key("Disabled"), keyPolicy: refused("kms:GetKeyPolicy") },
  ],
  ["default-key-usable", "unknown", "a key that may not be described", { key: refused("kms:DescribeKey") }],
  [
    "default-key-usable",
    "unknown",
    "a default that may not be read",
    { encryption: refused("s3:GetEncryptionConfiguration"), key: null },
  ],
  [
    "default-key-usable",
    "not-applicable",
    "the AWS managed key",
    { encryption: encryption({ type: "DSSE-KMS", keyId: null }), key: null },
  ],
  [
    "default-key-usable",
    "not-applicable",
    "a default without a KMS key",
    { encryption: encryption({ type: "SSE-S3" }), key: null },
  ],

  ["policy-accepts-dsse", "pass", "a policy that requires DSSE-KMS", {}],
  ["policy-accepts-dsse", "pass", "no policy", { policy: ok(null) }],
  ["policy-accepts-dsse", "fail", "a policy that refuses DSSE-KMS", { policy: CONTRADICTED }],
  ["policy-accepts-dsse", "fail", "the list of scanners", { policy: SCANNER }],
  ["policy-accepts-dsse", "fail", "a policy that demands another key", { policy: OTHER_KEY }],
  ["policy-accepts-dsse", "unknown", "a policy that refuses it for some objects", { policy: SOME_REFUSED }],
  [
    "policy-accepts-dsse",
    "unknown",
    "a demanded key where the default's is not known",
    {
      policy: DEMANDED_KEY,
      encryption: encryption({ type: "DSSE-KMS", keyId: "alias/records" }),
      key: refused("kms:DescribeKey"),
    },
  ],
  [
    "policy-accepts-dsse",
    "unknown",
    "a demanded key where the default names none",
    { policy: DEMANDED_KEY, encryption: encryption({ type: "DSSE-KMS", keyId: null }), key: null },
  ],
  [
    "policy-accepts-dsse",
    "pass",
    "a policy that takes any key, where the default's is not known",
    { encryption: encryption({ type: "DSSE-KMS", keyId: "alias/records" }), key: refused("kms:DescribeKey") },
  ],
  [
    "policy-accepts-dsse",
    "unknown",
    "what depends, under a key that fails",
    { policy: SOME_REFUSED, key: key("Disabled") },
  ],
  ["policy-accepts-dsse", "unknown", "a policy that may not be read", { policy: refused("s3:GetBucketPolicy") }],
  ["policy-accepts-dsse", "unknown", "a policy that is none", { policy: BROKEN }],
  ["policy-accepts-dsse", "not-applicable", "a default of one layer", { encryption: encryption({ type: "SSE-S3" }) }],

  ["default-dsse", "pass", "DSSE-KMS", {}],
  ["default-dsse", "fail", "SSE-KMS", { encryption: encryption({ type: "SSE-KMS", keyId: ARN, bucketKey: true }) }],
  ["default-dsse", "fail", "SSE-S3", { encryption: encryption({ type: "SSE-S3" }) }],
  [
    "default-dsse",
    "unknown",
    "an algorithm of the future",
    { encryption: encryption({ type: "other", algorithm: "aws:fsx" }) },
  ],
  [
    "default-dsse",
    "unknown",
    "a default that may not be read",
    { encryption: refused("s3:GetEncryptionConfiguration") },
  ],

  ["default-key-arn", "pass", "a full ARN", {}],
  ["default-key-arn", "fail", "an alias", { encryption: encryption({ type: "DSSE-KMS", keyId: "alias/records" }) }],
  ["default-key-arn", "fail", "a bare id", { encryption: encryption({ type: "DSSE-KMS", keyId: ARN.slice(-36) }) }],
  [
    "default-key-arn",
    "unknown",
    "a default that may not be read",
    { encryption: refused("s3:GetEncryptionConfiguration") },
  ],
  ["default-key-arn", "not-applicable", "no key", { encryption: encryption({ type: "SSE-S3" }) }],

  ["policy-requires-dsse", "pass", "a policy that requires it", {}],
  ["policy-requires-dsse", "pass", "AWS's own strict policy", { policy: STRICT }],
  ["policy-requires-dsse", "fail", "no policy", { policy: ok(null) }],
  ["policy-requires-dsse", "fail", "a policy that refuses SSE-S3 only", { policy: PARTLY }],
  ["policy-requires-dsse", "unknown", "a policy that may not be read", { policy: refused("s3:GetBucketPolicy") }],
  ["policy-requires-dsse", "not-applicable", "a policy that contradicts the default", { policy: CONTRADICTED }],
  ["policy-requires-dsse", "not-applicable", "a default of one layer", { encryption: encryption({ type: "SSE-S3" }) }],

  ["sse-c-refused", "pass", "a bucket that blocks it", { policy: ok(null) }],
  [
    "sse-c-refused",
    "pass",
    "a policy that refuses it",
    { encryption: encryption(DSSE, { blockedTypes: ["NONE"] }), policy: STRICT },
  ],
  [
    "sse-c-refused",
    "fail",
    "a bucket that allows it",
    { encryption: encryption(DSSE, { blockedTypes: ["NONE"] }), policy: ok(null) },
  ],
  [
    "sse-c-refused",
    "unknown",
    "a bucket of which S3 says nothing",
    { encryption: encryption(DSSE, { blockedTypes: null }), policy: ok(null) },
  ],
  [
    "sse-c-refused",
    "unknown",
    "a policy that may not be read",
    { encryption: encryption(DSSE, { blockedTypes: [] }), policy: refused("s3:GetBucketPolicy") },
  ],

  [
    "sse-c-refused",
    "pass",
    "a policy that denies nothing but SSE-C",
    { encryption: encryption(DSSE, { blockedTypes: ["NONE"] }), policy: NO_SSE_C },
  ],
  [
    "sse-c-refused",
    "pass",
    "a policy that denies SSE-C, where S3 says nothing of what it blocks",
    { encryption: encryption(DSSE, { blockedTypes: null }), policy: NO_SSE_C },
  ],
  [
    "sse-c-refused",
    "unknown",
    "a policy that is none",
    { encryption: encryption(DSSE, { blockedTypes: ["NONE"] }), policy: BROKEN },
  ],

  ["public-access-blocked", "pass", "all four switches", {}],
  [
    "public-access-blocked",
    "fail",
    "three switches",
    { publicAccess: ok({ ...ALL_BLOCKED, ignorePublicAcls: false }) },
  ],
  ["public-access-blocked", "fail", "none", { publicAccess: ok(NOTHING_BLOCKED) }],
  [
    "public-access-blocked",
    "unknown",
    "switches that may not be read",
    { publicAccess: refused("s3:GetBucketPublicAccessBlock") },
  ],

  ["default-reachable", "pass", "a policy that lets uploads without a header through", {}],
  ["default-reachable", "fail", "AWS's own strict policy", { policy: STRICT }],
  ["default-reachable", "unknown", "a policy that may not be read", { policy: refused("s3:GetBucketPolicy") }],
  ["default-reachable", "not-applicable", "no policy", { policy: ok(null) }],

  ["no-bucket-key-in-vain", "pass", "no bucket key", {}],
  [
    "no-bucket-key-in-vain",
    "fail",
    "a bucket key beside DSSE-KMS",
    { encryption: encryption(DSSE, { bucketKeyInVain: true }) },
  ],
  [
    "no-bucket-key-in-vain",
    "unknown",
    "a default that may not be read",
    { encryption: refused("s3:GetEncryptionConfiguration") },
  ],
  [
    "no-bucket-key-in-vain",
    "not-applicable",
    "SSE-KMS, which uses it",
    { encryption: encryption({ type: "SSE-KMS", keyId: ARN, bucketKey: true }) },
  ],
])("%s is a %s for %s", ([id, verdict, , change]) => {
  expect(BUCKET_RULES[id].check({ ...SOUND, ...change })).toMatchObject({ verdict });
});

test("a default that no upload reaches names the statement that refuses them", () => {
  const statements = [REQUIRED, deny({ Null: { [SSE]: "true" } }, "SomeHeader")].map(
    (policy) => JSON.parse(policy.ok ? policy.value : "").Statement,
  );
  const policy = ok(JSON.stringify({ Version: "2012-10-17", Statement: statements.flat() }));
  expect(BUCKET_RULES["default-reachable"].check({ ...SOUND, policy })).toMatchObject({
    verdict: "fail",
    why: "Refused by SomeHeader.",
  });
});

test("a key's policy that refuses the bucket is named by its statement, and one that may not be read by the permission", () => {
  const { check } = BUCKET_RULES["default-key-usable"];
  expect(check({ ...SOUND, keyPolicy: FOR_OTHERS })).toMatchObject({
    why: "alias/records: The key’s policy refuses its use for this bucket to everybody, by its statement Never.",
  });
  expect(check({ ...SOUND, keyPolicy: refused("kms:GetKeyPolicy") })).toMatchObject({
    why: "needs kms:GetKeyPolicy",
    failure: { code: "denied" },
  });
});

test("what is unknown names the missing permission", () => {
  const { check } = BUCKET_RULES["policy-requires-dsse"];
  expect(check({ ...SOUND, policy: refused("s3:GetBucketPolicy") })).toMatchObject({
    why: "needs s3:GetBucketPolicy",
    failure: { code: "denied" },
  });
});

test("no rule passes a bucket of which everything was refused", () => {
  const nothing = refused("s3:GetBucketPolicy");
  const facts: BucketFacts = {
    ...SOUND,
    encryption: nothing,
    key: null,
    keyPolicy: null,
    policy: nothing,
    publicAccess: nothing,
  };
  for (const { check } of Object.values(BUCKET_RULES)) expect(check(facts).verdict).toBe("unknown");
});
