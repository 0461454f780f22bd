import { isLike } from "#lib/aws/wildcard.ts";
import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { CRYPTOGRAPHY, MANAGE, OBJECT_CONTEXT, type PolicyPreset, SIDS, toKeyPolicy } from "./policy.ts";
import { canonical } from "./policy-lint.ts";

/** What the form of a key policy asks for, in the words of the form of a new key. */
export type PolicyForm = Pick<PolicyPreset, "administrators" | "users" | "viaS3Only" | "buckets">;

/** Where a key lies: what a statement about it needs to say. */
export type KeyPlace = Pick<PolicyPreset, "accountId" | "partition" | "region">;

export const ROLES = ["administrators", "users"] as const;

export type Role = (typeof ROLES)[number];

/** By which actions, all of them, somebody is known to have a role, and what else belongs to it. */
const ACTIONS = {
  administrators: { knownBy: ["kms:PutKeyPolicy"], within: MANAGE },
  users: { knownBy: ["kms:GenerateDataKey", "kms:Decrypt"], within: [...CRYPTOGRAPHY, "kms:DescribeKey"] },
} as const satisfies Record<Role, { knownBy: readonly string[]; within: readonly string[] }>;

/**
 * A policy as the form shows it: who has a role by statements that name them, under whatever condition, and the two
 * restrictions where they stand as the form writes them, whatever their Sid. Takes a policy that parsePolicy reads.
 */
export function toPolicyForm(text: string, place: KeyPlace): PolicyForm {
  const { statements } = documentOf(text);
  // Two of them together let through what both name: no list of one field says that.
  const [scoped = [], ...others] = statements.flatMap((statement) => {
    const buckets = bucketsOf(statement, place);
    return buckets === null ? [] : [buckets];
  });
  return {
    administrators: whoHas(statements, "administrators"),
    users: whoHas(statements, "users"),
    viaS3Only: statements.some((statement) => isOnlyThroughS3(statement, place)),
    buckets: others.length === 0 ? scoped : [],
  };
}

/** The statements that bear on what the form shows without being what it writes: what they say holds beside it. */
export function besideForm(text: string, place: KeyPlace): string[] {
  const { statements } = documentOf(text);
  const form = toPolicyForm(text, place);
  return statements
    .filter((statement) => {
      const roles = ROLES.filter((role) => givenBy(statement, role).length > 0);
      if (roles.length === 0) return false;
      if (statement.effect === "Deny")
        return !isOnlyThroughS3(statement, place) && !(form.buckets.length > 0 && bucketsOf(statement, place) !== null);
      if (isForEverybody(statement)) return true;
      const isAsWritten =
        statement.conditions.length === 0 || roles.every((role) => isOurs(statement, role, form, place));
      const isShown = namesOf(statement).every((arn) => roles.every((role) => form[role].includes(arn)));
      return namesOf(statement).length > 0 && !(isAsWritten && isShown);
    })
    .map(({ name }) => name);
}

/** The statements that allow something to a role or user by name. */
export function stillNaming(text: string, arn: string): string[] {
  return documentOf(text)
    .statements.filter((statement) => statement.effect === "Allow" && namesOf(statement).includes(arn))
    .map(({ name }) => name);
}

/** The document of a policy's text; throws what is wrong with it. */
export function documentOf(text: string): PolicyDocument {
  const parsed = parsePolicy(text, "key");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.document;
}

function whoHas(statements: readonly Statement[], role: Role): string[] {
  const giving = statements.filter(({ effect }) => effect === "Allow").filter((one) => givenBy(one, role).length > 0);
  return [...new Set(giving.flatMap(namesOf))].filter((arn) => {
    const naming = giving.filter((statement) => namesOf(statement).includes(arn));
    return ACTIONS[role].knownBy.every((known) => naming.some((one) => givenBy(one, role).includes(known)));
  });
}

/** Of the actions that a role is known by those that a statement is about. */
export function givenBy({ actions, resources, principals }: Statement, role: Role): string[] {
  if (actions === null || resources === null || principals === null || principals.except) return [];
  if (resources.listed.length === 0 && !resources.except) return [];
  return ACTIONS[role].knownBy.filter(
    (known) => actions.listed.some((action) => isLike(known.toLowerCase(), action.toLowerCase())) !== actions.except,
  );
}

