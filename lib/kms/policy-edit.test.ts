import { describe, expect, test } from "vitest";
import { toKeyPolicy } from "./policy.ts";
import { editPolicy, type PolicyForm, toPolicyForm } from "./policy-edit.ts";
import { checkKeyPolicy, isSamePolicy } from "./policy-lint.ts";

const PLACE = { accountId: "000000000000", partition: "aws", region: "eu-central-1" };
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const FORM: PolicyForm = {
  administrators: [role("KeyAdmin")],
  users: [role("App"), role("Gateway")],
  viaS3Only: true,
  buckets: ["reports"],
};
const NOTHING: PolicyForm = { administrators: [], users: [], viaS3Only: false, buckets: [] };

const of = (form: PolicyForm) => JSON.stringify(toKeyPolicy({ ...PLACE, ...form }));
const statementsOf = (text: string): { Sid?: string; Principal?: unknown; Condition?: unknown }[] =>
  JSON.parse(text).Statement;

test.for([FORM, NOTHING, { ...FORM, viaS3Only: false }, { ...FORM, buckets: [] }, { ...FORM, administrators: [] }])(
  "a preset of %o is shown as it was made, and unchanged it stays what it is",
  (form) => {
    expect(toPolicyForm(of(form))).toEqual(form);
    expect(isSamePolicy(editPolicy(of(form), form, PLACE), of(form))).toBe(true);
  },
);

test.for<[string, PolicyForm, PolicyForm]>([
  ["an administrator more", FORM, { ...FORM, administrators: [role("KeyAdmin"), role("Second")] }],
  ["the first administrator", { ...FORM, administrators: [] }, FORM],
  ["no administrator", FORM, { ...FORM, administrators: [] }],
  ["a user less", FORM, { ...FORM, users: [role("App")] }],
  ["a user more", { ...FORM, users: [role("App")] }, FORM],
  ["no restriction to S3", FORM, { ...FORM, viaS3Only: false }],
  ["another bucket", FORM, { ...FORM, buckets: ["reports", "images"] }],
])("%s makes of a preset what the preset would be, with its users' conditions as they were", ([, before, after]) => {
  const edited = editPolicy(of(before), after, PLACE);
  expect(toPolicyForm(edited)).toEqual(after);
  expect(checkKeyPolicy(edited)).toEqual([]);
});

describe("a policy that was written elsewhere", () => {
  const ACCOUNT = {
    Sid: "Root",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::000000000000:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const LOGS = {
    Sid: "Logs",
    Effect: "Allow",
    Principal: { Service: "logs.eu-central-1.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  };
  const USE = {
    Sid: "Allow use of the key",
    Effect: "Allow",
    Principal: { AWS: role("App") },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
  };
  const GRANTS = {
    Sid: "Allow attachment",
    Effect: "Allow",
    Principal: { AWS: role("App") },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { Bool: { "kms:GrantIsForAWSResource": true } },
  };
  const text = JSON.stringify({
    Version: "2012-10-17",
    Id: "key-consolepolicy-3",
    Statement: [ACCOUNT, LOGS, USE, GRANTS],
  });

  test("is shown by what its statements let roles do, the account and services aside", () => {
    expect(toPolicyForm(text)).toEqual({ ...NOTHING, users: [role("App")] });
  });

  test("gets a user where the others are, and no other statement is touched", () => {
    const edited = editPolicy(text, { ...NOTHING, users: [role("App"), role("Gateway")] }, PLACE);
    expect(JSON.parse(edited)).toEqual({
      Version: "2012-10-17",
      Id: "key-consolepolicy-3",
      Statement: [ACCOUNT, LOGS, { ...USE, Principal: { AWS: [role("App"), role("Gateway")] } }, GRANTS],
    });
  });

  test("loses the statement that was for one user only", () => {
    expect(statementsOf(editPolicy(text, NOTHING, PLACE))).toEqual([ACCOUNT, LOGS, GRANTS]);
  });

  test("gets administrators and restrictions as statements of their own", () => {
    const edited = editPolicy(text, { ...FORM, users: [role("App")] }, PLACE);
    expect(statementsOf(edited).map(({ Sid }) => Sid)).toEqual([
      "Root",
      "Logs",
      "Allow use of the key",
      "Allow attachment",
      "Administrators",
      "OnlyThroughS3",
      "OnlyTheseBuckets",
    ]);
  });
});

test("the objects that users may have follow the buckets, and other conditions stay", () => {
  const users = (text: string) => statementsOf(text).find(({ Sid }) => Sid === "Users")?.Condition;
  expect(users(editPolicy(of(FORM), { ...FORM, buckets: ["images"] }, PLACE))).toMatchObject({
    StringEquals: { "kms:CallerAccount": "000000000000" },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::images/*" },
  });
  expect(users(editPolicy(of(FORM), { ...FORM, buckets: [] }, PLACE))).not.toHaveProperty("StringLike");
});
