import fc from "fast-check";
import { expect, test } from "vitest";
import {
  demandsOf,
  isSameJson,
  planChange,
  POLICY_CHANGES,
  type PolicyChange,
  type PolicyPlan,
  sidsLost,
  type Target,
} from "./enforce.ts";
import { type Deciding, toDecidingPolicy } from "./deciding.ts";
import { enforcementOf } from "./enforcement.ts";
import { acrossWays, uploadAnswers } from "./upload-answer.ts";
import type { Ask } from "./upload-fate.ts";
import { repeatedSids, toWrittenStatements } from "./policy-merge.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const TARGET: Target = { arn: ARN, keyArn: KEY };

function planOf(before: string | null, change: PolicyChange, target = TARGET): PolicyPlan {
  const made = planChange(before, change, target);
  if ("problem" in made) throw new Error(made.problem);
  return made.plan;
}

function afterOf(before: string | null, change: PolicyChange, target = TARGET): string | null {
  return planOf(before, change, target).after;
}

function sidsOf(document: string | null): unknown[] {
  return (document === null ? [] : (toWrittenStatements(document) ?? [])).map(({ value }) => value.Sid);
}

/** Statements of somebody else's, with numbers, escapes and lists that a rewriting would change. */
const foreignStatement = fc
  .record({
    Sid: fc.option(fc.stringMatching(/^Other[A-Za-z0-9]{0,6}$/), { nil: undefined }),
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: fc.constantFrom<unknown>("*", { AWS: ["111122223333", "arn:aws:iam::444455556666:root"] }),
    Action: fc.constantFrom<unknown>("s3:GetObject", ["s3:Get*", "s3:PutObject"]),
    Resource: fc.constantFrom<unknown>(`${ARN}/*`, [ARN, `${ARN}/*`]),
    Condition: fc.option(
      fc.constantFrom<unknown>(
        { Bool: { "aws:SecureTransport": false } },
        { NumericLessThan: { "s3:TlsVersion": 1.2 } },
      ),
      { nil: undefined },
    ),
  })
  .chain((statement) =>
    fc.constantFrom(
      JSON.stringify(statement),
      JSON.stringify(statement, null, 2),
      JSON.stringify(statement).replaceAll("s3:", "s3\\u003a").replace("1.2", "1.20"),
    ),
  );

const policy = fc
  .tuple(
    fc.constantFrom('{"Version":"2012-10-17","Id":"a \\u0041",', '{\n  "Id": "last",\n', '{"Version":"2008-10-17",'),
    fc.array(foreignStatement, { minLength: 1, maxLength: 5 }),
  )
  .map(([head, statements]) => `${head}"Statement":[${statements.join(",")}]}`);

const adding = fc.constantFrom<PolicyChange>("dsse-tolerant", "dsse-strict", "tls-on");
const removalOf = (change: PolicyChange) => (change === "tls-on" ? "tls-off" : "dsse-off");

test("what is put in and taken out again leaves the policy as it was", () => {
  fc.assert(
    fc.property(policy, adding, (document, change) => {
      const back = afterOf(afterOf(document, change), removalOf(change));
      expect(isSameJson(back, document)).toBe(true);
    }),
  );
});

test("what is put in a second time changes nothing", () => {
  fc.assert(
    fc.property(fc.option(policy), adding, (document, change) => {
      const once = afterOf(document, change);
      expect(afterOf(once, change)).toBe(once);
    }),
  );
});

test("every other statement keeps its place and its characters, and so does the rest of the document", () => {
  fc.assert(
    fc.property(policy, fc.array(fc.constantFrom(...POLICY_CHANGES), { maxLength: 6 }), (document, changes) => {
      const after = changes.reduce<string | null>((found, change) => afterOf(found, change), document) ?? "";
      const texts = (some: string) => (toWrittenStatements(some) ?? []).map(({ text }) => text);
      expect(texts(after).filter((text) => texts(document).includes(text))).toEqual(texts(document));
      expect(after.slice(0, after.indexOf('"Statement"'))).toBe(document.slice(0, document.indexOf('"Statement"')));
    }),
  );
});

