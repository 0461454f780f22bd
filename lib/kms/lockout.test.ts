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

const ACCOUNT_MANAGES = { ...MANAGE, Principal: { AWS: ACCOUNT } };
const USER = `arn:aws:iam::${ACCOUNT}:user/ada`;
const S3 = "s3.eu-west-1.amazonaws.com";

/**
 * Source: KMS Developer Guide, conditions-kms (kms:ViaService, kms:CallerAccount, kms:EncryptionContext); IAM User Guide,
 * reference_policies_condition-keys (aws:PrincipalArn of a role's session is the role's ARN; aws:ViaAWSService,
 * aws:CalledVia) and reference_policies_elements_condition_operators (a negated operator holds where the key is missing).
 */
test.for<[condition: Record<string, Record<string, string | string[]>>, callers: string[]]>([
  [{ StringNotEquals: { "kms:ViaService": S3 } }, [SESSION, USER]],
  [{ StringNotLike: { "kms:ViaService": "s3.*" } }, [SESSION, USER]],
  [{ Null: { "kms:ViaService": "true" } }, [SESSION, USER]],
  [{ StringNotLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::reports/*" } }, [SESSION, USER]],
  [{ StringEquals: { "kms:CallerAccount": ACCOUNT } }, [SESSION, USER]],
  [{ Bool: { "aws:ViaAWSService": "false" } }, [SESSION, USER]],
  [{ "ForAllValues:StringNotEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } }, [SESSION, USER]],
  [{ ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/Nobody` } }, [SESSION, USER]],
  [{ StringNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/OtherKeyAdmin` } }, [SESSION, USER]],
  [{ StringNotEqualsIgnoreCase: { "AWS:principalarn": `arn:aws:iam::${ACCOUNT}:role/nobody` } }, [SESSION, USER]],
  [{ ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/*/Nobody` } }, [SESSION, USER]],
  [{ StringNotLike: { "aws:PrincipalArn": [`*:role/Nobody`, `*:user/Nobody`] } }, [SESSION, USER]],
  [{ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/*" } }, [SESSION, USER]],
])("a Deny of everything under %o locks out", ([Condition, callers]) => {
  const deny = { ...MANAGE, Sid: "Only", Effect: "Deny", Principal: "*", Condition };
  for (const caller of callers) expect(reason(caller, ACCOUNT_MANAGES, deny)).toContain('statement "Only" denies it');
});

test.for<Record<string, Record<string, string | string[]>>>([
  { StringEquals: { "kms:ViaService": S3 } },
  { StringNotEqualsIfExists: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/KeyAdmin` } },
  { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/security/KeyAdmin` } },
  { ArnNotEquals: { "aws:PrincipalArn": [`arn:aws:iam::${ACCOUNT}:role/Nobody`, `arn:aws:iam::${ACCOUNT}:role/*`] } },
  { StringNotEqualsIgnoreCase: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/keyadmin` } },
  { StringNotLike: { "aws:PrincipalArn": "*:role/*/Key*" } },
  { StringNotLike: { "aws:PrincipalArn": "*Admin" } },
  { StringNotLike: { "aws:PrincipalArn": "*:role/security/*KeyAdmin" } },
  { StringNotEquals: { "aws:PrincipalArn": "${aws:PrincipalArn}" } },
  { StringNotEquals: { "kms:CallerAccount": ACCOUNT } },
  { StringEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/Nobody` } },
  { Null: { "aws:PrincipalArn": "true" } },
])("a Deny of everything under %o is not said to lock a session out that it may leave alone", (Condition) => {
  const deny = { ...MANAGE, Effect: "Deny", Principal: "*", Condition };
  expect(reason(SESSION, ACCOUNT_MANAGES, deny)).toBeNull();
});

test("the only Allow under another account’s number, or through S3 alone, lets nobody of the account change it", () => {
  const only = (Condition: object) => reason(SESSION, { ...MANAGE, Principal: "*", Condition });
  expect(only({ StringEquals: { "kms:CallerAccount": "444455556666" } })).toContain("no statement allows it");
  expect(only({ StringEquals: { "kms:ViaService": S3 } })).toContain("no statement allows it");
  expect(only({ ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/Nobody` } })).toContain("no statement");
  expect(only({ StringEquals: { "kms:CallerAccount": ACCOUNT } })).toBeNull();
  expect(only({ ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/KeyAdmin` } })).toBeNull();
});
