import { expect, test } from "vitest";
import { toKeyPolicy } from "./policy.ts";
import { editPolicy } from "./policy-edit.ts";
import { type PolicyForm, toPolicyForm } from "./policy-form.ts";
import { widerThanOthers } from "./policy-wider.ts";

const PLACE = { accountId: "000000000000", partition: "aws", region: "eu-central-1" };
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const THROUGH_S3 = {
  StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": "000000000000" },
};
const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
const USE = {
  Sid: "Users",
  Effect: "Allow",
  Principal: { AWS: role("App") },
  Action: ["kms:GenerateDataKey", "kms:Decrypt"],
  Resource: "*",
};

/** What is said when the form of a policy asks for more. */
function saidOf(text: string, more: (shown: PolicyForm) => Partial<PolicyForm>): string[] {
  const shown = toPolicyForm(text, PLACE);
  const edited = editPolicy(text, { ...shown, ...more(shown) }, PLACE);
  if ("problem" in edited) throw new Error(edited.problem);
  return widerThanOthers(text, edited.policy, PLACE);
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, ...Statement] });
const addUser = ({ users }: PolicyForm) => ({ users: [...users, role("New")] });

test("a user who gets a statement without the conditions of the others is said to be let in under less", () => {
  expect(saidOf(policy({ ...USE, Condition: THROUGH_S3 }), addUser)).toEqual([
    `${role("New")} may use the key without what “Users” demands of others in this list: that the service that it comes through is s3.eu-central-1.amazonaws.com and the requester’s account is 000000000000. To demand the same, change the policy as JSON.`,
  ]);
});

test("only what the new statement does not demand is said", () => {
  const Condition = { ...THROUGH_S3, Bool: { "aws:MultiFactorAuthPresent": "true" } };
  const [said, ...more] = saidOf(policy({ ...USE, Condition }), (shown) => ({ ...addUser(shown), viaS3Only: true }));
  expect(said).toContain("MultiFactorAuthPresent");
  expect(said).not.toMatch(/comes through|account is/);
  expect(more).toEqual([]);
});

test("an administrator is compared with administrators", () => {
  const manage = {
    ...USE,
    Sid: "Admins",
    Action: "kms:*",
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  };
  const said = saidOf(policy(manage), ({ administrators }) => ({ administrators: [...administrators, role("New")] }));
  expect(said).toEqual([expect.stringMatching(/New may manage the key without what “Admins” demands/)]);
});

test.for<[string, string, (shown: PolicyForm) => Partial<PolicyForm>]>([
  ["others are under no condition", policy(USE), addUser],
  ["nobody is added", policy({ ...USE, Condition: THROUGH_S3 }), () => ({ viaS3Only: true })],
  ["somebody is taken out", policy({ ...USE, Condition: THROUGH_S3 }), () => ({ users: [] })],
  ["the only other one goes", policy({ ...USE, Condition: THROUGH_S3 }), () => ({ users: [role("New")] })],
  [
    "the form wrote the statement, which the new one joins",
    JSON.stringify(
      toKeyPolicy({ ...PLACE, administrators: [], users: [role("App")], viaS3Only: true, buckets: ["reports"] }),
    ),
    addUser,
  ],
  [
    "the new one is a user beside an administrator under conditions",
    policy({ ...USE, Action: "kms:Put*", Condition: THROUGH_S3 }),
    addUser,
  ],
])("nothing is said where %s", ([, text, more]) => {
  expect(saidOf(text, more)).toEqual([]);
});
