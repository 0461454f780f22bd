import fc from "fast-check";
import { expect, test } from "vitest";
import { isLike } from "#lib/aws/wildcard.ts";
import { parsePolicy, type PolicyDocument, type PolicyKind } from "./document.ts";
import { type Decision, evaluate, type Policies } from "./evaluate.ts";
import type { ContextValue, PolicyRequest, Requester } from "./request.ts";
import { ABSENT, ALICE, APP, OURS, policyOf, THEIRS } from "./testing.ts";
import { fits, type Unforeseen, wildcards } from "./text.ts";

// Few words, so that they meet often.
const VALUE = fc.constantFrom("a", "ab", "true", "12", "203.0.113.7", "arn:aws:s3:::reports/a");
const WANTED = fc.oneof(
  VALUE,
  fc.constantFrom(
    `arn:aws:iam::${OURS}:role/App`,
    `arn:aws:iam::*:user/A*`,
    OURS,
    "*",
    "a?",
    "a*",
    "false",
    "${aws:PrincipalTag/x}",
    "203.0.113.0/24",
    "arn:aws:s3:::*",
  ),
);
const KEY = fc.constantFrom("aws:PrincipalTag/x", "aws:PrincipalArn", "aws:PrincipalAccount", "s3:x", "aws:SomeKey");
const SETS = fc.constantFrom("", "ForAllValues:", "ForAnyValue:");
const NAMES = `StringEquals StringNotEquals StringLike StringNotLike StringEqualsIgnoreCase ArnLike ArnNotEquals
  NumericLessThan NumericNotEquals DateGreaterThan Bool IpAddress NotIpAddress`.split(/\s+/);
const OPERATOR = fc
  .tuple(SETS, fc.constantFrom(...NAMES), fc.constantFrom("", "IfExists"))
  .map((parts) => parts.join(""));
const CONDITION = fc.dictionary(
  fc.oneof(OPERATOR, fc.constant("Null")),
  fc.dictionary(KEY, fc.oneof(WANTED, fc.array(WANTED, { minLength: 1, maxLength: 2 })), { minKeys: 1, maxKeys: 2 }),
  { maxKeys: 2 },
);
const OUR_ARN = `arn:aws:iam::${OURS}`;
const USERS = [OURS, `${OUR_ARN}:root`, `${OUR_ARN}:user/Alice`, `${OUR_ARN}:role/App`, `arn:aws:iam::${THEIRS}:root`];
const ARNS = fc.subarray([...USERS, "*", `arn:aws:sts::${OURS}:assumed-role/App/deploy`], { minLength: 1 });
const PRINCIPAL = fc.oneof(
  fc.constant("*"),
  ARNS.map((AWS) => ({ AWS })),
  fc.constant({ Service: "logging.s3.amazonaws.com" }),
);
const ACTIONS = fc.subarray(["*", "s3:*", "s3:PutObject", "s3:Get*", "kms:*"], { minLength: 1, maxLength: 2 });
const KEYS = ["*", "${aws:PrincipalTag/x}", "a?", "*b"].map((key) => `arn:aws:s3:::reports/${key}`);
const RESOURCES = fc.subarray([...KEYS, "*", "arn:aws:s3:::other/*"], { minLength: 1, maxLength: 2 });

function negatable<T>(name: string, value: fc.Arbitrary<T>): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 3, arbitrary: value.map((one) => ({ [name]: one })) },
    value.map((one) => ({ [`Not${name}`]: one })),
  );
}

function statements(
  kind: PolicyKind,
  effect: fc.Arbitrary<string> = fc.constantFrom("Allow", "Deny"),
): fc.Arbitrary<object> {
  return fc
    .tuple(
      effect.map((Effect) => ({ Effect })),
      kind === "identity" ? fc.constant({}) : negatable("Principal", PRINCIPAL),
      negatable("Action", ACTIONS),
      negatable("Resource", RESOURCES),
      fc.oneof(
        fc.constant({}),
        CONDITION.map((Condition) => ({ Condition })),
      ),
    )
    .map((parts) => Object.assign({}, ...parts));
}

