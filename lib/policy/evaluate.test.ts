import { expect, test } from "vitest";
import { type Decision, evaluate, evaluateAll, type Policies } from "./evaluate.ts";
import type { PolicyRequest, Requester } from "./request.ts";
import { ABSENT, ALICE, APP, OURS, policyOf, PUT, THEIRS } from "./testing.ts";
import { ANY } from "./text.ts";

const ROOT: Requester = { type: "root", account: OURS };
const STRANGER: Requester = { type: "user", account: THEIRS, arn: `arn:aws:iam::${THEIRS}:user/Eve` };
const THEIR_ROOT: Requester = { type: "root", account: THEIRS };
const LOGGING: Requester = { type: "service", name: "logging.s3.amazonaws.com" };
const NOBODY: Requester = { type: "anonymous" };
const SOMEBODY: Requester = { type: "somebody", account: null };
const SOMEBODY_THERE: Requester = { type: "somebody", account: THEIRS };

const ALLOW = { Effect: "Allow", Action: "*", Resource: "*" };
const DENY = { Effect: "Deny", Action: "*", Resource: "*" };
const to = (AWS: string | string[]) => ({ ...ALLOW, Principal: { AWS } });
const everybody = { ...ALLOW, Principal: "*" };
const ALICE_ARN = `arn:aws:iam::${OURS}:user/Alice`;
const OUR_ROOT_ARN = `arn:aws:iam::${OURS}:root`;
const MAYBE = { StringEquals: { "aws:SomeKey": "x" } };

type Answer = "allowed" | "denied" | "not allowed" | "?";

function inOneWord(decision: Decision): Answer {
  if (decision.outcome === "refused") return decision.how === "explicit-deny" ? "denied" : "not allowed";
  return decision.outcome === "allowed" ? "allowed" : "?";
}

/** What the requester's own policies say, or that they are not known; what the bucket's or the key's policy says. */
type Case = [
  rule: string,
  requester: Requester,
  own: object[] | "unknown",
  its: object[] | null | "unknown",
  answer: Answer,
];

function ask(request: PolicyRequest, [, requester, own, its]: Case): Decision {
  const kind = request.action.startsWith("kms:") ? "key" : "bucket";
  const document = its === null || its === "unknown" ? its : policyOf(kind, its);
  const policies: Policies = {
    identity: own === "unknown" ? own : [policyOf("identity", own)],
    bucket: kind === "bucket" ? document : "unknown",
    key: kind === "key" && document !== null ? document : "unknown",
    absent: ABSENT,
  };
  return evaluate(policies, { ...request, requester });
}

