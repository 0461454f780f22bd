import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { problemOfKeyPolicy } from "./key-policy-problem.ts";

const KEY = {
  arn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  accountId: "111122223333",
  manager: "CUSTOMER",
} as const;
const REPORTS = { name: "reports", region: "eu-central-1", bucketKey: false };

const DENY = { Sid: "Never", Effect: "Deny", Principal: "*", Action: "kms:GenerateDataKey", Resource: "*" };
const policy = (change: object): Result<string> => ({
  ok: true,
  value: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...DENY, ...change }] }),
});
const only = (arn: string) => ({ Condition: { StringNotLike: { "kms:EncryptionContext:aws:s3:arn": arn } } });

test.for<[string, object, string | null]>([
  ["refuses everybody", {}, "broken"],
  ["is for another bucket only", only("arn:aws:s3:::payroll/*"), "broken"],
  ["is for another bucket only, whose name goes on", only("arn:aws:s3:::reports-archive/*"), "broken"],
  ["is for this bucket", only("arn:aws:s3:::reports/*"), null],
  ["is for a folder of this bucket, which some uploads are in", only("arn:aws:s3:::reports/2026/*"), null],
  [
    "refuses what does not come through S3",
    { Condition: { StringNotEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } } },
    null,
  ],
  [
    "refuses what does not come through S3 elsewhere",
    { Condition: { StringNotEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } },
    "broken",
  ],
  [
    "refuses one role, as an uploader can be refused",
    { Principal: { AWS: "arn:aws:iam::111122223333:role/Intern" } },
    null,
  ],
  ["refuses reading only", { Action: "kms:Decrypt" }, null],
  ["allows", { Effect: "Allow" }, null],
])("a key's policy that %s", ([, change, status]) => {
  expect(problemOfKeyPolicy(REPORTS, KEY, policy(change))?.status ?? null).toBe(status);
});

test("the statement that refuses is named", () => {
  expect(problemOfKeyPolicy(REPORTS, KEY, policy({}))?.reason).toContain("by its statement Never");
});

test("with a bucket key the context is the bucket's own ARN, which no pattern of objects fits", () => {
  const found = problemOfKeyPolicy({ ...REPORTS, bucketKey: true }, KEY, policy(only("arn:aws:s3:::reports/*")));
  expect(found).toMatchObject({ status: "broken" });
});

test("a policy that cannot be read leaves it open, and nobody asks of aws/s3", () => {
  const failure: Failure = {
    code: "denied",
    service: "KMS",
    operation: "GetKeyPolicy",
    name: "AccessDeniedException",
    message: "no",
    permission: "kms:GetKeyPolicy",
    hint: "",
    requestId: null,
  };
  expect(problemOfKeyPolicy(REPORTS, KEY, { ok: false, failure })).toMatchObject({
    status: "unknown",
    reason: expect.stringContaining("kms:GetKeyPolicy"),
  });
  expect(problemOfKeyPolicy(REPORTS, KEY, { ok: true, value: "{" })).toMatchObject({ status: "unknown" });
  expect(problemOfKeyPolicy(REPORTS, { ...KEY, manager: "AWS" }, { ok: false, failure })).toBeNull();
});
