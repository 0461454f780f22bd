import type { Condition } from "#lib/policy/document.ts";

/** What of a key's value says whom it means: with a wildcard in it, it means nobody in particular. */
type Naming = (value: string) => string;

const whole: Naming = (value) => value;
const upTo =
  (end: string): Naming =>
  (value) =>
    value.split(end)[0] ?? "";

/**
 * The condition keys that say who asks, as opposed to how, whence or for what. A name of a user or a tag says nothing: any
 * account may have the same. Source: IAM User Guide, reference_policies_condition-keys; KMS Developer Guide, kms:CallerAccount.
 */
const NAMING: ReadonlyMap<string, Naming> = new Map([
  ["kms:calleraccount", whole],
  ["aws:principalaccount", whole],
  ["aws:principalarn", accountIn],
  ["aws:principalorgid", whole],
  ["aws:principalorgpaths", upTo("/")],
  ["aws:principalservicename", whole],
  ["aws:principalservicenameslist", whole],
  ["aws:userid", upTo(":")],
  ["aws:sourcearn", accountIn],
  ["aws:sourceaccount", whole],
  ["aws:sourceorgid", whole],
  ["aws:sourceorgpaths", upTo("/")],
]);

/** Those that every request to KMS has, as it takes signed ones only. Source: the same. */
const ALWAYS_THERE = new Set(["kms:calleraccount", "aws:principalaccount", "aws:principalarn"]);

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)(Not)?(Equals|EqualsIgnoreCase|Like)(IfExists)?$/;

/** Whether some of the conditions of a statement keep it to those whom they name. */
export function sayWho(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => isNaming(condition) && reasonNobodyNamed(condition, conditions) === null);
}

/** Why conditions that compare who asks still let in everybody, a sentence each. */
export function reasonsNobodyNamed(conditions: readonly Condition[]): string[] {
  return conditions.filter(isNaming).flatMap((condition) => reasonNobodyNamed(condition, conditions) ?? []);
}

function isNaming({ operator, key }: Condition): boolean {
  return NAMING.has(key.toLowerCase()) && OPERATOR.test(operator);
}

/** Source: IAM User Guide, reference_policies_elements_condition_operators and …_condition-single-vs-multi-valued-context-keys. */
function reasonNobodyNamed({ operator, key, values }: Condition, conditions: readonly Condition[]): string | null {
  const [, set, kind, not, comparison, ifExists] = OPERATOR.exec(operator) ?? [];
  const naming = NAMING.get(key.toLowerCase()) ?? whole;
  if (not !== undefined) return `${key} with ${operator} lets in all but those it names.`;
  if ((set === "ForAllValues" || ifExists !== undefined) && !isThere(key, conditions))
    return `${key} with ${operator} also holds for a request that has none.`;
  const isPattern = kind === "Arn" || comparison === "Like";
  const open = values.find((value) => isOpen(naming(withoutVariables(value)), isPattern));
  if (open !== undefined) return `${key} with ${operator} and ${open} names nobody in particular.`;
  return values.length === 0 ? `${key} with ${operator} has no value.` : null;
}

function isThere(key: string, conditions: readonly Condition[]): boolean {
  const demands = (one: Condition) =>
    one.operator === "Null" && one.key.toLowerCase() === key.toLowerCase() && one.values.join() === "false";
  return ALWAYS_THERE.has(key.toLowerCase()) || conditions.some(demands);
}

function isOpen(name: string, isPattern: boolean): boolean {
  return name === "" || (isPattern ? /[*?]|\$\{/ : /\$\{/).test(name);
}

/** A variable of the resource has one value for one key; ${*}, ${?} and ${$} are characters. Source: reference_policies_variables. */
function withoutVariables(value: string): string {
  return value.replace(/\$\{([^}]*)\}/g, (_, name: string) =>
    /^([*?$]|\s*aws:resource(account|orgid|orgpaths)\b.*)$/i.test(name) ? "x" : "${}",
  );
}

/** An ARN's account, or what stands in its place for a bucket, which has none in its ARN. */
function accountIn(arn: string): string {
  const [, , , , account = "*", ...resource] = arn.split(":");
  return account === "" ? (resource.join(":").split("/")[0] ?? "") : account.replace(/^(\d{12})\*$/, "$1");
}