test.for<Case>([
  ["nothing is allowed by itself", ALICE, [], null, "not allowed"],
  ["nothing is allowed by itself", APP, [], [], "not allowed"],
  ["an Allow of the identity is enough", ALICE, [ALLOW], null, "allowed"],
  ["an Allow of the identity is enough", APP, [ALLOW], [], "allowed"],
  ["an Allow of the bucket is enough for a user", ALICE, [], [to(ALICE_ARN)], "allowed"],
  ["an Allow of the bucket is enough for a role’s session", APP, [], [to(`arn:aws:iam::${OURS}:role/App`)], "allowed"],
  [
    "an Allow of the bucket is enough for a session",
    APP,
    [],
    [to(`arn:aws:sts::${OURS}:assumed-role/App/deploy`)],
    "allowed",
  ],
  ["an Allow for everybody is enough", ALICE, [], [everybody], "allowed"],
  ["both may allow", ALICE, [ALLOW], [everybody], "allowed"],
  ["an Allow for another is none", ALICE, [], [to(`arn:aws:iam::${OURS}:user/Bob`)], "not allowed"],
  ["an Allow for the account leaves it to the identity", ALICE, [], [to(OUR_ROOT_ARN)], "not allowed"],
  ["an Allow for the account leaves it to the identity", ALICE, [ALLOW], [to(OUR_ROOT_ARN)], "allowed"],
  ["an Allow of another action is none", ALICE, [{ ...ALLOW, Action: "s3:GetObject" }], null, "not allowed"],
  ["an explicit Deny of the identity wins", ALICE, [ALLOW, DENY], [everybody], "denied"],
  ["an explicit Deny of the bucket wins", ALICE, [ALLOW], [{ ...DENY, Principal: "*" }], "denied"],
  ["an explicit Deny wins without any Allow", ALICE, [], [{ ...DENY, Principal: "*" }], "denied"],
  [
    "a Deny for another is none",
    ALICE,
    [ALLOW],
    [{ ...DENY, Principal: { AWS: `arn:aws:iam::${OURS}:user/Bob` } }],
    "allowed",
  ],
  ["a Deny for the account is for everybody in it", ALICE, [ALLOW], [{ ...DENY, Principal: { AWS: OURS } }], "denied"],
  [
    "a Deny whose condition fails is none",
    ALICE,
    [ALLOW, { ...DENY, Condition: { Null: { "aws:TokenIssueTime": "false" } } }],
    null,
    "allowed",
  ],
  ["the root user has full access", ROOT, [], null, "allowed"],
  ["the root user is denied by the bucket", ROOT, [], [{ ...DENY, Principal: "*" }], "denied"],
  ["the identity’s policies do not bind the root user", ROOT, "unknown", null, "allowed"],
  [
    "a service needs the bucket’s Allow",
    LOGGING,
    [],
    [{ ...ALLOW, Principal: { Service: "logging.s3.amazonaws.com" } }],
    "allowed",
  ],
  ["a service needs the bucket’s Allow", LOGGING, [ALLOW], null, "not allowed"],
  ["an anonymous request needs the bucket’s Allow", NOBODY, [], [everybody], "allowed"],
  ["an anonymous request needs the bucket’s Allow", NOBODY, [ALLOW], [to(OURS)], "not allowed"],
])("policies_evaluation-logic, one account: %s", (one) => {
  expect(inOneWord(ask({ ...PUT, context: { "aws:tokenissuetime": null } }, one))).toBe(one[4]);
});

test.for<Case>([
  ["both sides must allow", STRANGER, [ALLOW], [to(`arn:aws:iam::${THEIRS}:user/Eve`)], "allowed"],
  ["both sides must allow, the bucket its account", STRANGER, [ALLOW], [to(THEIRS)], "allowed"],
  ["both sides must allow, the bucket everybody", STRANGER, [ALLOW], [everybody], "allowed"],
  ["the bucket alone is not enough", STRANGER, [], [everybody], "not allowed"],
  ["the bucket alone is not enough", STRANGER, [], [to(`arn:aws:iam::${THEIRS}:user/Eve`)], "not allowed"],
  ["the identity alone is not enough", STRANGER, [ALLOW], null, "not allowed"],
  ["the identity alone is not enough", STRANGER, [ALLOW], [to(OURS)], "not allowed"],
  ["a Deny of either side wins", STRANGER, [ALLOW, DENY], [everybody], "denied"],
  ["a Deny of either side wins", STRANGER, [ALLOW], [everybody, { ...DENY, Principal: { AWS: THEIRS } }], "denied"],
  ["a root user needs the other’s Allow", THEIR_ROOT, [], [to(THEIRS)], "allowed"],
  ["a root user needs the other’s Allow", THEIR_ROOT, [], null, "not allowed"],
])("policies_evaluation-logic-cross-account: %s", (one) => {
  expect(inOneWord(ask(PUT, one))).toBe(one[4]);
});

const DECRYPT: PolicyRequest = {
  ...PUT,
  action: "kms:Decrypt",
  resource: `arn:aws:kms:eu-west-1:${OURS}:key/1234`,
};

