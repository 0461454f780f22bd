import { expect, test } from "vitest";
import { type ParsedPolicy, type PolicyKind, parsePolicy, type Statement } from "./document.ts";

function parse(text: string | object, kind: PolicyKind = "bucket"): ParsedPolicy {
  return parsePolicy(typeof text === "string" ? text : JSON.stringify(text), kind);
}

const STATEMENT = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::b/*" };

function statementOf(statement: object, kind?: PolicyKind): Statement | undefined {
  const parsed = parse({ Version: "2012-10-17", Statement: [statement] }, kind);
  return parsed.ok ? parsed.document.statements[0] : undefined;
}

test("a statement is read with its name, its place, its lines and all its parts", () => {
  const text = `{
  "Version": "2012-10-17",
  "Id": "policy",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": ["111122223333", "*"], "Service": "logging.s3.amazonaws.com" },
      "NotAction": "s3:GetObject", "NotResource": ["arn:aws:s3:::b/*"] },
    {
      "Sid": "Tls", "Effect": "Deny", "NotPrincipal": { "CanonicalUser": "79a5", "Federated": "www.amazon.com" },
      "Action": ["s3:Get*", "s3:Put*"], "Resource": "arn:aws:s3:::b",
      "Condition": { "Bool": { "aws:SecureTransport": false }, "NumericLessThan": { "s3:TlsVersion": [1.2, "1.3"] } }
    }
  ]
}`;
  expect(parse(text)).toEqual({
    ok: true,
    document: {
      version: "2012-10-17",
      id: "policy",
      statements: [
        {
          name: "statement 1",
          sid: null,
          index: 0,
          lines: { first: 5, last: 6 },
          effect: "Allow",
          principals: {
            except: false,
            listed: [
              { kind: "AWS", value: "111122223333" },
              { kind: "AWS", value: "*" },
              { kind: "Service", value: "logging.s3.amazonaws.com" },
            ],
          },
          actions: { except: true, listed: ["s3:GetObject"] },
          resources: { except: true, listed: ["arn:aws:s3:::b/*"] },
          conditions: [],
        },
        {
          name: "Tls",
          sid: "Tls",
          index: 1,
          lines: { first: 7, last: 11 },
          effect: "Deny",
          principals: {
            except: true,
            listed: [
              { kind: "Federated", value: "www.amazon.com" },
              { kind: "CanonicalUser", value: "79a5" },
            ],
          },
          actions: { except: false, listed: ["s3:Get*", "s3:Put*"] },
          resources: { except: false, listed: ["arn:aws:s3:::b"] },
          conditions: [
            { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
            { operator: "NumericLessThan", key: "s3:TlsVersion", values: ["1.2", "1.3"] },
          ],
        },
      ],
    },
  });
});

test.for<[string, object, object]>([
  ["one statement needs no list", { Statement: STATEMENT }, { version: "2008-10-17", id: null }],
  ["the old version stays", { Version: "2008-10-17", Statement: [STATEMENT] }, { version: "2008-10-17" }],
  ["no statement at all is a policy", { Statement: [] }, { statements: [] }],
])("%s", ([, policy, document]) => {
  expect(parse(policy)).toMatchObject({ ok: true, document });
});

test("a number keeps the digits that it is written in, which a comparison of texts looks at", () => {
  const text =
    '{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:b":[1.20,1e21,12345678901234567890]}}}}';
  const parsed = parse(text);
  expect(parsed.ok && parsed.document.statements[0]?.conditions[0]?.values).toEqual([
    "1.20",
    "1e21",
    "12345678901234567890",
  ]);
});

test("everybody is one principal in either spelling, and an empty Sid is none", () => {
  const everybody = { listed: [{ kind: "AWS", value: "*" }], except: false };
  expect(statementOf({ ...STATEMENT, Sid: "" })).toMatchObject({ name: "statement 1", principals: everybody });
  expect(statementOf({ ...STATEMENT, Principal: { AWS: "*" } })?.principals).toEqual(everybody);
});

test("a key policy keeps a statement without Action or Resource, as KMS does, and an identity's names no principal", () => {
  const { Action: _, Resource: __, ...empty } = STATEMENT;
  expect(statementOf(empty, "key")).toMatchObject({ actions: null, resources: null });
  const { Principal: ___, ...own } = STATEMENT;
  expect(statementOf(own, "identity")).toMatchObject({ principals: null });
});

test.for<[string, number, number, string]>([
  ["", 1, 1, "There is no JSON here."],
  ["{", 1, 2, "A closing brace } is missing."],
  ['{"Statement": [],}', 1, 18, "A name in double quotes is expected here; after the last one stands no comma."],
  ['{"Statement": []} 1', 1, 19, "Nothing may follow here: the policy has ended."],
  ['{\n  // why\n  "Statement": []\n}', 2, 3, "JSON has no comments."],
  ['{"Statement": [] "Id": "x"}', 1, 18, "A comma is expected here."],
  ["{'Statement': []}", 1, 2, "This is no JSON value: texts stand in double quotes."],
  ['{"Statement": [],\n "Statement": []}', 2, 2, '"Statement" stands here a second time, so one of the two is lost.'],
  ["[]", 1, 1, "A policy is a JSON object."],
  ["{}", 1, 1, "A policy has a Statement."],
  ['{"Statement": "all"}', 1, 15, "A statement is a JSON object."],
  ['{"Version": "2012-10-18", "Statement": []}', 1, 13, 'Version is "2012-10-17" or "2008-10-17".'],
  ['{"Version": 2012, "Statement": []}', 1, 13, "Version is a text in double quotes."],
  ['{"statement": [], "Statement": []}', 1, 2, '"statement" is written "Statement".'],
  ['{"Statement": [], "Comment": "x"}', 1, 19, 'A policy has no element "Comment".'],
])("%j is refused at line %i, column %i: %s", ([text, line, column, message]) => {
  expect(parse(text)).toMatchObject({ ok: false, problems: expect.arrayContaining([{ line, column, message }]) });
});

const part = (change: object) => ({ Statement: { ...STATEMENT, ...change } });

test.for<[string, object, string]>([
  ["no Effect", { Effect: undefined }, "This statement has no Effect."],
  ["another Effect", { Effect: "deny" }, 'Effect is "Allow" or "Deny".'],
  ["no Action", { Action: undefined }, "This statement has no Action."],
  ["no Resource", { Resource: undefined }, "This statement has no Resource."],
  ["no Principal", { Principal: undefined }, "The policy of a bucket says in Principal whom it means."],
  ["both Action and NotAction", { NotAction: "s3:*" }, "A statement has Action or NotAction, not both."],
  ["both Principal and NotPrincipal", { NotPrincipal: "*" }, "A statement has Principal or NotPrincipal, not both."],
  [
    "a principal that is a text",
    { Principal: "111122223333" },
    'Principal is "*", or an object like {"AWS": "arn:aws:iam::123456789012:root"}.',
  ],
  ["a kind of principal that is none", { Principal: { Aws: "*" } }, '"Aws" is written "AWS".'],
  ["an action that is a number", { Action: ["s3:*", 1] }, "Action holds texts in double quotes."],
  ["a name that is none", { Resources: "*" }, 'A statement has no element "Resources".'],
  ["a Sid that is a number", { Sid: 1 }, "Sid is a text in double quotes."],
  ["conditions in a list", { Condition: [] }, "Condition is an object of operators."],
  [
    "an operator without keys",
    { Condition: { Bool: "x" } },
    'Bool holds condition keys: {"aws:SecureTransport": "false"}.',
  ],
  [
    "a condition on nothing",
    { Condition: { Bool: { a: null } } },
    "The value of a condition is a text, a number, true or false.",
  ],
  [
    "a key in two cases",
    { Condition: { Bool: { "a:b": 1, "a:B": 1 } } },
    '"a:B" stands here a second time; IAM ignores the case of keys.',
  ],
])("a statement with %s is refused", ([, change, message]) => {
  expect(parse(part(change))).toMatchObject({ ok: false, problems: [{ line: 1, message }] });
});

test("an identity's policy must not name a principal", () => {
  expect(parse(part({}), "identity")).toMatchObject({ ok: false, problems: [{ line: 1, column: 43 }] });
});

test("problems come in the order of the text", () => {
  const text = JSON.stringify(
    {
      Statement: [
        { ...STATEMENT, Effect: "x", Action: 1 },
        { ...STATEMENT, Sid: 1 },
      ],
    },
    null,
    1,
  );
  const parsed = parse(text);
  expect(parsed.ok ? [] : parsed.problems.map(({ line }) => line)).toEqual([4, 6, 14]);
});

test("a text made to overflow the stack is refused", () => {
  expect(parse("[".repeat(50_000))).toMatchObject({ ok: false });
  expect(parse(`{"a":`.repeat(50_000))).toMatchObject({ ok: false });
  expect(parse({ Statement: { ...STATEMENT, Sid: "[".repeat(200) } })).toMatchObject({ ok: true });
});