const VERSION = fc.constantFrom("2012-10-17", "2008-10-17");
const LISTS = {
  identity: fc.array(statements("identity"), { maxLength: 3 }),
  bucket: fc.array(statements("bucket"), { maxLength: 3 }),
};

const REQUESTERS: Requester[] = [
  ALICE,
  APP,
  { type: "user", account: THEIRS, arn: `arn:aws:iam::${THEIRS}:user/Eve` },
  { type: "root", account: OURS },
  { type: "service", name: "logging.s3.amazonaws.com" },
  { type: "anonymous" },
];

/** A request of which everything is known. */
const CONCRETE: fc.Arbitrary<PolicyRequest> = fc.record({
  requester: fc.constantFrom(...REQUESTERS),
  action: fc.constantFrom("s3:PutObject", "s3:GetObject"),
  resource: fc.constantFrom("a", "ab", "b", "x/y").map((key) => `arn:aws:s3:::reports/${key}`),
  owner: fc.constantFrom(OURS, THEIRS),
  context: fc.record({
    "aws:principaltag/x": fc.oneof(fc.constant(null), VALUE),
    "s3:x": fc.oneof(fc.constant(null), VALUE, fc.array(VALUE, { maxLength: 2 })),
    "aws:somekey": fc.oneof(fc.constantFrom(null, ""), VALUE),
  }),
});

/** The same request with some of it forgotten, in every way in which a request can be unforeseen. */
function blurred(request: PolicyRequest): fc.Arbitrary<PolicyRequest> {
  const { requester, resource, owner, context } = request;
  const account = "account" in requester ? requester.account : null;
  const somebody: Requester[] = [{ type: "somebody", account: null }];
  if (requester.type === "session") somebody.push({ ...requester, roleArn: null });
  if (requester.type === "session" && requester.roleArn !== null)
    somebody.push({ type: "role", account: requester.account, arn: requester.roleArn });
  if (account !== null && requester.type !== "root") somebody.push({ type: "somebody", account });
  return fc.record({
    requester: fc.constantFrom(requester, ...somebody),
    action: fc.constant(request.action),
    resource: fc.constantFrom(resource, ...(typeof resource === "string" ? starts(resource) : [])),
    owner: fc.constantFrom(owner, null),
    context: fc
      .tuple(
        ...Object.entries(context).map(([key, value]) =>
          blurredValue(value).map((one): [string, ContextValue | undefined] => [key, one]),
        ),
      )
      .map((entries) =>
        Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
      ),
  });
}

function blurredValue(value: ContextValue): fc.Arbitrary<ContextValue | undefined> {
  return fc.constantFrom<(ContextValue | undefined)[]>(
    value,
    undefined,
    ...(typeof value === "string" ? starts(value) : []),
  );
}

/** Every way to know only how a text starts. */
function starts(text: string): Unforeseen[] {
  return Array.from({ length: text.length }, (_, length) => ({ startsWith: text.slice(0, length) }));
}

function policiesOf(identity: object[], bucket: object[], version: string): Policies {
  return {
    identity: [policyOf("identity", identity, version)],
    bucket: policyOf("bucket", bucket, version),
    key: "unknown",
    absent: ABSENT,
  };
}

function inShort(decision: Decision): string {
  return decision.outcome === "refused" ? decision.how : decision.outcome;
}

const CASE = fc.tuple(
  LISTS.identity,
  LISTS.bucket,
  VERSION,
  CONCRETE.chain((request) => fc.oneof(fc.constant(request), blurred(request))),
);
const RUNS = { numRuns: 500 };

