import { isLike } from "#lib/aws/wildcard.ts";
import { isOperator } from "#lib/policy/condition.ts";
import type { Statement } from "#lib/policy/document.ts";
import { objectConditionFaults } from "./object-condition.ts";
import { reasonsNobodyNamed, sayWho } from "./who-condition.ts";

/** What a statement of a key policy does not do, or does too much, each to follow its name. `keyArn` is null where not known. */
export function statementFaults(statement: Statement, keyArn: string | null): string[] {
  const never = neverFaults(statement, keyArn);
  return [
    ...never,
    ...(never.length === 0 ? everybodyFault(statement) : []),
    ...deniesChange(statement),
    ...statement.conditions.flatMap(({ operator }) =>
      isOperator(operator) ? [] : [`compares with ${operator}, which IAM does not know as an operator.`],
    ),
    ...statement.conditions.flatMap(objectConditionFaults),
  ];
}

/** Why a statement, or a part of it, never applies. KMS stores it all the same. */
function neverFaults({ principals, actions, resources }: Statement, keyArn: string | null): string[] {
  const found: string[] = [];
  if (principals?.listed.length === 0 && !principals.except)
    found.push("names nobody in Principal, so it never applies.");
  if (actions === null) found.push("has no Action: KMS stores it, and it never applies.");
  else if (actions.listed.length === 0) found.push("has an empty Action, so it names nothing.");
  else if (!actions.except) {
    const foreign = actions.listed.filter((action) => !/^(kms:|[^:]*[*?])/i.test(action));
    if (foreign.length > 0) found.push(`names ${foreign.join(", ")}: nothing that KMS does is called so.`);
  }
  if (resources === null) found.push("has no Resource: KMS stores it, and it never applies.");
  else if (resources.listed.length === 0) found.push("has an empty Resource, so it names nothing.");
  else if (keyArn !== null && !resources.except) {
    const others = resources.listed.filter((resource) => !resource.includes("${") && !isLike(keyArn, resource));
    if (others.length > 0)
      found.push(`names ${others.join(", ")}, which is not this key. In a key policy "*" means this key.`);
  }
  return found;
}

function everybodyFault({ effect, principals, conditions }: Statement): string[] {
  if (effect !== "Allow" || principals === null) return [];
  if (!principals.except && !principals.listed.some(isEverybody)) return [];
  const whom = principals.except ? "everybody but those it names" : "everybody";
  if (conditions.length === 0) return [`allows ${whom} in every AWS account, without a condition.`];
  if (sayWho(conditions)) return [];
  const reasons = reasonsNobodyNamed(conditions).map((reason) => ` ${reason}`);
  return [
    `allows ${whom} in every AWS account who meets its conditions: none of them says who may ask.${reasons.join("")}`,
  ];
}

/** A Deny that leaves nobody who could change the policy. */
function deniesChange(statement: Statement): string[] {
  const { effect, principals, conditions } = statement;
  const isForAll = principals !== null && !principals.except && principals.listed.some(isEverybody);
  return effect === "Deny" && isForAll && conditions.length === 0 && isAboutChange(statement)
    ? [
        "denies everybody kms:PutKeyPolicy, so nobody could change this policy later. KMS refuses what locks its sender out.",
      ]
    : [];
}

function isEverybody({ kind, value }: { kind: string; value: string }): boolean {
  return kind === "AWS" && value === "*";
}

/** Whether a statement is about changing the policy. */
export function isAboutChange({ actions, resources }: Statement): boolean {
  return (
    resources !== null &&
    resources.listed.length > 0 &&
    actions !== null &&
    actions.listed.some((action) => isLike("kms:putkeypolicy", action.toLowerCase())) !== actions.except
  );
}
