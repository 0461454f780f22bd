import { expect, test } from "vitest";
import { type Deciding, toDecidingPolicy } from "./deciding.ts";
import { planChange, type PolicyChange, type PolicyPlan, type Target } from "./enforce.ts";
import { breakingOf, weakeningOf } from "./policy-effect.ts";
import { toWrittenStatements } from "./policy-merge.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SSE = "s3:x-amz-server-side-encryption";
const TARGET: Target = { arn: ARN, keyArn: KEY };

function planOf(before: string | null, change: PolicyChange, target = TARGET): PolicyPlan {
  const made = planChange(before, change, target);
  if ("problem" in made) throw new Error(made.problem);
  return made.plan;
}

function afterOf(before: string | null, change: PolicyChange): string | null {
  return planOf(before, change).after;
}

test.for<[string, PolicyChange, PolicyChange, string, boolean]>([
  ["taking DSSE-KMS out", "dsse-tolerant", "dsse-off", "DSSE-KMS", true],
  ["taking TLS out", "tls-on", "tls-off", "DSSE-KMS", true],
  ["letting a default of two layers take what says nothing", "dsse-strict", "dsse-tolerant", "DSSE-KMS", false],
  ["letting a default of one layer take what says nothing", "dsse-strict", "dsse-tolerant", "SSE-KMS", true],
  ["demanding the header", "dsse-tolerant", "dsse-strict", "SSE-KMS", false],
  ["demanding for the first time", "dsse-off", "dsse-tolerant", "SSE-S3", false],
])("%s weakens or not", ([, first, change, defaultType, weaker]) => {
  const made = planOf(afterOf(null, first), change);
  expect(weakeningOf(made, ARN, defaultType) !== null).toBe(weaker);
});

test("what is left of a demand is no less a weakening to take out", () => {
  const [, , , sseC] = toWrittenStatements(afterOf(null, "dsse-tolerant") ?? "") ?? [];
  const plan = planOf(`{"Statement":[${sseC?.text}]}`, "dsse-off");
  expect(plan.after).toBeNull();
  expect(weakeningOf(plan, ARN, "DSSE-KMS")).toBe("Uploads under SSE-C are no longer refused by Twofold’s statement.");
});

test("what is left of a demand is said one by one", () => {
  const [, noKey, wrongKey, sseC] = toWrittenStatements(afterOf(null, "dsse-tolerant") ?? "") ?? [];
  const plan = planOf(`{"Statement":[${[noKey?.text, wrongKey?.text, sseC?.text].join(",")}]}`, "dsse-off");
  expect(weakeningOf(plan, ARN, "DSSE-KMS")).toBe(
    "Uploads that name an encryption but no key are no longer refused by Twofold’s statement. Uploads that name another key are no longer refused by Twofold’s statement. Uploads under SSE-C are no longer refused by Twofold’s statement.",
  );
});

test("a key that is demanded no more weakens", () => {
  const made = planOf(afterOf(null, "dsse-tolerant"), "dsse-tolerant", { arn: ARN, keyArn: null });
  expect(weakeningOf(made, ARN, "DSSE-KMS")).toContain("any key");
});

function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const DENY = { Sid: "Other", Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${ARN}/*` };
const NO_HTTP = {
  ...DENY,
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const DEMAND = { ...DENY, Condition: { StringNotEquals: { [SSE]: "aws:kms:dsse" } } };

test.for<[string, PolicyChange, PolicyChange, object, string]>([
  ["plain HTTP", "tls-on", "tls-off", NO_HTTP, "no longer refused by Twofold’s statement, only by Other."],
  ["one layer", "dsse-tolerant", "dsse-off", DEMAND, "no longer refused by Twofold’s statement, only by Other."],
  ["no header", "dsse-strict", "dsse-tolerant", DEMAND, "no longer refused by Twofold’s statement, only by Other."],
])("what somebody else's statement refuses all the same is said: %s", ([, first, change, other, words]) => {
  const made = planOf(afterOf(policyOf(other), first), change);
  expect(weakeningOf(made, ARN, "SSE-S3")).toContain(words);
});

test("where nothing else refuses it, Twofold speaks of its own statements only", () => {
  expect(weakeningOf(planOf(afterOf(null, "tls-on"), "tls-off"), ARN, "DSSE-KMS")).toBe(
    "Requests over plain HTTP are no longer refused by Twofold’s statement.",
  );
});

const BARE: Deciding = {
  bucketArn: ARN,
  policy: null,
  standard: { type: "DSSE-KMS", keyId: KEY },
  blockedTypes: ["SSE-C"],
  keyFault: null,
};
const SCANNER = { ...DENY, Condition: { StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } } };

test("a demand beside the list that scanners write leaves nothing that can be uploaded", () => {
  const policy = toDecidingPolicy(afterOf(policyOf(SCANNER), "dsse-tolerant"));
  expect(breakingOf({ ...BARE, policy })).toEqual({
    all: true,
    sentence: expect.stringContaining(
      "Nothing could be uploaded any more: Other refuses uploads that ask for DSSE-KMS",
    ),
  });
});

test("where the default is still reached, not everything is refused, and it does not go together all the same", () => {
  const named = { ...SCANNER, Condition: { StringEquals: { [SSE]: "aws:kms:dsse" } } };
  const policy = toDecidingPolicy(afterOf(policyOf(named), "dsse-tolerant"));
  expect(breakingOf({ ...BARE, policy })).toMatchObject({ all: false });
});

test.for<[string, Deciding]>([
  ["the tolerant form", { ...BARE, policy: toDecidingPolicy(afterOf(null, "dsse-tolerant")) }],
  ["the strict form", { ...BARE, policy: toDecidingPolicy(afterOf(null, "dsse-strict")) }],
  [
    "the strict form over a default of one layer",
    { ...BARE, standard: { type: "SSE-S3" }, policy: toDecidingPolicy(afterOf(null, "dsse-strict")) },
  ],
])("%s breaks no upload that asks for DSSE-KMS", ([, deciding]) => {
  expect(breakingOf(deciding)).toBeNull();
});
