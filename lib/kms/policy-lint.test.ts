import { expect, test } from "vitest";
import { isSamePolicy, lintKeyPolicy } from "./policy-lint.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };

test.for<[string, unknown, string[]]>([
  ["the account's statement alone", [ROOT], []],
  ["one statement, not in a list", ROOT, []],
  [
    "no Action",
    [ROOT, { Sid: "Users", Effect: "Allow", Principal: "*", Resource: "*", Condition: {} }],
    ['Statement "Users" has no Action'],
  ],
  ["no Resource", [ROOT, { Effect: "Deny", Principal: "*", Action: "kms:*" }], ["Statement 2 has no Resource"]],
  ["neither Effect nor Principal", [ROOT, { Action: "kms:*", Resource: "*" }], ["no Effect", "no Principal"]],
  ["NotAction is an Action too", [ROOT, { Effect: "Deny", NotPrincipal: {}, NotAction: "a", NotResource: "b" }], []],
  ["everybody", [{ ...ROOT, Principal: "*" }], ["everybody"]],
  ["everybody in a list", [{ ...ROOT, Principal: { AWS: ["*"] } }], ["everybody"]],
  ["everybody under a condition", [ROOT, { ...ROOT, Principal: "*", Condition: {} }], []],
  ["nobody may change it", [{ ...ROOT, Action: ["kms:Decrypt"] }], ["change this policy later"]],
  ["only under a condition", [{ ...ROOT, Condition: {} }], ["change this policy later"]],
  ["a pattern that covers it", [{ ...ROOT, Action: ["kms:Put*"] }], []],
  ["a pattern that covers it, whatever its case", [{ ...ROOT, Action: ["KMS:putkey??????"] }], []],
  ["a word for a statement", [ROOT, "Allow"], ["Statement 2 is not a JSON object"]],
  ["no statement", [], ["no statement"]],
])("%s", ([, statements, problems]) => {
  const found = lintKeyPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  expect(found).toEqual(problems.map((problem) => expect.stringContaining(problem)));
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
  expect(lintKeyPolicy(text)).toEqual(["A key policy is a JSON object."]);
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

test("what is no JSON is never the same", () => {
  expect(isSamePolicy("{", "{")).toBe(false);
});