test.for<Case>([
  ["the key’s policy alone allows", ALICE, [], [to(ALICE_ARN)], "allowed"],
  ["the key’s policy alone allows everybody of its account", ALICE, [], [everybody], "allowed"],
  ["an identity’s policy has no effect without the key’s", ALICE, [ALLOW], [], "not allowed"],
  ["an identity’s policy has no effect without the key’s", APP, [ALLOW], [to(ALICE_ARN)], "not allowed"],
  ["naming the account enables the identity’s policies", ALICE, [ALLOW], [to(OUR_ROOT_ARN)], "allowed"],
  ["naming the account’s number does too", APP, [ALLOW], [to(OURS)], "allowed"],
  ["naming the account allows nobody else by itself", ALICE, [], [to(OUR_ROOT_ARN)], "not allowed"],
  ["naming the account allows its root user", ROOT, [], [to(OUR_ROOT_ARN)], "allowed"],
  ["not even the root user is allowed by itself", ROOT, [], [], "not allowed"],
  ["not even the root user is allowed by itself", ROOT, [], [to(ALICE_ARN)], "not allowed"],
  [
    "naming the account for other actions is not enough",
    ALICE,
    [ALLOW],
    [{ ...to(OURS), Action: "kms:Describe*" }],
    "not allowed",
  ],
  ["an identity’s policy can deny without the key’s leave", ALICE, [DENY], [to(ALICE_ARN)], "denied"],
  ["a Deny of the key’s policy wins", ALICE, [ALLOW], [to(OURS), { ...DENY, Principal: "*" }], "denied"],
  [
    "a statement without Resource is never applied",
    ALICE,
    [],
    [{ ...to(ALICE_ARN), Resource: undefined }],
    "not allowed",
  ],
  ["nobody is let in without a signature", NOBODY, [], [everybody], "not allowed"],
  ["across accounts both must allow", STRANGER, [ALLOW], [to(THEIRS)], "allowed"],
  ["across accounts the key alone is not enough", STRANGER, [], [to(`arn:aws:iam::${THEIRS}:user/Eve`)], "not allowed"],
  ["across accounts the identity alone is not enough", STRANGER, [ALLOW], [to(OURS)], "not allowed"],
])("KMS Developer Guide, key-policies and key-policy-default: %s", (one) => {
  expect(inOneWord(ask(DECRYPT, one))).toBe(one[4]);
});

