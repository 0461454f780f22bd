import { expect, test } from "vitest";
import { parsePolicy, type PolicyDocument, type PolicyKind } from "./document.ts";
import { type Decision, evaluate, evaluateAll, type Policies } from "./evaluate.ts";
import type { PolicyRequest, Requester } from "./request.ts";
import { ANY } from "./text.ts";

const OURS = "111122223333";
const ALICE: Requester = { type: "user", account: OURS, arn: `arn:aws:iam::${OURS}:user/Alice` };
const PUT: PolicyRequest = {
  requester: ALICE,
  action: "s3:PutObject",
  resource: "arn:aws:s3:::reports/a",
  owner: OURS,
  context: {},
};

function policy(kind: PolicyKind, ...statements: object[]): PolicyDocument {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), kind);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.document;
}

const ALLOW = { Effect: "Allow", Action: "*", Resource: "*" };
const DENY = { ...ALLOW, Effect: "Deny", Principal: "*" };

function decide(identity: object[], bucket: object[]): Decision {
  const policies: Policies = {
    identity: [policy("identity", ...identity)],
    bucket: policy("bucket", ...bucket),
    key: "unknown",
    absent: [
      ...(["service control policy", "resource control policy", "permissions boundary"] as const),
      ...(["VPC endpoint policy", "access control list"] as const),
    ],
  };
  return evaluate(policies, PUT);
}

test("an explicit Deny wins over an Allow, which is enough where nothing denies", () => {
  expect(decide([ALLOW], [DENY])).toMatchObject({ outcome: "refused", how: "explicit-deny" });
  expect(decide([ALLOW], [])).toMatchObject({ outcome: "allowed", by: [{ policy: "identity" }] });
  expect(decide([], [])).toMatchObject({ outcome: "refused", how: "not-allowed" });
});

test("an upload and the key that it uses are both needed, and what no policy here says stays open", () => {
  const keyPolicy = policy("key", {
    ...ALLOW,
    Principal: { AWS: OURS },
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  });
  const policies: Policies = { identity: [policy("identity", ALLOW)], bucket: null, key: keyPolicy };
  const useKey = { ...PUT, action: "kms:GenerateDataKey", resource: "arn:aws:kms:eu-west-1:111122223333:key/1" };
  const decide = (secure: string | typeof ANY | null) =>
    evaluateAll(policies, [PUT, { ...useKey, context: { "aws:securetransport": secure } }]);
  expect(decide("true")).toMatchObject({
    outcome: "unknown",
    allowedBy: [{ policy: "identity" }, { policy: "key" }, {}],
  });
  expect(decide(ANY)).toMatchObject({ outcome: "unknown", allowedBy: null });
});
