import { expect, test } from "vitest";
import { checkKeyPolicy, isSamePolicy, lintKeyPolicy } from "./policy-lint.ts";
import { toReadableJson } from "./policy-text.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };

/** A role's use of the key for what the encryption context names. */
function scoped(operator: string, value: string) {
  const Principal = { AWS: "arn:aws:iam::000000000000:role/App" };
  const Condition = { [operator]: { "kms:EncryptionContext:aws:s3:arn": value } };
  return { Effect: "Allow", Principal, Action: "kms:Decrypt", Resource: "*", Condition };
}

test.for<[string, unknown, string[]]>([
  ["the account's statement alone", [ROOT], []],
  ["one statement, not in a list", ROOT, []],
  [
    "no Action",
    [ROOT, { Sid: "Users", Effect: "Allow", Principal: "*", Resource: "*", Condition: {} }],
    ['Statement "Users" has no Action'],
  ],
  ["no Resource", [ROOT, { Effect: "Deny", Principal: "*", Action: "kms:*" }], ["Statement 2 has no Resource"]],
  ["neither Effect nor Principal", [ROOT, { Action: "kms:*", Resource: "*" }], ["no Effect", "says in Principal"]],
  [
    "NotAction is an Action too",
    [ROOT, { Effect: "Deny", NotPrincipal: { AWS: "1" }, NotAction: "a", NotResource: "b" }],
    [],
  ],
  ["everybody", [{ ...ROOT, Principal: "*" }], ["everybody"]],
  ["everybody in a list", [{ ...ROOT, Principal: { AWS: ["*"] } }], ["everybody"]],
  [
    "everybody of an account",
    [ROOT, { ...ROOT, Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "000000000000" } } }],
    [],
  ],
  [
    "everybody who comes through S3",
    [
      ROOT,
      { ...ROOT, Principal: "*", Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } } },
    ],
    ["none of them says who may ask"],
  ],
  ["everybody but one", [ROOT, { ...ROOT, Principal: undefined, NotPrincipal: { AWS: "1" } }], ["but those it names"]],
  ["a bucket where S3 names the object", [ROOT, scoped("StringLike", "arn:aws:s3:::reports")], ["never holds"]],
  ["a bucket's objects", [ROOT, scoped("StringLike", "arn:aws:s3:::reports/*")], []],
  ["a pattern that is none", [ROOT, scoped("StringEquals", "arn:aws:s3:::reports/*")], ["no wildcards"]],
  ["one object", [ROOT, scoped("StringEquals", "arn:aws:s3:::reports/a")], []],
  [
    "only an account that is its own",
    [{ ...ROOT, Condition: { StringEquals: { "aws:PrincipalAccount": "000000000000" } } }],
    ["under conditions only"],
  ],
  ["a condition on one of two", [{ ...ROOT, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }, ROOT], []],
  ["an empty principal", [{ ...ROOT, Principal: { AWS: [] } }], ["names nobody", "change this policy later"]],
  ["a service", [{ ...ROOT, Principal: { Service: "s3.amazonaws.com" } }], ["change this policy later"]],
  ["an empty Resource", [{ ...ROOT, Resource: [] }], ["empty Resource", "change this policy later"]],
  ["an empty Action", [ROOT, { ...ROOT, Action: [] }], ["empty Action"]],
  ["a Deny of everything", [ROOT, { ...ROOT, Effect: "Deny", Principal: "*" }], ["denies everybody kms:PutKeyPolicy"]],
  ["an action of S3", [ROOT, { ...ROOT, Action: ["s3:GetObject", "kms:Decrypt"] }], ["names s3:GetObject"]],
  ["every action", [{ ...ROOT, Action: "*" }], []],
  [
    "two of one name",
    [
      { ...ROOT, Sid: "A" },
      { ...ROOT, Sid: "A" },
    ],
    ['is called "A" too'],
  ],
  ["no operator", [ROOT, { ...ROOT, Condition: { StringLick: { "aws:PrincipalArn": "*" } } }], ["StringLick"]],
  [
    "operators of every kind",
    [ROOT, { ...ROOT, Condition: { "ForAnyValue:StringLikeIfExists": { "aws:PrincipalOrgPaths": "o/*" } } }],
    [],
  ],
  ["nobody may change it", [{ ...ROOT, Action: ["kms:Decrypt"] }], ["change this policy later"]],
  [
    "only under a condition",
    [{ ...ROOT, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    ["change this policy later"],
  ],
  ["a pattern that covers it", [{ ...ROOT, Action: ["kms:Put*"] }], []],
  ["a pattern that covers it, whatever its case", [{ ...ROOT, Action: ["KMS:putkey??????"] }], []],
  ["a word for a statement", [ROOT, "Allow"], ["A statement is a JSON object"]],
  ["no statement", [], ["no statement"]],
])("%s", ([, statements, problems]) => {
  const found = lintKeyPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  expect(found).toEqual(problems.map((problem) => expect.stringContaining(problem)));
});

