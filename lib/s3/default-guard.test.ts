import { expect, test } from "vitest";
import { toDecidingPolicy } from "./deciding.ts";
import { type DefaultGuard, guardsOfDefault, toGuardStatement } from "./default-guard.ts";
import { toTlsStatement } from "./enforce.ts";

const ARN = "arn:aws:s3:::reports";
const ROLE = "arn:aws:iam::111122223333:role/CryptoAdmin";

function guards(...statements: object[]): DefaultGuard[] {
  const policy = toDecidingPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (typeof policy === "string" || policy === null) throw new Error(String(policy));
  return guardsOfDefault(policy, ARN);
}

test("the statement that leaves one role is told with what it depends on", () => {
  expect(guards(toGuardStatement(ARN, ROLE))).toEqual([
    { statement: "DenyDefaultTampering", reason: "only where ArnNotEquals holds for aws:PrincipalArn" },
  ]);
});

test("a refusal of everybody is told as one", () => {
  const all = { ...toGuardStatement(ARN, ROLE), Sid: "Nobody", Condition: undefined };
  expect(guards(all)).toEqual([{ statement: "Nobody", reason: null }]);
});

test.for<[string, object]>([
  ["refuses plain HTTP", toTlsStatement(ARN)],
  ["allows it", { ...toGuardStatement(ARN, ROLE), Effect: "Allow" }],
  ["is about another bucket", toGuardStatement(`${ARN}-2`, ROLE)],
  ["is about objects", toGuardStatement(`${ARN}/*`, ROLE)],
])("a statement that %s guards nothing", ([, statement]) => {
  expect(guards(statement)).toEqual([]);
});
