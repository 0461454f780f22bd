import { expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import { reasonLockedOut } from "./lockout.ts";

const ACCOUNT = "111122223333";
const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/KeyAdmin/ada`;
const MANAGE = { Effect: "Allow", Action: "kms:*", Resource: "*" };

function reason(callerArn: string, ...statements: object[]): string | null {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "key");
  return parsed.ok ? reasonLockedOut(parsed.document, callerArn, KEY_ARN) : "no policy";
}

test.for<[string, object]>([
  ["the role", { ...MANAGE, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/KeyAdmin` } }],
  [
    "the role by its path, which the session leaves out",
    { ...MANAGE, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/security/KeyAdmin` } },
  ],
  ["the session", { ...MANAGE, Principal: { AWS: SESSION } }],
  ["the account, whose own policies may let it", { ...MANAGE, Principal: { AWS: ACCOUNT } }],
  [
    "everybody of whom something is not known",
    { ...MANAGE, Principal: "*", Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } },
  ],
])("a session is not said to be locked out by a policy that allows %s", ([, statement]) => {
  expect(reason(SESSION, statement)).toBeNull();
});

test.for<[string, object[]]>([
  ["no statement", []],
  ["another role", [{ ...MANAGE, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Other` } }]],
  ["the role of another account", [{ ...MANAGE, Principal: { AWS: "arn:aws:iam::444455556666:role/KeyAdmin" } }]],
  ["it other actions", [{ ...MANAGE, Action: "kms:Describe*", Principal: { AWS: SESSION } }]],
  [
    "users by their type",
    [{ ...MANAGE, Principal: "*", Condition: { StringEquals: { "aws:PrincipalType": "User" } } }],
  ],
])("a session is locked out by a policy that allows %s", ([, statements]) => {
  expect(reason(SESSION, ...statements)).toContain("no statement allows it kms:PutKeyPolicy");
});

test("a Deny locks out and is named", () => {
  const deny = { ...MANAGE, Sid: "Frozen", Effect: "Deny", Principal: "*", Action: "kms:PutKeyPolicy" };
  expect(reason(SESSION, { ...MANAGE, Principal: { AWS: ACCOUNT } }, deny)).toContain('statement "Frozen" denies it');
});
