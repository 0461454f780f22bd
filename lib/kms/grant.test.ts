import { describe, expect, test } from "vitest";
import { fromGrantEntry, type NewGrant, toCreateGrant } from "./grant.ts";
import { differences } from "./grant-compare.ts";
import { grantableOperations } from "./grant-operation.ts";
import {
  parseContext,
  reasonContextRefused,
  reasonGrantNameRefused,
  reasonGrantRefused,
  reasonPartyRefused,
} from "./grant-rules.ts";
import { createGrantSchema } from "./grant-schema.ts";

const ARN = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const ROLE = "arn:aws:iam::000000000000:role/imaging";
const NONE = { contextEquals: null, contextSubset: null, sourceArn: null };

const GRANTS: NewGrant[] = [
  {
    name: "imaging",
    grantee: { kind: "principal", name: ROLE },
    retiring: null,
    operations: ["Decrypt"],
    constraints: NONE,
  },
  {
    name: "imaging",
    grantee: { kind: "principal", name: ROLE },
    retiring: { kind: "principal", name: "arn:aws:iam::000000000000:root" },
    operations: ["GenerateDataKey", "Decrypt"],
    constraints: { ...NONE, contextSubset: parseContext("b=2\na=1"), contextEquals: parseContext("a=1=1") },
  },
  {
    name: "table",
    grantee: { kind: "service", name: "dynamodb.amazonaws.com" },
    retiring: { kind: "service", name: "dynamodb.amazonaws.com" },
    operations: ["DescribeKey"],
    constraints: { ...NONE, sourceArn: "arn:aws:dynamodb:eu-central-1:000000000000:table/t" },
  },
];

test.for(GRANTS)("%o is read as it was sent", (grant) => {
  const { KeyId: _, ...entry } = toCreateGrant(ARN, grant);
  const found = fromGrantEntry({ ...entry, GrantId: "g1" });
  expect(found).toMatchObject({ id: "g1", ...grant });
  expect(differences(grant, found)).toEqual([]);
});

test("in which order the parts of a grant stand does not matter", () => {
  const [, grant] = GRANTS;
  if (grant === undefined) throw new Error("no grant");
  const { contextEquals, ...others } = grant.constraints;
  const asked = { ...grant, operations: grant.operations.toReversed(), constraints: { ...others, contextEquals } };
  expect(differences(asked, fromGrantEntry({ ...toCreateGrant(ARN, grant), GrantId: "g1" }))).toEqual([]);
});

test("what AWS reads back otherwise is named", () => {
  const [, grant] = GRANTS;
  if (grant === undefined) throw new Error("no grant");
  const found = fromGrantEntry({
    ...toCreateGrant(ARN, grant),
    Operations: ["Decrypt"],
    Constraints: {},
  });
  expect(differences(grant, found)).toEqual([
    'operations ["Decrypt"]',
    expect.stringContaining('constraints {"contextEquals":null'),
  ]);
});

test("a service that ListGrants names as a principal is a service", () => {
  expect(fromGrantEntry({ GranteePrincipal: "dynamodb.eu-central-1.amazonaws.com" }).grantee).toEqual({
    kind: "service",
    name: "dynamodb.eu-central-1.amazonaws.com",
  });
  // A principal that was deleted is known by its unique id.
  expect(fromGrantEntry({ GranteePrincipal: "AROAEXAMPLEID" }).grantee?.kind).toBe("principal");
  expect(fromGrantEntry({}).grantee).toBeNull();
});

describe("what KMS refuses is said before it is sent", () => {
  test.for<[string, RegExp]>([
    ["imaging/2026:a_b-c", /^fine$/],
    ["", /Give the grant a name/],
    ["two words", /letters A to Z/],
    ["x".repeat(257), /256 characters/],
  ])("name %j", ([name, reason]) => expect(reasonGrantNameRefused(name) ?? "fine").toMatch(reason));

  test.for<[string, RegExp]>([
    ["a=1", /^fine$/],
    ["=1", /needs a name/],
    ["a=1\na=2", /each name once/],
    ["a=1\nb=2\nc=3\nd=4\ne=5\nf=6\ng=7\nh=8\ni=9", /at most 8/],
    [`a=${"x".repeat(385)}`, /at most 384/],
  ])("context %j", ([text, reason]) => expect(reasonContextRefused(parseContext(text)) ?? "fine").toMatch(reason));

  test.for<["principal" | "service", string, RegExp]>([
    ["principal", ROLE, /^fine$/],
    ["principal", "imaging", /full ARN/],
    ["service", "s3.amazonaws.com", /^fine$/],
    ["service", "s3.eu-central-1.amazonaws.com", /^fine$/],
    ["service", ROLE, /name of an AWS service/],
  ])("%s %s", ([kind, name, reason]) => expect(reasonPartyRefused({ kind, name }) ?? "fine").toMatch(reason));

  test.for<[Partial<NewGrant>, RegExp]>([
    [{}, /^fine$/],
    [{ operations: [] }, /at least one operation/],
    [{ grantee: { kind: "service", name: "s3.amazonaws.com" } }, /source ARN/],
    [
      { grantee: { kind: "service", name: "s3.amazonaws.com" }, constraints: { ...NONE, sourceArn: "arn:aws:s3:::b" } },
      /who may retire it/,
    ],
    [{ constraints: { ...NONE, sourceArn: "b" } }, /full ARN/],
  ])("%o", ([more, reason]) => {
    const [grant] = GRANTS;
    if (grant === undefined) throw new Error("no grant");
    expect(reasonGrantRefused({ ...grant, ...more }) ?? "fine").toMatch(reason);
  });
});

test("a form becomes a grant", () => {
  const form = {
    arn: ARN,
    name: "imaging",
    granteeKind: "principal",
    grantee: ROLE,
    retiring: "",
    operations: "Decrypt,DescribeKey",
    contextSubset: "aws:s3:arn=arn:aws:s3:::b/k\r\n",
  };
  expect(createGrantSchema.parse(form).grant).toEqual({
    name: "imaging",
    grantee: { kind: "principal", name: ROLE },
    retiring: null,
    operations: ["Decrypt", "DescribeKey"],
    constraints: { ...NONE, contextSubset: [{ name: "aws:s3:arn", value: "arn:aws:s3:::b/k" }] },
  });
  expect(createGrantSchema.safeParse({ ...form, grantee: "imaging" }).error?.issues[0]?.path).toEqual(["grantee"]);
  expect(createGrantSchema.safeParse({ ...form, operations: "" }).success).toBe(false);
  expect(createGrantSchema.safeParse({ ...form, operations: "Decrypt,ReEncrypt" }).error?.issues[0]).toMatchObject({
    path: ["operations", 1],
    message: "A grant cannot permit this operation.",
  });
});

test.for([
  ["SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "GenerateDataKey", "Sign"],
  ["RSA_2048", "SIGN_VERIFY", "Sign", "GenerateDataKey"],
  ["HMAC_256", "GENERATE_VERIFY_MAC", "GenerateMac", "Decrypt"],
] as const)("over %s for %s %s can be granted and %s cannot", ([spec, usage, can, cannot]) => {
  expect(grantableOperations({ spec, usage })).toContain(can);
  expect(grantableOperations({ spec, usage })).not.toContain(cannot);
  expect(grantableOperations({ spec, usage })).toContain("DescribeKey");
});