test("the order of statements does not matter", () => {
  const shuffled = CASE.chain(([identity, bucket, version, request]) =>
    fc.tuple(fc.constant({ identity, bucket, version, request }), shuffle(identity), shuffle(bucket)),
  );
  fc.assert(
    fc.property(shuffled, ([{ identity, bucket, version, request }, otherIdentity, otherBucket]) => {
      const one = evaluate(policiesOf(identity, bucket, version), request);
      const other = evaluate(policiesOf(otherIdentity, otherBucket, version), request);
      expect(inShort(other)).toBe(inShort(one));
    }),
    RUNS,
  );
});

function shuffle<T>(list: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length });
}

test("an explicit Deny of everything wins wherever it stands", () => {
  fc.assert(
    fc.property(CASE, fc.nat(), fc.boolean(), ([identity, bucket, version, request], place, inBucket) => {
      const own = ["user", "role", "session"].includes(request.requester.type) && !inBucket;
      const list = own ? identity : bucket;
      const deny = { Effect: "Deny", Action: "*", Resource: "*", ...(own ? {} : { Principal: "*" }) };
      const changed = list.toSpliced(place % (list.length + 1), 0, deny);
      const decision = evaluate(policiesOf(own ? changed : identity, own ? bucket : changed, version), request);
      expect(inShort(decision)).toBe("explicit-deny");
    }),
    RUNS,
  );
});

test("one Allow more refuses nothing that was allowed, and lets nothing through that a Deny refuses", () => {
  const allow = fc.tuple(statements("identity", fc.constant("Allow")), statements("bucket", fc.constant("Allow")));
  fc.assert(
    fc.property(CASE, allow, ([identity, bucket, version, request], [own, its]) => {
      const before = inShort(evaluate(policiesOf(identity, bucket, version), request));
      const after = inShort(evaluate(policiesOf([...identity, own], [...bucket, its], version), request));
      expect(after).toBe(before === "allowed" || before === "explicit-deny" ? before : after);
    }),
    RUNS,
  );
});

test("one Deny more allows nothing that was not allowed", () => {
  const deny = fc.tuple(statements("identity", fc.constant("Deny")), statements("bucket", fc.constant("Deny")));
  fc.assert(
    fc.property(CASE, deny, ([identity, bucket, version, request], [own, its]) => {
      const before = evaluate(policiesOf(identity, bucket, version), request);
      const after = evaluate(policiesOf([...identity, own], [...bucket, its], version), request);
      const possible = {
        allowed: ["allowed", "refused", "unknown"],
        refused: ["refused"],
        unknown: ["refused", "unknown"],
      };
      expect(possible[before.outcome]).toContain(after.outcome);
    }),
    RUNS,
  );
});

test("what is certain of a request that is not wholly foreseen holds for every request that it may be", () => {
  const pairs = fc.tuple(
    LISTS.identity,
    LISTS.bucket,
    VERSION,
    CONCRETE.chain((request) => fc.tuple(fc.constant(request), blurred(request))),
  );
  fc.assert(
    fc.property(
      pairs,
      fc.boolean(),
      fc.boolean(),
      ([identity, bucket, version, [request, dim]], forgetOwn, forgetIts) => {
        const policies = policiesOf(identity, bucket, version);
        const before = evaluate(policies, request);
        const forgotten = {
          ...(forgetOwn ? { identity: "unknown" as const } : {}),
          ...(forgetIts ? { bucket: "unknown" as const } : {}),
        };
        const dimmed = evaluate({ ...policies, ...forgotten }, dim);
        // What the guide leaves open may be unknown of the one request alone.
        expect(dimmed.outcome === "unknown" ? ["unknown"] : [dimmed.outcome, "unknown"]).toContain(
          dimmed.outcome === "unknown" ? "unknown" : before.outcome,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a pattern takes a text as the plain matcher does, and the start of a text as all that may follow", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "*"), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 6 });
  fc.assert(
    fc.property(
      text,
      pattern,
      fc.string({ unit: fc.constantFrom("a", "b", "c", ":"), minLength: 1, maxLength: 4 }),
      (start, like, rest) => {
        expect(fits(start, wildcards(like), "?")).toBe(isLike(start, like));
        const ofStart = fits({ startsWith: start }, wildcards(like), "?");
        expect([ofStart, "?"]).toContain(ofStart === "?" ? "?" : fits(start + rest, wildcards(like), "?"));
      },
    ),
    { numRuns: 3_000 },
  );
});

test("the start of a text is in doubt only where what follows decides", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "*", "?"), maxLength: 4 });
  // "c" stands in no pattern, so a's and c's of up to five characters show every way in which one can go on.
  const rests = ["a", "c"].flatMap((one) =>
    ["", "a", "c", "aa", "ac", "ca", "cc", "aaa", "ccc", "cca", "aaaa", "cccc"].map((more) => more + one),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "c"), maxLength: 2 }), pattern, (start, like) => {
      const all = new Set(rests.map((rest) => isLike(start + rest, like)));
      expect(fits({ startsWith: start }, wildcards(like), "?")).toBe(all.size === 2 ? "?" : all.has(true));
    }),
    { numRuns: 3_000 },
  );
});

