import { expect, test } from "vitest";
import { type Deciding, toDecidingPolicy } from "./deciding.ts";
import { type Enforcement, enforcementOf } from "./enforcement.ts";
import { acrossWays, type PolicyAnswer, uploadAnswers } from "./upload-answer.ts";
import type { Ask } from "./upload-fate.ts";

const SSE = "s3:x-amz-server-side-encryption";
const DENY = {
  Sid: "OnlyDsse",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::reports/*",
  Condition: { StringNotEquals: { [SSE]: "aws:kms:dsse" } },
};
const TOLERANT = { ...DENY, Condition: { ...DENY.Condition, Null: { [SSE]: "false" } } };

/** A bucket whose default is not looked at, so that any key is another than its own. */
function having(policy: string | null): Deciding {
  const unknown = { standard: "not read", blockedTypes: null, keyFault: null };
  return { bucketArn: "arn:aws:s3:::reports", policy: toDecidingPolicy(policy), ...unknown };
}

function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function of(...statements: object[]): Enforcement {
  return enforcementOf(having(policyOf(...statements)));
}

const REQUIRED = { status: "required", statements: ["OnlyDsse"] };
const STRICT = { ...REQUIRED, withoutHeader: { outcome: "refused", statements: ["OnlyDsse"] } };
const OPEN = { ...REQUIRED, withoutHeader: { outcome: "accepted" } };

test.for<[string, object, object]>([
  ["AWS's strict statement also refuses uploads without a header", DENY, STRICT],
  [
    "IfExists changes nothing in a Deny",
    { ...DENY, Condition: { StringNotEqualsIfExists: { [SSE]: "aws:kms:dsse" } } },
    STRICT,
  ],
  ["Null:false lets uploads without a header through, and SSE-C", TOLERANT, OPEN],
  ["a list of the other algorithms", { ...DENY, Condition: { StringEquals: { [SSE]: ["AES256", "aws:kms"] } } }, OPEN],
  ["every action of S3", { ...TOLERANT, Action: ["s3:Get*", "S3:*"] }, OPEN],
  ["every action but others", { ...TOLERANT, Action: undefined, NotAction: "s3:GetObject" }, OPEN],
  ["everybody in the long form", { ...TOLERANT, Principal: { AWS: ["*"] } }, OPEN],
  [
    "a condition key in another case",
    { ...TOLERANT, Condition: { StringNotLike: { "S3:X-Amz-Server-Side-Encryption": "*dsse" } } },
    STRICT,
  ],
  [
    "a set operator, which no absent header fits",
    { ...DENY, Condition: { "ForAnyValue:StringNotEquals": { [SSE]: "aws:kms:dsse" } } },
    OPEN,
  ],
  ["every bucket of a name", { ...TOLERANT, Resource: ["arn:aws:s3:::rep*"] }, OPEN],
])("it is required by %s", ([, statement, expected]) => {
  expect(of(statement)).toEqual(expected);
});

test.for<[string, object, string]>([
  [
    "its own account's principals only",
    { ...DENY, Principal: { AWS: "arn:aws:iam::111122223333:root" } },
    "only for arn:aws:iam::111122223333:root",
  ],
  [
    "everybody but some",
    { ...DENY, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/a" } },
    "only for those other than arn:aws:iam::111122223333:role/a",
  ],
  ["a prefix only", { ...DENY, Resource: "arn:aws:s3:::reports/2026/*" }, "only for arn:aws:s3:::reports/2026/*"],
  [
    "every object but some",
    { ...DENY, Resource: undefined, NotResource: "arn:aws:s3:::reports/tmp/*" },
    "only outside arn:aws:s3:::reports/tmp/*",
  ],
  [
    "some callers only",
    { ...DENY, Condition: { ...DENY.Condition, ArnNotLike: { "aws:PrincipalArn": "*/ops" } } },
    "only where ArnNotLike holds for aws:PrincipalArn",
  ],
  [
    "a policy variable",
    { ...DENY, Condition: { StringNotEquals: { [SSE]: "${aws:PrincipalTag/sse}" } } },
    `only where StringNotEquals holds for ${SSE}`,
  ],
  [
    "one algorithm of two",
    { ...DENY, Condition: { StringEquals: { [SSE]: "AES256" } } },
    "only against SSE-S3, not against SSE-KMS",
  ],
])("it is partly required by a statement for %s", ([, statement, reason]) => {
  expect(of(statement)).toEqual({ status: "partly", denials: [{ statement: "OnlyDsse", reason }] });
});

test.for<[string, object]>([
  ["an Allow", { ...DENY, Effect: "Allow" }],
  ["a Deny of reading", { ...DENY, Action: "s3:GetObject" }],
  ["a Deny of everything but writing", { ...DENY, Action: undefined, NotAction: ["s3:Put*"] }],
  ["a Deny on the bucket itself", { ...DENY, Resource: "arn:aws:s3:::reports" }],
  ["a Deny on another bucket", { ...DENY, Resource: "arn:aws:s3:::reports-2/*" }],
  [
    "a Deny of requests without TLS",
    { ...DENY, Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": false } } },
  ],
  ["a Deny by network", { ...DENY, Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }],
  ["a Deny of SSE-C", { ...DENY, Condition: { Null: { [`${SSE}-customer-algorithm`]: "false" } } }],
])("it is not required by %s", ([, statement]) => {
  expect(of(statement)).toEqual({ status: "not-required" });
});

test.for<[string, object]>([
  ["demands plain SSE-KMS", { ...DENY, Condition: { StringNotEquals: { [SSE]: ["aws:kms", "AES256"] } } }],
  ["names it among the refused", { ...DENY, Condition: { StringEquals: { [SSE]: ["aws:kms:dsse"] } } }],
  ["refuses every upload", { ...DENY, Condition: undefined }],
])("a policy that %s contradicts DSSE-KMS", ([, statement]) => {
  expect(of(statement)).toEqual({ status: "contradicted", statement: "OnlyDsse" });
});

test.for([
  "not JSON",
  "[]",
  '{"Statement":[{"Effect":"Deny"}]}',
  '{"Statement":[{"Effect":"Perhaps","Action":"*","Resource":"*"}]}',
])("%s is unknown, never required", (policy) => {
  expect(enforcementOf(having(policy))).toMatchObject({ status: "unknown" });
});

test("no policy requires nothing", () => {
  expect(enforcementOf(having(null))).toEqual({ status: "not-required" });
});

test("statements work together, and one without a Sid goes by its place", () => {
  const one = { ...TOLERANT, Sid: undefined, Condition: { StringEquals: { [SSE]: "AES256" } } };
  const two = { ...TOLERANT, Sid: undefined, Condition: { StringEquals: { [SSE]: "aws:kms" } } };
  const customer = { ...DENY, Condition: { Null: { [`${SSE}-customer-algorithm`]: "false" } } };
  expect(of(one, two, customer)).toEqual({
    status: "required",
    statements: ["statement 2", "statement 1"],
    withoutHeader: { outcome: "accepted" },
  });
});

const KEY_ID = `${SSE}-aws-kms-key-id`;
const WRONG_KEY = {
  ...DENY,
  Sid: "WrongKey",
  Condition: { StringNotEquals: { [KEY_ID]: "arn:k" }, Null: { [KEY_ID]: "false" } },
};
const WITHOUT_KEY = { ...DENY, Sid: "WithoutKey", Condition: { Null: { [SSE]: "false", [KEY_ID]: "true" } } };
const SSE_C = { ...DENY, Sid: "SseC", Condition: { Null: { [`${SSE}-customer-algorithm`]: "false" } } };

function answers(...statements: object[]): Partial<Record<Ask, PolicyAnswer>> {
  const found = uploadAnswers(having(policyOf(...statements)));
  return Object.fromEntries([...found].map(([ask, ways]) => [ask, acrossWays(ways)]));
}

test("demanding one key is no contradiction of DSSE-KMS, and prefers no type", () => {
  expect(of(WRONG_KEY, TOLERANT)).toEqual(OPEN);
  expect(of(WRONG_KEY)).toEqual({ status: "not-required" });
});

test("a demanded key makes the answer depend on it, and DSSE-KMS without a key is refused where one is demanded", () => {
  const reason = `only where StringNotEquals holds for ${KEY_ID}`;
  expect(answers(TOLERANT, WITHOUT_KEY, WRONG_KEY, SSE_C)).toEqual({
    nothing: { outcome: "accepted" },
    "DSSE-KMS and another key": { outcome: "depends", denials: [{ statement: "WrongKey", reason }] },
    "DSSE-KMS, no key": { outcome: "refused", statements: ["WithoutKey"] },
    "SSE-KMS and another key": { outcome: "refused", statements: ["OnlyDsse"] },
    "SSE-KMS, no key": { outcome: "refused", statements: ["OnlyDsse", "WithoutKey"] },
    "SSE-S3": { outcome: "refused", statements: ["OnlyDsse", "WithoutKey"] },
    "SSE-C": { outcome: "refused", statements: ["SseC"] },
  });
});

test("uploads without a header are refused by the statement that refuses them", () => {
  const header = { ...DENY, Sid: "SomeHeader", Condition: { Null: { [SSE]: "true" } } };
  expect(of(TOLERANT, header)).toEqual({
    ...REQUIRED,
    withoutHeader: { outcome: "refused", statements: ["SomeHeader"] },
  });
});

const refusing = (Sid: string, Condition: object, more: object = {}) => ({ ...DENY, Sid, Condition, ...more });
const NO_S3 = refusing("NoS3", { StringEquals: { [SSE]: "AES256" } });

test("SSE-KMS has to be refused with a key and without", () => {
  const withKey = refusing("NoKms", { StringEquals: { [SSE]: "aws:kms" }, Null: { [KEY_ID]: "false" } });
  expect(of(NO_S3, withKey)).toEqual({
    status: "partly",
    denials: [
      { statement: "NoKms", reason: "only against SSE-KMS with a key, not against SSE-KMS without a key" },
      { statement: "NoS3", reason: "only against SSE-S3, not against SSE-KMS without a key" },
    ],
  });
  const withoutKey = refusing("NoKms", { StringEquals: { [SSE]: "aws:kms" }, Null: { [KEY_ID]: "true" } });
  expect(of(NO_S3, withoutKey).status).toBe("partly");
  expect(of(NO_S3, withKey, { ...withoutKey, Sid: "NoKmsEither" }).status).toBe("required");
});

test("what refuses one way of uploading is no refusal of all", () => {
  const noCopy = refusing("NotCopied", { StringEquals: { [SSE]: ["AES256", "aws:kms"] }, Null: COPIES });
  expect(of(noCopy)).toEqual({
    status: "partly",
    denials: [{ statement: "NotCopied", reason: "only for copies" }],
  });
});

const COPIES = { "s3:x-amz-copy-source": "false" };

test("what leaves AWS's own services out is refused to everybody else, as the table of the next upload says", () => {
  const exempt = refusing("NotServices", {
    StringEquals: { [SSE]: ["AES256", "aws:kms"] },
    Bool: { "aws:PrincipalIsAWSService": "false" },
  });
  expect(answers(exempt)["SSE-S3"]).toEqual({ outcome: "refused", statements: ["NotServices"] });
  expect(of(exempt)).toEqual({
    status: "partly",
    denials: [{ statement: "NotServices", reason: "for everybody but AWS’s own services" }],
  });
});

test("every statement that may refuse is told, not the first alone", () => {
  const batch = { ...NO_S3, Sid: "BatchRole", Principal: { AWS: "arn:aws:iam::111122223333:role/Batch" } };
  const elsewhere = { ...NO_S3, Sid: "Elsewhere", Resource: undefined, NotResource: "arn:aws:s3:::reports/open/*" };
  const denials = [
    { statement: "BatchRole", reason: "only for arn:aws:iam::111122223333:role/Batch" },
    { statement: "Elsewhere", reason: "only outside arn:aws:s3:::reports/open/*" },
  ];
  expect(answers(batch, elsewhere)["SSE-S3"]).toEqual({ outcome: "depends", denials });
  expect(of(batch, elsewhere)).toEqual({ status: "partly", denials });
});

test.for(["constructor", "toString", "hasOwnPropertyIfExists"])("an operator named %s proves nothing", (operator) => {
  expect(of({ ...DENY, Condition: { [operator]: { [SSE]: "aws:kms:dsse" } } })).toMatchObject({ status: "partly" });
});