/** Whether a statement is about nothing but what belongs to a role. */
export function isWithin({ actions }: Statement, role: Role): boolean {
  const isPart = (action: string) =>
    ACTIONS[role].within.some((whole) => isLike(action.toLowerCase(), whole.toLowerCase()));
  return actions !== null && !actions.except && actions.listed.every(isPart);
}

/** The roles and users that a statement names; the account, everybody and services are no entry of the form's. */
export function namesOf({ principals }: Statement): string[] {
  if (principals === null || principals.except) return [];
  return principals.listed.flatMap(({ kind, value }) => (kind === "AWS" && isName(value) ? value : []));
}

/** Whether a principal is one role or user, and not a whole account or everybody. */
export function isName(principal: string): boolean {
  return principal !== "*" && !/^\d{12}$|:root$/.test(principal);
}

function isForEverybody({ principals }: Statement): boolean {
  return principals !== null && principals.listed.some(({ kind, value }) => kind === "AWS" && value === "*");
}

/** Whether somebody can join a statement and get what the form says, no more and no less. */
export function isToBeJoined(statement: Statement, role: Role, form: PolicyForm, place: KeyPlace): boolean {
  const { effect, principals, resources, conditions } = statement;
  const isPlain = resources !== null && !resources.except && canonical(resources.listed) === canonical(["*"]);
  return (
    effect === "Allow" &&
    isPlain &&
    isWithin(statement, role) &&
    givenBy(statement, role).length === ACTIONS[role].knownBy.length &&
    namesOf(statement).length === principals?.listed.length &&
    (conditions.length === 0 || isOurs(statement, role, form, place))
  );
}

/** Whether a statement is the preset's of a role for those whom it names. */
export function isOurs(statement: Statement, role: Role, form: PolicyForm, place: KeyPlace): boolean {
  const names = namesOf(statement);
  return (
    statement.sid?.startsWith(SIDS[role]) === true &&
    names.length > 0 &&
    isSame(statement, presetOf({ ...form, [role]: names }, place, SIDS[role]))
  );
}

/** Whether a statement lets users of the preset see the key, apart from using it. */
export function isToSee(statement: Statement, place: KeyPlace): boolean {
  const form = { administrators: [], users: namesOf(statement), viaS3Only: false, buckets: [] };
  return (
    statement.sid?.startsWith(SIDS.usersSeeKey) === true &&
    form.users.length > 0 &&
    isSame(statement, presetOf(form, place, SIDS.usersSeeKey))
  );
}

export function isOnlyThroughS3(statement: Statement, place: KeyPlace): boolean {
  const form = { administrators: [], users: [], viaS3Only: true, buckets: [] };
  return isSame(statement, presetOf(form, place, SIDS.onlyThroughS3));
}

/** The buckets of a statement that is the preset's restriction to them, or null. */
export function bucketsOf(statement: Statement, place: KeyPlace): string[] | null {
  const [condition] = statement.conditions;
  if (statement.effect !== "Deny" || condition?.key.toLowerCase() !== OBJECT_CONTEXT.toLowerCase()) return null;
  const buckets = condition.values.flatMap((value) => /^arn:[a-z-]+:s3:::([^/*?]+)\/\*$/.exec(value)?.[1] ?? []);
  const form = { administrators: [], users: [], viaS3Only: false, buckets };
  return buckets.length > 0 && isSame(statement, presetOf(form, place, SIDS.onlyTheseBuckets)) ? buckets : null;
}

function presetOf(form: PolicyForm, place: KeyPlace, sid: string): Statement | undefined {
  const preset = documentOf(JSON.stringify(toKeyPolicy({ ...place, ...form })));
  return preset.statements.find((statement) => statement.sid === sid);
}

/** Whether two statements say the same, by whatever Sid. */
function isSame(one: Statement, other: Statement | undefined): boolean {
  return other !== undefined && saying(one) === saying(other);
}

/** What a statement says, whatever its Sid. */
export function saying({ effect, principals, actions, resources, conditions }: Statement): string {
  return canonical({
    effect,
    principals,
    resources,
    actions: actions && { ...actions, listed: actions.listed.map((action) => action.toLowerCase()) },
    conditions: conditions.map((condition) => ({ ...condition, key: condition.key.toLowerCase() })),
  });
}
