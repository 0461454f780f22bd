import { isLike } from "#lib/aws/wildcard.ts";
import { type PolicyPreset, SIDS, toKeyPolicy } from "./policy.ts";
import { toReadableJson } from "./policy-text.ts";

/** What the form of a key policy asks for, in the words of the form of a new key. */
export type PolicyForm = Pick<PolicyPreset, "administrators" | "users" | "viaS3Only" | "buckets">;

/** Where a key lies: what a statement about it needs to say. */
export type KeyPlace = Pick<PolicyPreset, "accountId" | "partition" | "region">;

type Statement = Record<string, unknown>;

/** What each of the form's lists stands for: the statement that is known by this action, and its Sid in a new policy. */
const ROLES = {
  administrators: { knownBy: ["kms:putkeypolicy", "kms:schedulekeydeletion"], sids: [SIDS.administrators] },
  users: { knownBy: ["kms:generatedatakey", "kms:decrypt"], sids: [SIDS.users, SIDS.usersSeeKey] },
} as const;

type Role = keyof typeof ROLES;

const OBJECT_CONTEXT = "kms:EncryptionContext:aws:s3:arn";

/** A policy as the form shows it. The account itself is nobody's entry: its statement is left alone. Takes a policy that parsePolicy reads. */
export function toPolicyForm(text: string): PolicyForm {
  const statements = statementsOf(JSON.parse(text));
  const denied = statements.find(({ Sid }) => Sid === SIDS.onlyTheseBuckets);
  return {
    administrators: principalsOf(statements, "administrators"),
    users: principalsOf(statements, "users"),
    viaS3Only: statements.some(({ Sid }) => Sid === SIDS.onlyThroughS3),
    buckets: bucketsOf(denied),
  };
}

/**
 * The policy with what the form changed of it. Who is added joins the statement that is there for the purpose, or gets one
 * of the preset's; who is taken out leaves every such statement; the two restrictions are statements of their own, by Sid.
 * Every other statement stays what it was. Takes a policy that parsePolicy reads.
 */
export function editPolicy(text: string, asked: PolicyForm, place: KeyPlace): string {
  const policy: Record<string, unknown> = JSON.parse(text);
  const shown = toPolicyForm(text);
  const preset = toKeyPolicy({ ...place, ...asked }).Statement;
  let statements = statementsOf(policy);
  for (const role of ["administrators", "users"] as const) {
    const added = asked[role].filter((arn) => !shown[role].includes(arn));
    const removed = shown[role].filter((arn) => !asked[role].includes(arn));
    statements = without(statements, role, removed);
    statements = withAdded(statements, role, added, preset);
  }
  if (asked.viaS3Only !== shown.viaS3Only) statements = bySid(statements, SIDS.onlyThroughS3, preset);
  if (!isSameSet(asked.buckets, shown.buckets)) {
    statements = bySid(statements, SIDS.onlyTheseBuckets, preset);
    statements = statements.map((statement) => rescoped(statement, place, asked.buckets));
  }
  return toReadableJson({ ...policy, Statement: statements });
}

/** The statement of this Sid as the preset has it, in its place or at the end; gone where the preset has none. */
function bySid(statements: Statement[], sid: string, preset: readonly Statement[]): Statement[] {
  const wanted = preset.filter(({ Sid }) => Sid === sid);
  const at = statements.findIndex(({ Sid }) => Sid === sid);
  const others = statements.filter(({ Sid }) => Sid !== sid);
  return others.toSpliced(at === -1 ? others.length : at, 0, ...wanted);
}

function without(statements: Statement[], role: Role, removed: readonly string[]): Statement[] {
  if (removed.length === 0) return statements;
  return statements.flatMap((statement) => {
    if (!isFor(statement, role) && !sidsOf(role).includes(String(statement["Sid"]))) return [statement];
    const left = awsOf(statement).filter((arn) => !removed.includes(arn));
    if (left.length === awsOf(statement).length) return [statement];
    return left.length === 0 && !hasOtherPrincipals(statement) ? [] : [withAws(statement, left)];
  });
}

