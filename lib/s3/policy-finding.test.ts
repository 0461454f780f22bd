import { expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import type { Encryption } from "./encryption.ts";
import type { Deciding } from "./deciding.ts";
import { policyFindings } from "./policy-finding.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SSE = "s3:x-amz-server-side-encryption";
const DSSE: Encryption = { type: "DSSE-KMS", keyId: KEY };
const NULL = { Null: { [SSE]: "false" } };

function findings(condition: object, standard: Deciding["standard"] = DSSE) {
  const statement = { Sid: "Own", Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${ARN}/*` };
  const text = JSON.stringify({ Statement: { ...statement, Condition: condition } });
  const parsed = parsePolicy(text, "bucket");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return policyFindings({ bucketArn: ARN, policy: parsed.document, standard, blockedTypes: [], keyFault: null });
}

test.for<[string, object, string[]]>([
  [
    "the scanners' list",
    { StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } },
    ["AES256 and aws:kms only", "without a header"],
  ],
  ["the scanners' list for headers only", { StringNotEquals: { [SSE]: ["AES256", "aws:kms"] }, ...NULL }, ["only"]],
  ["one layer of KMS", { StringNotEquals: { [SSE]: "aws:kms" } }, ["aws:kms only"]],
  ["DSSE-KMS by name", { StringEquals: { [SSE]: ["aws:kms:dsse"] } }, ["among what it refuses"]],
  [
    "another key",
    { StringNotEquals: { [`${SSE}-aws-kms-key-id`]: `${KEY}9` }, Null: { [`${SSE}-aws-kms-key-id`]: "false" } },
    [`${KEY}9`, KEY],
  ],
  ["every header", NULL, ["ask for DSSE-KMS"]],
])("a policy that contradicts the default by %s is found and explained", ([, condition, words]) => {
  const [finding, ...more] = findings(condition);
  expect(finding).toMatchObject({ kind: "refuses the default", certain: true, statement: "Own" });
  for (const word of words) expect(finding?.why).toContain(word);
  expect(more).toEqual([]);
});

test("the list for headers only says nothing of uploads without one", () => {
  const [finding] = findings({ StringNotEquals: { [SSE]: ["AES256", "aws:kms"] }, ...NULL });
  expect(finding?.why).not.toContain("without a header");
});

test("in a bucket of another default it is told that DSSE-KMS would be refused", () => {
  const found = findings({ StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } }, { type: "SSE-S3" });
  expect(found).toMatchObject([
    { kind: "refuses DSSE-KMS", statement: "Own" },
    { kind: "refuses what says nothing", statement: "Own" },
  ]);
});

test("a header that is demanded keeps the default from applying", () => {
  expect(findings({ StringNotEquals: { [SSE]: "aws:kms:dsse" } })).toMatchObject([
    { kind: "refuses what says nothing", statement: "Own" },
  ]);
});

test.for<[string, object]>([
  ["demands DSSE-KMS", { StringNotEquals: { [SSE]: "aws:kms:dsse" }, ...NULL }],
  ["is about TLS", { Bool: { "aws:SecureTransport": "false" } }],
])("nothing is found where the policy %s", ([, condition]) => {
  expect(findings(condition)).toEqual([]);
});

test.for<[string, Encryption]>([
  ["SSE-S3", { type: "SSE-S3" }],
  ["SSE-KMS", { type: "SSE-KMS", keyId: KEY, bucketKey: true }],
])("a demand for DSSE-KMS contradicts a default of %s, and DSSE-KMS is the way out", ([type, standard]) => {
  const [finding, ...more] = findings({ StringNotEquals: { [SSE]: "aws:kms:dsse" }, ...NULL }, standard);
  expect(finding).toMatchObject({ kind: "refuses the default", certain: true, statement: "Own" });
  expect(finding?.why).toContain(`uploads that say nothing get ${type} all the same`);
  expect(finding?.remedy).toContain("It lets DSSE-KMS through");
  expect(more).toEqual([]);
});

test("a default of SSE-KMS under another key than the one demanded is found", () => {
  const [finding] = findings(
    { StringNotEquals: { [`${SSE}-aws-kms-key-id`]: `${KEY}9` }, Null: { [`${SSE}-aws-kms-key-id`]: "false" } },
    { type: "SSE-KMS", keyId: KEY, bucketKey: false },
  );
  expect(finding).toMatchObject({ kind: "refuses the default", certain: true });
  expect(finding?.why).toContain(`It demands the key ${KEY}9`);
});

test("what holds for some callers only may contradict the default, and is said so", () => {
  const condition = { StringNotEquals: { [SSE]: "aws:kms" }, ArnLike: { "aws:PrincipalArn": "*/ops" } };
  expect(findings(condition)).toMatchObject([
    { kind: "refuses the default", certain: false, why: "It holds only where ArnLike holds for aws:PrincipalArn." },
  ]);
});

test("where the default's key is not known, a demanded key may contradict it", () => {
  const demanded = {
    StringNotEquals: { [`${SSE}-aws-kms-key-id`]: KEY },
    Null: { [`${SSE}-aws-kms-key-id`]: "false" },
  };
  expect(findings(demanded, { type: "DSSE-KMS", keyId: null })).toMatchObject([
    { kind: "refuses the default", certain: false },
  ]);
});
