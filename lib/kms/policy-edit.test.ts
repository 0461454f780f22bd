import { describe, expect, test } from "vitest";
import { toKeyPolicy } from "./policy.ts";
import { editPolicy } from "./policy-edit.ts";
import { besideForm, type PolicyForm, stillNaming, toPolicyForm } from "./policy-form.ts";
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

/** The edited policy, its form read back. */
function edited(text: string, asked: PolicyForm): string {
  const result = editPolicy(text, asked, PLACE);
  if ("problem" in result) throw new Error(result.problem);
  expect(toPolicyForm(result.policy, PLACE)).toEqual(asked);
  return result.policy;
}

const statementsOf = (text: string): { Sid?: string; Principal?: unknown; Condition?: unknown }[] =>
  JSON.parse(text).Statement;

test.for([FORM, NOTHING, { ...FORM, viaS3Only: false }, { ...FORM, buckets: [] }, { ...FORM, administrators: [] }])(
  "a preset of %o is shown as it was made, and unchanged it stays what it is",
  (form) => {
    expect(toPolicyForm(of(form), PLACE)).toEqual(form);
    expect(besideForm(of(form), PLACE)).toEqual([]);
    expect(isSamePolicy(edited(of(form), form), of(form))).toBe(true);
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
  ["a user of another account", FORM, { ...FORM, users: [...FORM.users, "arn:aws:iam::999999999999:role/Partner"] }],
  ["all users", FORM, { ...FORM, users: [] }],
  ["other users only", FORM, { ...FORM, users: [role("Other")] }],
  ["no bucket", FORM, { ...FORM, buckets: [] }],
])("%s makes of a preset what the preset would be", ([, before, after]) => {
  const policy = edited(of(before), after);
  expect(isSamePolicy(policy, of(after))).toBe(true);
  expect(checkKeyPolicy(policy)).toEqual([]);
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
    expect(toPolicyForm(text, PLACE)).toEqual({ ...NOTHING, users: [role("App")] });
  });

  test("gets a user where the others are, and no other statement is touched", () => {
    expect(JSON.parse(edited(text, { ...NOTHING, users: [role("App"), role("Gateway")] }))).toEqual({
      Version: "2012-10-17",
      Id: "key-consolepolicy-3",
      Statement: [ACCOUNT, LOGS, { ...USE, Principal: { AWS: [role("App"), role("Gateway")] } }, GRANTS],
    });
  });

  test("loses the statement that was for one user only", () => {
    const policy = edited(text, NOTHING);
    expect(statementsOf(policy)).toEqual([ACCOUNT, LOGS, GRANTS]);
    expect(stillNaming(policy, role("App"))).toEqual(["Allow attachment"]);
  });

  test("gets administrators and restrictions as statements of their own", () => {
    expect(statementsOf(edited(text, { ...FORM, users: [role("App")] })).map(({ Sid }) => Sid)).toEqual([
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
  expect(users(edited(of(FORM), { ...FORM, buckets: ["images"] }))).toMatchObject({
    StringEquals: { "kms:CallerAccount": "000000000000" },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::images/*" },
  });
  expect(users(edited(of(FORM), { ...FORM, buckets: [] }))).not.toHaveProperty("StringLike");
});

describe("who does more than one list says", () => {
  const ROOT = {
    Sid: "Root",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::000000000000:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const admins = { ...ROOT, Sid: "Admins", Principal: { AWS: role("Admin") } };
  const app = { ...ROOT, Sid: "App", Principal: { AWS: role("App") }, Action: ["kms:Decrypt", "kms:GenerateDataKey"] };
  const readers = { ...ROOT, Sid: "Readers", Principal: { AWS: role("Reader") }, Action: "kms:Decrypt" };
  const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const formOf = (text: string) => toPolicyForm(text, PLACE);
  const both = policyOf(ROOT, admins, app);

  test("is in both lists", () => {
    expect(formOf(both)).toEqual({ ...NOTHING, administrators: [role("Admin")], users: [role("Admin"), role("App")] });
  });

  test("gets no company by a new user, who joins those that only use it", () => {
    const policy = edited(both, { ...formOf(both), users: [...formOf(both).users, role("New")] });
    const [root, kept, joined, ...more] = statementsOf(policy);
    expect([root, kept]).toEqual([ROOT, admins]);
    expect(joined).toEqual({ ...app, Principal: { AWS: [role("App"), role("New")] } });
    expect(more.map(({ Sid }) => Sid)).toEqual(["UsersSeeKey"]);
  });

  test("nor by a new administrator", () => {
    const policy = edited(both, { ...formOf(both), administrators: [role("Admin"), role("New")] });
    expect(statementsOf(policy).slice(0, 3)).toEqual([ROOT, admins, app]);
    expect(statementsOf(policy)[3]).toMatchObject({ Sid: "Administrators", Principal: { AWS: role("New") } });
  });

  test("is not taken out of one list by a statement that both need", () => {
    const asked = { ...formOf(both), users: [role("App")] };
    expect(editPolicy(both, asked, PLACE)).toEqual({ problem: expect.stringContaining("“Admins” lets") });
    expect(editPolicy(both, { ...formOf(both), administrators: [] }, PLACE)).toHaveProperty("problem");
  });

  test("is taken out of both lists at once", () => {
    expect(statementsOf(edited(both, { ...NOTHING, users: [role("App")] }))).toEqual([ROOT, app]);
  });

  test("loses no right that no list shows with one that a list does", () => {
    const mixed = policyOf(ROOT, {
      ...app,
      Sid: "Mixed",
      Principal: { AWS: [role("A"), role("B")] },
      Action: ["kms:PutKeyPolicy", "kms:Decrypt"],
    });
    expect(formOf(mixed)).toMatchObject({ administrators: [role("A"), role("B")], users: [] });
    expect(editPolicy(mixed, { ...formOf(mixed), administrators: [role("B")] }, PLACE)).toEqual({
      problem: expect.stringContaining("“Mixed” lets"),
    });
  });

  test("is not taken out by a statement that gives more than the lists show", () => {
    const more = policyOf(ROOT, { ...app, Action: [...app.Action, "kms:DisableKey"] });
    expect(editPolicy(more, NOTHING, PLACE)).toEqual({
      problem: expect.stringContaining("do more than this list says"),
    });
  });

  test("a statement of half a role makes nobody a user and takes none in, and is named beside the form", () => {
    const half = policyOf(ROOT, readers);
    expect(formOf(half)).toEqual(NOTHING);
    expect(besideForm(half, PLACE)).toEqual(["Readers"]);
    const policy = edited(half, { ...NOTHING, users: [role("New")] });
    expect(statementsOf(policy).slice(0, 2)).toEqual([ROOT, readers]);
    expect(statementsOf(policy)[2]).toMatchObject({ Sid: "Users", Principal: { AWS: role("New") } });
  });

  test("a user by two halves loses both", () => {
    const writers = { ...readers, Sid: "Writers", Action: "kms:GenerateDataKey" };
    const halves = policyOf(ROOT, readers, writers);
    expect(formOf(halves).users).toEqual([role("Reader")]);
    expect(statementsOf(edited(halves, NOTHING))).toEqual([ROOT]);
  });

  test("a condition of one's own keeps others from joining, and is named beside the form", () => {
    const withMfa = { ...app, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
    const text = policyOf(ROOT, withMfa);
    expect(besideForm(text, PLACE)).toEqual(["App"]);
    const policy = edited(text, { ...NOTHING, users: [role("App"), role("New")] });
    expect(statementsOf(policy).slice(0, 2)).toEqual([ROOT, withMfa]);
    expect(statementsOf(policy)[2]).toEqual(expect.not.objectContaining({ Condition: expect.anything() }));
  });

  test("NotAction counts as what it leaves over, and is no statement to join", () => {
    const { Action: _, ...rest } = app;
    const text = policyOf(ROOT, { ...rest, NotAction: "kms:PutKeyPolicy" });
    expect(formOf(text)).toEqual({ ...NOTHING, users: [role("App")] });
    expect(editPolicy(text, NOTHING, PLACE)).toHaveProperty("problem");
  });

  test("an account in a list is left to JSON", () => {
    const asked = { ...NOTHING, users: ["arn:aws:iam::999999999999:root"] };
    expect(editPolicy(policyOf(ROOT), asked, PLACE)).toEqual({ problem: expect.stringContaining("whole account") });
  });
});

describe("a statement under a Sid of the form's that says something else", () => {
  const ROOT = {
    Sid: "Root",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::000000000000:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const [, , , , viaS3 = {}, buckets = {}] = statementsOf(of(FORM));
  const names = "kms:EncryptionContext:aws:s3:arn";

  test.for<[string, object, PolicyForm, string]>([
    [
      "a Deny called Administrators",
      {
        ...ROOT,
        Sid: "Administrators",
        Effect: "Deny",
        Principal: { AWS: role("Intern") },
        Action: "kms:PutKeyPolicy",
      },
      { ...NOTHING, administrators: [role("KeyAdmin")] },
      "Administrators2",
    ],
    ["an Allow called OnlyThroughS3", { ...viaS3, Effect: "Allow" }, { ...NOTHING, viaS3Only: true }, "OnlyThroughS32"],
    [
      "S3 in another Region",
      { ...viaS3, Condition: { StringNotEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } },
      { ...NOTHING, viaS3Only: true },
      "OnlyThroughS32",
    ],
    [
      "a part of a bucket",
      { ...buckets, Condition: { StringNotLike: { [names]: ["arn:aws:s3:::one/hr/*", "arn:aws:s3:::two/*"] } } },
      { ...NOTHING, buckets: ["three"] },
      "OnlyTheseBuckets2",
    ],
    ["fewer actions", { ...buckets, Action: "kms:Decrypt" }, { ...NOTHING, buckets: ["three"] }, "OnlyTheseBuckets2"],
  ])("%s is not shown as the form's, is named beside it, and stays", ([, statement, asked, sid]) => {
    const text = policyOf(ROOT, statement);
    expect(toPolicyForm(text, PLACE)).toEqual(NOTHING);
    expect(besideForm(text, PLACE)).toHaveLength(1);
    const statements = statementsOf(edited(text, asked));
    expect(statements.slice(0, 2)).toEqual([ROOT, statement]);
    expect(statements[2]?.Sid).toBe(sid);
  });

  test("two restrictions to buckets are none of the form's", () => {
    const text = policyOf(ROOT, buckets, {
      ...buckets,
      Sid: "Two",
      Condition: { StringNotLike: { [names]: "arn:aws:s3:::two/*" } },
    });
    expect(toPolicyForm(text, PLACE)).toEqual(NOTHING);
    expect(besideForm(text, PLACE)).toEqual(["OnlyTheseBuckets", "Two"]);
  });
});