function withAdded(
  statements: Statement[],
  role: Role,
  added: readonly string[],
  preset: readonly Statement[],
): Statement[] {
  if (added.length === 0) return statements;
  const joined = new Set(
    [
      statements.find((statement) => isFor(statement, role)),
      ...statements.filter(({ Sid }) => sidsOf(role).includes(String(Sid))),
    ].filter((statement) => statement !== undefined),
  );
  const missing = preset.filter(
    ({ Sid }) =>
      sidsOf(role).includes(String(Sid)) && (joined.size === 0 || (Sid === SIDS.usersSeeKey && !letsSee([...joined]))),
  );
  return [
    ...statements.map((statement) =>
      joined.has(statement) ? withAws(statement, [...awsOf(statement), ...added]) : statement,
    ),
    ...missing.map((statement) => withAws(statement, added)),
  ];
}

/** The condition on objects of a statement that lets people use the key follows the form's buckets. */
function rescoped(statement: Statement, { partition }: KeyPlace, buckets: readonly string[]): Statement {
  const condition = statement["Condition"];
  if (!isFor(statement, "users") || !isRecord(condition) || !isRecord(condition["StringLike"])) return statement;
  const { [OBJECT_CONTEXT]: scoped, ...like } = condition["StringLike"];
  if (scoped === undefined) return statement;
  const objects = buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`);
  const kept = { ...like, ...(objects.length === 0 ? {} : { [OBJECT_CONTEXT]: oneOrMany(objects) }) };
  const { StringLike: _, ...others } = condition;
  const changed = { ...others, ...(Object.keys(kept).length === 0 ? {} : { StringLike: kept }) };
  const { Condition: __, ...rest } = statement;
  return Object.keys(changed).length === 0 ? rest : { ...rest, Condition: changed };
}

function principalsOf(statements: Statement[], role: Role): string[] {
  return [...new Set(statements.filter((statement) => isFor(statement, role)).flatMap(awsOf))];
}

/** Whether a statement lets roles or users do what the role is known by; the account's and everybody's are for no role. */
function isFor(statement: Statement, role: Role): boolean {
  if (statement["Effect"] !== "Allow" || "NotAction" in statement || !("Resource" in statement)) return false;
  const principals = awsOf(statement);
  if (principals.length === 0 || principals.some((arn) => arn === "*" || /^\d{12}$|:root$/.test(arn))) return false;
  const actions = textsOf(statement["Action"]).map((action) => action.toLowerCase());
  return ROLES[role].knownBy.some((known) => actions.some((action) => isLike(known, action)));
}

function letsSee(statements: Statement[]): boolean {
  return statements.some(({ Action }) =>
    textsOf(Action).some((action) => isLike("kms:describekey", action.toLowerCase())),
  );
}

function sidsOf(role: Role): readonly string[] {
  return ROLES[role].sids;
}

function awsOf({ Principal }: Statement): string[] {
  if (Principal === "*") return ["*"];
  return isRecord(Principal) ? textsOf(Principal["AWS"]) : [];
}

function hasOtherPrincipals({ Principal }: Statement): boolean {
  return isRecord(Principal) && Object.keys(Principal).some((kind) => kind !== "AWS");
}

function withAws(statement: Statement, arns: readonly string[]): Statement {
  const { Principal } = statement;
  const { AWS: _, ...others } = isRecord(Principal) ? Principal : {};
  const aws = arns.length === 0 ? {} : { AWS: oneOrMany([...new Set(arns)]) };
  return { ...statement, Principal: { ...aws, ...others } };
}

function bucketsOf(statement: Statement | undefined): string[] {
  const condition = isRecord(statement?.["Condition"]) ? statement["Condition"] : {};
  const values = isRecord(condition["StringNotLike"]) ? textsOf(condition["StringNotLike"][OBJECT_CONTEXT]) : [];
  return values.flatMap((value) => /^arn:[a-z-]+:s3:::([^/*?]+)\/\*$/.exec(value)?.[1] ?? []);
}

function statementsOf(policy: unknown): Statement[] {
  const listed = isRecord(policy) ? [policy["Statement"] ?? []].flat() : [];
  return listed.filter(isRecord);
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

function oneOrMany(values: readonly string[]): string | string[] {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : [...values];
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