test("a resource that is another key is said, where the key is known", () => {
  const key = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
  const about = (Resource: string) => JSON.stringify({ Statement: [ROOT, { ...ROOT, Resource }] });
  expect(checkKeyPolicy(about(key), key)).toEqual([]);
  expect(checkKeyPolicy(about("arn:aws:kms:*:000000000000:key/*"), key)).toEqual([]);
  expect(checkKeyPolicy(about(key.replace("1111", "2222")), key)).toEqual([
    expect.objectContaining({ kind: "warning", message: expect.stringContaining("is not this key") }),
  ]);
  expect(checkKeyPolicy(about(key.replace("1111", "2222")))).toEqual([]);
});

test("what stands under conditions only is a warning, and what nobody could change an error", () => {
  const kinds = (statement: object) =>
    checkKeyPolicy(JSON.stringify({ Statement: [statement] })).map(({ kind }) => kind);
  expect(kinds({ ...ROOT, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })).toEqual(["warning"]);
  expect(kinds({ ...ROOT, Action: "kms:Decrypt" })).toEqual(["error"]);
});

test("a pattern made to be slow is decided at once", () => {
  const slow = [
    { ...ROOT, Action: `kms:${"*a".repeat(40)}*b` },
    { ...ROOT, Action: `kms:${"*".repeat(40)}x` },
  ];
  const begun = performance.now();
  expect(lintKeyPolicy(JSON.stringify({ Statement: slow }))).toEqual([
    expect.stringContaining("change this policy later"),
  ]);
  expect(performance.now() - begun).toBeLessThan(50);
});

test.for(["", "{", "[]", "null", '"text"'])("%j is no policy", (text) => {
  expect(checkKeyPolicy(text)[0]).toMatchObject({ kind: "error", line: 1 });
});

test("what is wrong says on which line", () => {
  const { Action: _, ...lost } = { ...ROOT, Sid: "Lost" };
  const text = toReadableJson({ Version: "2012-10-17", Statement: [ROOT, lost] });
  const opens = text.split("\n").findLastIndex((line) => line === "    {") + 1;
  expect(checkKeyPolicy(text)).toEqual([
    { kind: "warning", line: opens, column: 1, message: expect.stringContaining('"Lost" has no Action') },
  ]);
  expect(checkKeyPolicy(text.replace('"Effect"', '"Efect"'))).toContainEqual(
    expect.objectContaining({ kind: "error", message: expect.stringContaining("Efect") }),
  );
  const broken = '{\n  "Statement": [\n    { "Effect" "Allow" },\n    { "Effect": "Allow" "Action": "kms:*" }\n  ]\n}';
  expect(checkKeyPolicy(broken)).toEqual([
    { kind: "error", line: 3, column: 16, message: "A colon is expected here." },
    { kind: "error", line: 4, column: 25, message: "A comma is expected here." },
  ]);
});

test("the limit counts bytes, not characters", () => {
  const of = (id: string) => JSON.stringify({ Id: id, Statement: [ROOT] });
  const room = 32_768 - new TextEncoder().encode(of("")).length;
  expect(lintKeyPolicy(of("x".repeat(room)))).toEqual([]);
  expect(lintKeyPolicy(of("x".repeat(room + 1)))).toEqual([expect.stringContaining("32769")]);
  expect(lintKeyPolicy(of("é".repeat(room)))).toHaveLength(1);
});

test.for([
  [{ a: ["x", "y"] }, { a: ["y", "x"] }, true],
  [{ a: "x", b: 1 }, { b: 1, a: ["x"] }, true],
  [{ a: "x" }, { a: "y" }, false],
  [{ a: ["x"] }, { a: ["x", "y"] }, false],
  [{ a: true }, { a: "true" }, false],
] as const)("%j and %j say the same: %s", ([one, other, same]) => {
  expect(isSamePolicy(JSON.stringify(one), JSON.stringify(other))).toBe(same);
});

test("an account is the same by its number and by its root, and no other is", () => {
  const by = (AWS: string | string[]) => JSON.stringify({ Statement: [{ ...ROOT, Principal: { AWS } }] });
  expect(isSamePolicy(by("000000000000"), by("arn:aws:iam::000000000000:root"))).toBe(true);
  expect(isSamePolicy(by(["000000000000"]), by(["arn:aws:iam::000000000000:root"]))).toBe(true);
  expect(isSamePolicy(by("000000000000"), by("arn:aws:iam::111111111111:root"))).toBe(false);
  expect(isSamePolicy(by("000000000000"), by("arn:aws:iam::000000000000:user/a"))).toBe(false);
});

test("what is no JSON is never the same", () => {
  expect(isSamePolicy("{", "{")).toBe(false);
});
