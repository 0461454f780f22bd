import { expect, test } from "vitest";
import { checkKeyPolicy } from "./policy-lint.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };

/** What is said of a statement that lets everybody in under a condition. */
function saidOf(Condition: Record<string, Record<string, string | string[]>>, principal: object): string[] {
  const open = { Sid: "Open", Effect: "Allow", ...principal, Action: "kms:Decrypt", Resource: "*", Condition };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, open] });
  return checkKeyPolicy(text).map(({ message }) => message);
}

const EVERYBODY = [{ Principal: "*" }, { Principal: { AWS: ["*"] } }, { NotPrincipal: { AWS: "000000000000" } }];

/**
 * Source of the keys: IAM User Guide, reference_policies_condition-keys ("Properties of the principal" and the availability
 * of each); of operators, IfExists and Null: reference_policies_elements_condition_operators; of sets:
 * reference_policies_condition-single-vs-multi-valued-context-keys; of kms:CallerAccount: KMS Developer Guide, conditions-kms.
 */
test.for<[operator: string, key: string, values: string[]]>([
  ["StringEquals", "kms:CallerAccount", ["000000000000"]],
  ["StringEquals", "KMS:calleraccount", ["000000000000", "111111111111"]],
  ["StringEqualsIfExists", "kms:CallerAccount", ["000000000000"]],
  ["ForAllValues:StringEquals", "aws:PrincipalAccount", ["000000000000"]],
  ["StringLike", "kms:CallerAccount", ["000000000000"]],
  ["StringEquals", "aws:PrincipalAccount", ["${aws:ResourceAccount}"]],
  ["StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]],
  ["StringEqualsIgnoreCase", "aws:PrincipalOrgID", ["O-A1B2C3D4E5"]],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/*"]],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::000000000000:role/*"]],
  ["ArnEquals", "aws:PrincipalArn", ["arn:*:iam::000000000000:role/App"]],
  ["StringLike", "aws:PrincipalArn", ["arn:aws:iam::000000000000*"]],
  ["StringEquals", "aws:PrincipalServiceName", ["logging.s3.amazonaws.com"]],
  ["StringLike", "aws:userid", ["AROAEXAMPLEID:*"]],
  ["ArnLike", "aws:SourceArn", ["arn:aws:s3:::reports/*"]],
  ["StringEquals", "aws:SourceAccount", ["000000000000"]],
])("%s of %s with %o says who may ask", ([operator, key, values]) => {
  for (const principal of EVERYBODY) expect(saidOf({ [operator]: { [key]: values } }, principal)).toEqual([]);
});

test.for<[operator: string, key: string, values: string[], why: string]>([
  ["StringNotEquals", "kms:CallerAccount", ["000000000000"], "lets in all but those it names."],
  ["ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::000000000000:*"], "lets in all but those it names."],
  ["StringLike", "aws:PrincipalArn", ["*"], "StringLike and * names nobody in particular."],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/Admin"], "names nobody in particular."],
  ["StringLike", "aws:PrincipalArn", ["*:role/000000000000"], "names nobody in particular."],
  ["StringLike", "kms:CallerAccount", ["000000000000", "1*"], "and 1* names nobody"],
  ["StringLike", "aws:PrincipalOrgID", ["o-*"], "names nobody in particular."],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["*/r-ab12/*"], "names nobody in particular."],
  ["StringLike", "aws:userid", ["*:ada"], "names nobody in particular."],
  ["ArnLike", "aws:SourceArn", ["arn:aws:s3:::*"], "names nobody in particular."],
  ["StringEquals", "aws:PrincipalAccount", ["${aws:PrincipalAccount}"], "names nobody in particular."],
  ["StringEquals", "aws:PrincipalArn", ["arn:aws:iam::${aws:PrincipalTag/home}:role/App"], "names nobody"],
  ["StringEqualsIfExists", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"], "also holds for a request that has none."],
  ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/*"], "also holds for a request that has none."],
  ["StringEquals", "aws:PrincipalOrgID", [], "has no value."],
  ["Bool", "aws:PrincipalIsAWSService", ["false"], "says who may ask."],
  ["Bool", "aws:PrincipalIsAWSService", ["true"], "says who may ask."],
  ["Null", "aws:PrincipalOrgID", ["true"], "says who may ask."],
  ["Null", "aws:PrincipalOrgID", ["false"], "says who may ask."],
  ["StringEquals", "aws:PrincipalType", ["User"], "says who may ask."],
  ["StringEquals", "aws:username", ["ada"], "says who may ask."],
  ["StringEquals", "aws:PrincipalTag/team", ["x"], "says who may ask."],
  ["StringEquals", "kms:ViaService", ["s3.eu-central-1.amazonaws.com"], "says who may ask."],
])("%s of %s with %o does not say who may ask", ([operator, key, values, why]) => {
  for (const principal of EVERYBODY) {
    const [said, ...more] = saidOf({ [operator]: { [key]: values } }, principal);
    expect(said).toMatch(/^Statement "Open" allows everybody .*in every AWS account who meets its conditions: none/);
    expect(said).toContain(why);
    expect(more).toEqual([]);
  }
});

test("a key that has to be there is no way around the condition on it", () => {
  const [principal = {}] = EVERYBODY;
  const ifExists = { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
  expect(saidOf({ ...ifExists, Null: { "aws:principalorgid": "false" } }, principal)).toEqual([]);
  expect(saidOf({ ...ifExists, Null: { "aws:PrincipalOrgID": "true" } }, principal)).toHaveLength(1);
  expect(saidOf({ ...ifExists, Null: { "aws:PrincipalArn": "false" } }, principal)).toHaveLength(1);
});

test("one condition that says who is enough beside others that do not", () => {
  const [principal = {}] = EVERYBODY;
  const own = { StringEquals: { "kms:CallerAccount": "000000000000" } };
  expect(saidOf({ ...own, StringLike: { "aws:PrincipalArn": "*" } }, principal)).toEqual([]);
});