const BUCKET_POLICY: PolicyRequest = { ...PUT, action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::reports" };
const denied = { ...DENY, Principal: "*" };

test.for<Case>([
  ["the owner’s root can always set it", ROOT, [], [denied], "allowed"],
  ["the owner’s root can always set it", ROOT, [], "unknown", "allowed"],
  ["another account’s root cannot", THEIR_ROOT, [], [denied], "denied"],
  ["a user of the owner can be denied", ALICE, [ALLOW], [denied], "denied"],
  ["another account gets a 405 whatever allows it", STRANGER, [ALLOW], [everybody], "not allowed"],
  ["somebody may be of another account", SOMEBODY, [ALLOW], [everybody], "?"],
])("S3 API reference, PutBucketPolicy: %s", (one) => {
  expect(inOneWord(ask(BUCKET_POLICY, one))).toBe(one[4]);
});

test("the owner’s root is denied everything else that the policy denies", () => {
  expect(inOneWord(ask({ ...PUT, action: "s3:PutBucketAcl" }, ["", ROOT, [], [denied], "denied"]))).toBe("denied");
});

test.for<[action: string, Answer]>([
  ["kms:ScheduleKeyDeletion", "not allowed"],
  ["kms:PutKeyPolicy", "not allowed"],
  ["kms:CreateGrant", "allowed"],
  ["kms:generatedatakey", "allowed"],
])("KMS Developer Guide, key-policy-modifying-external-accounts: %s by another account is %s", ([action, answer]) => {
  const key = [{ ...to(THEIRS), Action: "kms:*" }];
  expect(inOneWord(ask({ ...DECRYPT, action }, ["", STRANGER, [ALLOW], key, answer]))).toBe(answer);
});

test.for<Case>([
  ["the identity’s policies may deny", ALICE, "unknown", [everybody], "?"],
  ["the identity’s policies may allow", ALICE, "unknown", null, "?"],
  ["the bucket’s policy may deny", ALICE, [ALLOW], "unknown", "?"],
  ["the bucket’s policy may allow", ALICE, [], "unknown", "?"],
  ["a Deny that is known stays one", ALICE, [DENY], "unknown", "denied"],
  ["a Deny that is known stays one", ALICE, "unknown", [{ ...DENY, Principal: "*" }], "denied"],
  ["across accounts, a side that is known not to allow", STRANGER, "unknown", null, "not allowed"],
  ["a Deny may apply", ALICE, [ALLOW, { ...DENY, Condition: MAYBE }], null, "?"],
  ["an Allow may apply", ALICE, [{ ...ALLOW, Condition: MAYBE }], null, "?"],
  ["an Allow that may apply beside one that does", ALICE, [{ ...ALLOW, Condition: MAYBE }, ALLOW], null, "allowed"],
  ["of somebody the own policies are not known", SOMEBODY, [ALLOW], [everybody], "?"],
  ["of somebody the own policies are not known", SOMEBODY, [DENY], [everybody], "?"],
  ["somebody of another account is not let in by its own policies", SOMEBODY_THERE, [ALLOW], [], "not allowed"],
  ["somebody is denied what everybody is", SOMEBODY, [ALLOW], [{ ...DENY, Principal: "*" }], "denied"],
])("nothing is guessed: %s", (one) => {
  expect(inOneWord(ask(PUT, one))).toBe(one[4]);
});

test("whose the bucket is matters as much as who asks", () => {
  const policies: Policies = {
    identity: [policyOf("identity", [ALLOW])],
    bucket: null,
    key: "unknown",
    absent: ABSENT,
  };
  expect(evaluate(policies, { ...PUT, owner: null })).toEqual({
    outcome: "unknown",
    allowedBy: null,
    doubts: [{ by: null, reason: "whether the requester belongs to the account that owns it is not known" }],
  });
});

test("a key whose policy could not be read may allow or not", () => {
  const [policies, request] = [
    { identity: [], bucket: null, key: "unknown", absent: ABSENT } satisfies Policies,
    DECRYPT,
  ];
  expect(evaluate(policies, request)).toMatchObject({
    doubts: [{ reason: "what the key’s policy says is not known" }],
  });
});

/** The layers that are not evaluated here, by who asks for what: those that can refuse, and those that can allow. */
test.for<[string, PolicyRequest, refusals: number, allows: string[]]>([
  ["a user", PUT, 4, ["unless an access control list allows it"]],
  ["a session", { ...PUT, requester: APP }, 5, ["unless an access control list allows it"]],
  ["a user with a key", DECRYPT, 4, ["unless a grant of the key allows it"]],
  ["a user of another account", { ...PUT, requester: STRANGER }, 5, ["unless an access control list allows it"]],
  ["a service", { ...PUT, requester: LOGGING }, 1, ["unless an access control list allows it"]],
  ["an anonymous requester", { ...PUT, requester: NOBODY }, 3, ["unless an access control list allows it"]],
])("what is not evaluated here leaves %s in doubt", ([, request, refusals, allows]) => {
  const allowing: Policies = {
    identity: [policyOf("identity", [ALLOW])],
    bucket: policyOf("bucket", [everybody]),
    key: policyOf("key", [everybody]),
  };
  const allowed = evaluate(allowing, request);
  expect(allowed).toMatchObject({
    outcome: "unknown",
    allowedBy: [{}, ...(request.requester.type === "service" || request.requester.type === "anonymous" ? [] : [{}])],
  });
  expect(allowed.outcome === "unknown" && allowed.doubts.length).toBe(refusals);
  const silent: Policies = { identity: [], bucket: null, key: policyOf("key", []) };
  const decision = evaluate(silent, request);
  expect(decision.outcome === "unknown" && decision.doubts.slice(0, allows.length).map(({ reason }) => reason)).toEqual(
    allows,
  );
});

test("no layer lets anybody use a key without a signature", () => {
  const policies: Policies = { identity: [], bucket: null, key: policyOf("key", [everybody]) };
  expect(inOneWord(evaluate(policies, { ...DECRYPT, requester: NOBODY }))).toBe("not allowed");
});

test("a Deny is a refusal whatever else there is, and names its statement and where it stands", () => {
  const bucket = policyOf("bucket", [everybody, { ...DENY, Sid: "Never", Principal: "*" }]);
  const policies: Policies = { identity: "unknown", bucket, key: "unknown" };
  expect(evaluate(policies, PUT)).toMatchObject({
    outcome: "refused",
    how: "explicit-deny",
    by: { policy: "bucket", document: 0, statement: { name: "Never", index: 1, lines: { first: 1, last: 1 } } },
  });
});

test("what allows is named, of whichever policy", () => {
  const [first, second] = [
    policyOf("identity", [{ ...ALLOW, Action: "kms:*" }]),
    policyOf("identity", [{ ...ALLOW, Sid: "All" }]),
  ];
  const policies: Policies = { identity: [first, second], bucket: null, key: "unknown", absent: ABSENT };
  expect(evaluate(policies, PUT)).toMatchObject({
    by: [{ policy: "identity", document: 1, statement: { name: "All" } }],
  });
});

test("a doubt names its statement and on what it depends", () => {
  const maybe = { ...DENY, Sid: "Maybe", Principal: "*", Condition: MAYBE };
  const policies: Policies = {
    identity: [policyOf("identity", [ALLOW])],
    bucket: policyOf("bucket", [maybe]),
    key: "unknown",
    absent: ABSENT,
  };
  expect(evaluate(policies, PUT)).toMatchObject({
    outcome: "unknown",
    allowedBy: [{ policy: "identity" }],
    doubts: [
      {
        by: { policy: "bucket", statement: { name: "Maybe" } },
        reason: "only where StringEquals holds for aws:SomeKey",
      },
    ],
  });
});

test.for<[string, PolicyRequest, string]>([
  ["one account", PUT, "No policy allows it: the bucket’s policy or the requester’s own would have to."],
  [
    "two accounts",
    { ...PUT, requester: STRANGER },
    "No policy allows it: the bucket’s policy and the requester’s own would both have to.",
  ],
  ["a service", { ...PUT, requester: LOGGING }, "No policy allows it: the bucket’s policy would have to."],
  ["a key", DECRYPT, "No policy allows it: the key’s policy would have to, or let the account’s own policies do so."],
])("what is not allowed says which policies would have to, for %s", ([, request, reason]) => {
  const policies: Policies = { identity: [], bucket: null, key: policyOf("key", []), absent: ABSENT };
  expect(evaluate(policies, request)).toEqual({ outcome: "refused", how: "not-allowed", reason });
});

test.for<[key: object[], secure: string | null | typeof ANY, Answer]>([
  [[{ ...to(OURS), Condition: { Bool: { "aws:SecureTransport": "true" } } }], "true", "allowed"],
  [[{ ...to(OURS), Condition: { Bool: { "aws:SecureTransport": "true" } } }], ANY, "?"],
  [[{ ...to(OURS), Condition: { Bool: { "aws:SecureTransport": "true" } } }], "false", "not allowed"],
  [[to(OURS), { ...DENY, Principal: "*" }], "true", "denied"],
])(
  "an upload that uses a key needs both, and where the key’s policy is %j over TLS %s it is %s",
  ([key, secure, answer]) => {
    const policies: Policies = {
      identity: [policyOf("identity", [ALLOW])],
      bucket: null,
      key: policyOf("key", key),
      absent: ABSENT,
    };
    const decision = evaluateAll(policies, [PUT, { ...DECRYPT, context: { "aws:securetransport": secure } }]);
    expect(inOneWord(decision)).toBe(answer);
  },
);

test("two requests in doubt together say every doubt, and what allows them if none comes true", () => {
  const policies: Policies = {
    identity: [policyOf("identity", [ALLOW])],
    bucket: null,
    key: policyOf("key", [to(OURS)]),
  };
  const decision = evaluateAll(policies, [PUT, DECRYPT]);
  expect(decision).toMatchObject({
    outcome: "unknown",
    allowedBy: [{ policy: "identity" }, { policy: "key" }, { policy: "identity" }],
  });
  expect(decision.outcome === "unknown" && decision.doubts.length).toBe(8);
});