test("the forms take each other's place, in place", () => {
  const other = { Sid: "Other", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/a` };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [other] });
  const tolerant = afterOf(document, "dsse-tolerant");
  const withTls = afterOf(tolerant, "tls-on");
  expect(sidsOf(withTls)).toEqual([
    "Other",
    "DenyExplicitNonDsse",
    "DenyHeaderWithoutKey",
    "DenyWrongKey",
    "DenySseC",
    "DenyInsecureTransport",
  ]);
  expect(sidsOf(afterOf(withTls, "dsse-strict"))).toEqual([
    "Other",
    "DenyNonDsse",
    "DenyHeaderWithoutKey",
    "DenyWrongKey",
    "DenySseC",
    "DenyInsecureTransport",
  ]);
});

test("without a policy one is made, and the last statement taken out leaves none", () => {
  const made = afterOf(null, "dsse-tolerant");
  expect(JSON.parse(made ?? "")).toMatchObject({ Version: "2012-10-17", Statement: [{}, {}, {}, {}] });
  expect(afterOf(made, "dsse-off")).toBeNull();
  expect(afterOf(null, "dsse-off")).toBeNull();
});

test("one statement without a list stays one of a list", () => {
  const one = { Sid: "Other", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/a` };
  const after = afterOf(JSON.stringify({ Statement: one }), "tls-on");
  expect(sidsOf(after)).toEqual(["Other", "DenyInsecureTransport"]);
});

/** What the policy answers to a kind of upload, whichever way it comes. */
function answerTo(ask: Ask, policy: string | null) {
  const ways = uploadAnswers(under(policy)).get(ask);
  return ways === undefined ? null : acrossWays(ways);
}

function under(policy: string | null): Deciding {
  const standard = { type: "DSSE-KMS", keyId: KEY } as const;
  return { bucketArn: ARN, policy: toDecidingPolicy(policy), standard, blockedTypes: [], keyFault: null };
}

test("the tolerant form lets what says nothing through, and refuses what says otherwise", () => {
  const after = afterOf(null, "dsse-tolerant");
  expect(answerTo("nothing", after)).toEqual({ outcome: "accepted" });
  expect(answerTo("DSSE-KMS, no key", after)).toEqual({ outcome: "refused", statements: ["DenyHeaderWithoutKey"] });
  for (const ask of ["SSE-KMS and the key", "SSE-KMS, no key", "SSE-S3"] as const) {
    expect(answerTo(ask, after)).toMatchObject({
      outcome: "refused",
      statements: ["DenyExplicitNonDsse", ...REST[ask]],
    });
  }
  expect(answerTo("SSE-C", after)).toEqual({ outcome: "refused", statements: ["DenySseC"] });
  expect(enforcementOf(under(after)).status).toBe("required");
});

const REST = {
  "SSE-KMS and the key": [],
  "SSE-KMS, no key": ["DenyHeaderWithoutKey"],
  "SSE-S3": ["DenyHeaderWithoutKey"],
};

test("the strict form demands the header", () => {
  const after = afterOf(null, "dsse-strict");
  expect(answerTo("nothing", after)).toEqual({ outcome: "refused", statements: ["DenyNonDsse"] });
  expect(enforcementOf(under(after)).status).toBe("required");
});

test("a default without a key of its own demands none", () => {
  const after = afterOf(null, "dsse-tolerant", { arn: ARN, keyArn: null });
  expect(sidsOf(after)).toEqual(["DenyExplicitNonDsse", "DenyHeaderWithoutKey", "DenySseC"]);
});