test("what is written from a policy reads back as that policy", () => {
  const policies = fc.tuple(
    fc.constantFrom<PolicyKind>("bucket", "key"),
    fc.array(statements("bucket"), { maxLength: 4 }),
    VERSION,
  );
  fc.assert(
    fc.property(policies, ([kind, list, version]) => {
      const document = policyOf(kind, list, version);
      const parsed = parsePolicy(JSON.stringify(toJson(document)), kind);
      expect(parsed).toEqual({ ok: true, document });
    }),
    { numRuns: 500 },
  );
});

/** A policy as the longest of its spellings. */
function toJson({ version, statements }: PolicyDocument): object {
  return {
    Version: version,
    Statement: statements.map(({ sid, effect, principals, actions, resources, conditions }) => ({
      ...(sid === null ? {} : { Sid: sid }),
      Effect: effect,
      ...listed(
        "Principal",
        principals?.except,
        grouped(principals?.listed.map(({ kind, value }) => [kind, value]) ?? []),
      ),
      ...listed("Action", actions?.except, actions?.listed),
      ...listed("Resource", resources?.except, resources?.listed),
      Condition: Object.fromEntries(
        [...new Set(conditions.map(({ operator }) => operator))].map((operator) => [
          operator,
          Object.fromEntries(
            conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, values]),
          ),
        ]),
      ),
    })),
  };
}

function listed(name: string, except: boolean | undefined, value: unknown): object {
  return except === undefined ? {} : { [except ? `Not${name}` : name]: value };
}

function grouped(pairs: [string, string][]): object {
  return Object.fromEntries(
    pairs.map(([kind]) => [kind, pairs.flatMap(([other, value]) => (other === kind ? value : []))]),
  );
}

test("a text is a policy only where it is strict JSON, and every problem stands on one of its lines", () => {
  const whole = fc
    .array(statements("bucket"), { maxLength: 2 })
    .map((list) => JSON.stringify({ Statement: list }, null, 1));
  const broken = fc
    .tuple(whole, fc.nat(), fc.nat(3), fc.constantFrom("", ",", "}", "]", '"', "//", "1", "\\", "\n"))
    .map(
      ([text, at, cut, added]) =>
        text.slice(0, at % (text.length + 1)) + added + text.slice((at % (text.length + 1)) + cut),
    );
  fc.assert(
    fc.property(broken, (text) => {
      const parsed = parsePolicy(text, "bucket");
      const problems = parsed.ok ? [] : parsed.problems;
      expect(parsed.ok).toBe(problems.length === 0);
      expect(parsed.ok && !isJson(text)).toBe(false);
      const lines = text.split("\n");
      expect(problems.filter(({ line, column }) => column > (lines[line - 1]?.length ?? -1) + 1)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
