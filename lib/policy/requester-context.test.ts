import { expect, test } from "vitest";
import { fitOf } from "./fit.ts";
import type { Requester } from "./request.ts";
import { contextOf } from "./requester-context.ts";
import { ALICE, APP, marked, OURS, policyOf, PUT } from "./testing.ts";

const ROLE: Requester = { type: "role", account: OURS, arn: `arn:aws:iam::${OURS}:role/path/App` };
const ROOT: Requester = { type: "root", account: OURS };
const FEDERATED: Requester = { type: "federated-user", account: OURS, arn: `arn:aws:sts::${OURS}:federated-user/Bob` };
const SERVICE: Requester = { type: "service", name: "logging.s3.amazonaws.com" };

test.for<[Requester, key: string, value: unknown]>([
  [ALICE, "aws:principalarn", `arn:aws:iam::${OURS}:user/Alice`],
  [ALICE, "aws:username", "Alice"],
  [{ ...ALICE, arn: `arn:aws:iam::${OURS}:user/team/Alice` }, "aws:username", "Alice"],
  [ALICE, "aws:principaltype", "User"],
  [ALICE, "aws:principalaccount", OURS],
  [ALICE, "aws:principalisawsservice", "false"],
  [APP, "aws:principalarn", `arn:aws:iam::${OURS}:role/App`],
  [APP, "aws:username", null],
  [APP, "aws:principaltype", "AssumedRole"],
  [{ ...APP, roleArn: null }, "aws:principalarn", { startsWith: `arn:aws:iam::${OURS}:role/` }],
  [ROLE, "aws:principalarn", `arn:aws:iam::${OURS}:role/path/App`],
  [FEDERATED, "aws:principalarn", `arn:aws:sts::${OURS}:federated-user/Bob`],
  [FEDERATED, "aws:username", null],
  [ROOT, "aws:principaltype", "Account"],
  [ROOT, "aws:username", null],
  [ROOT, "aws:principalarn", undefined],
  [SERVICE, "aws:principalisawsservice", "true"],
  [SERVICE, "aws:principalarn", undefined],
  [{ type: "anonymous" }, "aws:username", null],
  [{ type: "anonymous" }, "aws:principaltype", "Anonymous"],
  [{ type: "somebody", account: OURS }, "aws:principalaccount", OURS],
  [{ type: "somebody", account: OURS }, "aws:principalarn", undefined],
  [{ type: "somebody", account: null }, "aws:principalaccount", undefined],
])("condition-keys and policies_variables: of %o, %s is %o", ([requester, key, value]) => {
  expect(contextOf(requester)[key]).toEqual(value);
});

/** AWS's own way to refuse everybody but one. Source: IAM User Guide, reference_policies_elements_principal. */
test.for<[Requester, boolean | "?"]>([
  [ALICE, true],
  [APP, false],
  [{ ...APP, roleArn: null }, "?"],
  [SERVICE, "?"],
  [{ type: "somebody", account: null }, "?"],
])("a Deny for everybody but a role’s ARN meets %o: %s", ([requester, expected]) => {
  const Condition = { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${OURS}:role/App` } };
  const policy = policyOf("bucket", [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*", Condition }]);
  const [one] = policy.statements;
  expect(one === undefined ? null : marked(fitOf(one, policy, { ...PUT, requester }))).toBe(expected);
});

test("what the request says outweighs what follows from the requester", () => {
  const Condition = { StringEquals: { "aws:PrincipalAccount": "x" } };
  const policy = policyOf("bucket", [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*", Condition }]);
  const [one] = policy.statements;
  const fit = one === undefined ? null : fitOf(one, policy, { ...PUT, context: { "aws:principalaccount": "x" } });
  expect(fit).toBe(true);
});