test("ARNs are of the bucket's partition", () => {
  expect(afterOf(null, "tls-on", { arn: "arn:aws-us-gov:s3:::reports", keyArn: null })).toContain(
    '["arn:aws-us-gov:s3:::reports","arn:aws-us-gov:s3:::reports/*"]',
  );
});

test("plain HTTP is refused to all but AWS's own services", () => {
  const [statement] = toWrittenStatements(afterOf(null, "tls-on") ?? "") ?? [];
  expect(statement?.value.Condition).toEqual({
    Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" },
  });
});

test("a statement of another's under one of these Sids is shown, replaced by a demand and left by a removal", () => {
  const own = { Sid: "DenySseC", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/a` };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [own] });
  const plan = planOf(document, "dsse-tolerant");
  expect(plan.foreign.map(({ value }) => value)).toEqual([own]);
  expect(sidsOf(plan.after).filter((sid) => sid === "DenySseC")).toHaveLength(1);
  expect(plan.after).not.toContain("s3:GetObject");
  expect(planOf(document, "dsse-off")).toMatchObject({ before: document, after: document, foreign: [{ value: own }] });
});

test("of two statements under one Sid a removal leaves the other's", () => {
  const own = { Sid: "DenySseC", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/a` };
  const made = afterOf(null, "dsse-tolerant") ?? "";
  const both = made.replace("]}", `,${JSON.stringify(own)}]}`);
  expect(afterOf(both, "dsse-off")).toBe(`{"Version":"2012-10-17","Statement":[${JSON.stringify(own)}]}`);
});

test("a statement of these is known however its JSON spells it", () => {
  const [made] = toWrittenStatements(afterOf(null, "tls-on") ?? "") ?? [];
  const spelt = {
    Condition: { Bool: { "aws:PrincipalIsAWSService": ["false"], "aws:SecureTransport": false } },
    ...made?.value,
    Principal: { AWS: ["*"] },
    Action: ["s3:*"],
  };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [spelt] });
  expect(planOf(document, "tls-on").foreign).toEqual([]);
  expect(demandsOf(document, ARN)?.tls).toBe(true);
});

test("what is demanded is read from the policy, with its key and what is missing", () => {
  expect(demandsOf(null, ARN)).toEqual({ dsse: null, left: [], tls: false });
  const tolerant = afterOf(null, "dsse-tolerant");
  expect(demandsOf(tolerant, ARN)).toEqual({
    dsse: { form: "tolerant", keyArn: KEY, missing: [] },
    left: [],
    tls: false,
  });
  expect(demandsOf(afterOf(tolerant, "dsse-strict"), ARN)?.dsse?.form).toBe("strict");
  expect(demandsOf(tolerant, "arn:aws:s3:::other")).toEqual({ dsse: null, left: [], tls: false });
  const less = tolerant?.replace(/,\{"Sid":"DenySseC".*\}\]/, "]") ?? "";
  expect(demandsOf(less, ARN)?.dsse?.missing).toEqual(["DenySseC"]);
  const wider = tolerant?.replace('"s3:PutObject"', '"s3:GetObject"') ?? "";
  expect(demandsOf(wider, ARN)?.dsse).toBeNull();
});

test("the key of a demand that names another one is replaced without asking", () => {
  const document = afterOf(null, "dsse-tolerant", { arn: ARN, keyArn: KEY.replace("1234", "9999") });
  const plan = planOf(document, "dsse-tolerant");
  expect(plan.foreign).toEqual([]);
  expect(plan.after).toBe(afterOf(null, "dsse-tolerant"));
});

test("S3 takes 20 KB of policy and no more", () => {
  const long = { Sid: "Long", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${ARN}/` };
  const sized = (bytes: number) => {
    const bare = JSON.stringify({ Version: "2012-10-17", Statement: [long] }).length;
    return JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...long, Resource: `${ARN}/${"é".repeat((bytes - bare) / 2)}` }],
    });
  };
  const added = (afterOf(sized(1000), "tls-on") ?? "").length - sized(1000).length;
  const fits = sized(20_480 - added - (added % 2));
  expect(planOf(fits, "tls-on").after).not.toBeNull();
  expect(planChange(sized(20_480), "tls-on", TARGET)).toEqual({ problem: expect.stringContaining("20,480") });
});

test.for(["not JSON", "[]", '{"Statement":["text"]}', '{"Statement":[],"Statement":[]}', '{"Version":"2012-10-17"}'])(
  "%s is not touched",
  (document) => {
    expect(planChange(document, "dsse-tolerant", TARGET)).toEqual({ problem: expect.stringContaining("grammar") });
    expect(demandsOf(document, ARN)).toBeNull();
  },
);

test("none of these refuses what changes the policy, over TLS", () => {
  const actions = (change: PolicyChange) =>
    (toWrittenStatements(afterOf(null, change) ?? "") ?? []).map(({ value }) => value.Action);
  expect(new Set([...actions("dsse-tolerant"), ...actions("dsse-strict")])).toEqual(new Set(["s3:PutObject"]));
  expect(JSON.parse(afterOf(null, "tls-on") ?? "").Statement[0].Condition.Bool["aws:SecureTransport"]).toBe("false");
});

test("what is left of a demand is named, and taken out without touching what somebody changed", () => {
  const [demand, noKey, wrongKey, sseC] = toWrittenStatements(afterOf(null, "dsse-tolerant") ?? "") ?? [];
  const changed = demand?.text.replace('"s3:PutObject"', '"s3:PutObject*"') ?? "";
  const document = `{"Statement":[${[changed, noKey?.text, wrongKey?.text, sseC?.text].join(", ")}]}`;
  expect(demandsOf(document, ARN)).toEqual({
    dsse: null,
    left: ["DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"],
    tls: false,
  });
  const plan = planOf(document, "dsse-off");
  expect(plan.after).toBe(`{"Statement":[${changed}]}`);
  expect(plan.foreign.map(({ text }) => text)).toEqual([changed]);
  expect(sidsLost(plan, ARN)).toEqual(["DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"]);
});

test("of two statements of one Sid each is judged by itself: ours goes, the other stays", () => {
  const [, , , sseC] = toWrittenStatements(afterOf(null, "dsse-tolerant") ?? "") ?? [];
  const twin = JSON.stringify({
    Sid: "DenySseC",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `${ARN}/*`,
  });
  for (const pair of [
    [sseC?.text, twin],
    [twin, sseC?.text],
  ]) {
    const document = `{"Statement":[${pair.join(",")}]}`;
    expect(repeatedSids(document)).toEqual(["DenySseC"]);
    expect(demandsOf(document, ARN)?.left).toEqual(["DenySseC"]);
    expect(planOf(document, "dsse-off").after).toBe(`{"Statement":[${twin}]}`);
    const demanded = planOf(document, "dsse-tolerant");
    expect(demanded.foreign.map(({ text }) => text)).toEqual([twin]);
  }
  const twice = `{"Statement":[${sseC?.text},${sseC?.text}]}`;
  expect(planOf(twice, "dsse-off").after).toBeNull();
});

test.for([
  ['{"Statement":[]}', []],
  ['{"Statement":[{"Sid":"A"},{"Sid":"B"}]}', []],
  ['{"Statement":[{"Effect":"Deny"},{"Effect":"Deny"}]}', []],
  ['{"Statement":[{"Sid":""},{"Sid":""}]}', []],
  ['{"Statement":[{"Sid":"A"},{"Sid":"B"},{"Sid":"A"},{"Sid":"A"},{"Sid":"B"}]}', ["A", "B"]],
  ['{"Statement":[{"Sid":"a"},{"Sid":"A"}]}', []],
  ["nonsense", []],
] as const)("the Sids that %s repeats are %j", ([document, sids]) => {
  expect(repeatedSids(document)).toEqual(sids);
});
