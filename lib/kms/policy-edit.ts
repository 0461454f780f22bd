import type { Statement } from "#lib/policy/document.ts";
import { type KeyPolicy, SIDS, toKeyPolicy, type WrittenStatement } from "./policy.ts";
import {
  bucketsOf,
  documentOf,
  givenBy,
  isName,
  isOnlyThroughS3,
  isOurs,
  isToBeJoined,
  isToSee,
  isWithin,
  type KeyPlace,
  namesOf,
  type PolicyForm,
  type Role,
  ROLES,
  toPolicyForm,
} from "./policy-form.ts";
import { isRecord } from "./policy-lint.ts";
import { toReadableJson } from "./policy-text.ts";

/** A statement as it was read and as it is written, and whom it is to name. */
type Draft = { statement: Statement; written: Record<string, unknown>; names: string[] };

/** The policy with what the form changed of it, or in sentences why the form cannot write that. */
export type EditedPolicy = { policy: string } | { problem: string };

/**
 * Changes what the form asks for and nothing else. Who is added joins a statement that gives this role and nothing more, or
 * gets the preset's; who is taken out leaves the statements that give it. What the form itself wrote follows the form, and
 * what reads back as something else than was asked is a problem. Takes a policy that parsePolicy reads.
 */
export function editPolicy(text: string, asked: PolicyForm, place: KeyPlace): EditedPolicy {
  const shown = toPolicyForm(text, place);
  const whole = ROLES.flatMap((role) => asked[role]).find((arn) => !isName(arn));
  if (whole !== undefined)
    return {
      problem: `${whole} stands for a whole account, which this form does not show: change the policy as JSON.`,
    };
  const policy: Record<string, unknown> = JSON.parse(text);
  const listed: unknown[] = [policy["Statement"] ?? []].flat();
  const written = listed.filter(isRecord);
  const drafts = documentOf(text).statements.map((statement) => ({
    statement,
    written: written[statement.index] ?? {},
    names: namesOf(statement),
  }));
  const mixed = drafts.flatMap(({ statement }) => reasonNotTakenOut(statement, shown, asked) ?? [])[0];
  if (mixed !== undefined) return { problem: mixed };
  const left = drafts.map((draft) => withoutThose(draft, shown, asked, place));
  const { drafts: joined, made } = withThose(left, shown, asked, place);
  const kept = joined.map((draft) => writtenAs(draft, shown, asked, place)).filter((one) => one !== null);
  const fresh = underFreeSids([...made, ...newRestrictions(shown, asked, place)], kept);
  const edited = toReadableJson({ ...policy, Statement: [...kept, ...fresh] });
  return isSameForm(toPolicyForm(edited, place), asked) ? { policy: edited } : { problem: NOT_AS_ASKED };
}

const NOT_AS_ASKED =
  "This policy gives these rights by statements that the form cannot change without giving or taking more than you ask for: change it as JSON.";

/** Why somebody cannot leave a role: the statement that gives it gives more, which they are to keep or the form does not show. */
function reasonNotTakenOut(statement: Statement, shown: PolicyForm, asked: PolicyForm): string | null {
  if (statement.effect !== "Allow") return null;
  for (const role of ROLES) {
    if (givenBy(statement, role).length === 0 || isWithin(statement, role)) continue;
    const other = otherThan(role);
    const isBoth = givenBy(statement, other).length > 0;
    const arn = namesOf(statement).find(
      (name) => leaves(name, role, shown, asked) && !(isBoth && leaves(name, other, shown, asked)),
    );
    if (arn === undefined) continue;
    return isBoth
      ? `“${statement.name}” lets ${arn} both manage and use the key. Take it out of both lists, or change the policy as JSON.`
      : `“${statement.name}” lets ${arn} do more than this list says. To take that away too, change the policy as JSON.`;
  }
  return null;
}

function withoutThose(draft: Draft, shown: PolicyForm, asked: PolicyForm, place: KeyPlace): Draft {
  const { statement, names } = draft;
  if (statement.effect !== "Allow") return draft;
  const roles = ROLES.filter((role) => givenBy(statement, role).length > 0);
  const gone = isToSee(statement, place) ? [...roles, "users" as const] : roles;
  return { ...draft, names: names.filter((name) => !gone.some((role) => leaves(name, role, shown, asked))) };
}

function withThose(
  drafts: Draft[],
  shown: PolicyForm,
  asked: PolicyForm,
  place: KeyPlace,
): { drafts: Draft[]; made: WrittenStatement[] } {
  let changed = drafts;
  const made: WrittenStatement[] = [];
  for (const role of ROLES) {
    const added = asked[role].filter((arn) => !shown[role].includes(arn));
    if (added.length === 0) continue;
    const preset = toKeyPolicy({ ...place, ...asked, [role]: added }).Statement;
    const join = (isIt: (statement: Statement) => boolean, sid: string) => {
      const at = changed.findIndex(({ statement }) => isIt(statement));
      if (at === -1) made.push(...preset.filter(({ Sid }) => Sid === sid));
      changed = changed.map((draft, index) =>
        index === at ? { ...draft, names: [...new Set([...draft.names, ...added])] } : draft,
      );
      return changed[at]?.statement;
    };
    const joined = join((statement) => isToBeJoined(statement, role, shown, place), SIDS[role]);
    if (role === "users" && !(joined !== undefined && letsSee(joined)))
      join((statement) => isToSee(statement, place), SIDS.usersSeeKey);
  }
  return { drafts: changed, made };
}

/** A statement as it is to be sent: with whom it names now, and where the form wrote it, what the form says now. */
function writtenAs(
  { statement, written, names }: Draft,
  shown: PolicyForm,
  asked: PolicyForm,
  place: KeyPlace,
): Record<string, unknown> | null {
  if (isOnlyThroughS3(statement, place)) return asked.viaS3Only ? written : null;
  if (shown.buckets.length > 0 && bucketsOf(statement, place) !== null) {
    if (isSameSet(asked.buckets, shown.buckets)) return written;
    const condition = presetOf(asked, place, SIDS.onlyTheseBuckets)?.Condition;
    return condition === undefined ? null : { ...written, Condition: condition };
  }
  const isOfForm = isOurs(statement, "users", shown, place);
  return withNames(isOfForm ? followingForm(written, { ...asked, users: names }, place) : written, statement, names);
}

/** What the form wrote for users, under the conditions that follow from the form now. */
function followingForm(written: Record<string, unknown>, form: PolicyForm, place: KeyPlace): Record<string, unknown> {
  const { Condition: _, ...rest } = written;
  const condition = presetOf(form, place, SIDS.users)?.Condition;
  return condition === undefined ? rest : { ...rest, Condition: condition };
}

function withNames(
  written: Record<string, unknown>,
  statement: Statement,
  names: readonly string[],
): Record<string, unknown> | null {
  if (isSameSet(names, namesOf(statement))) return written;
  const { AWS, ...others } = isRecord(written["Principal"]) ? written["Principal"] : { AWS: [] };
  const whole = [AWS].flat().filter((one) => typeof one === "string" && !isName(one));
  const [only, ...more] = [...whole, ...names];
  if (only === undefined) return Object.keys(others).length === 0 ? null : { ...written, Principal: others };
  return { ...written, Principal: { AWS: more.length === 0 ? only : [only, ...more], ...others } };
}

function newRestrictions(shown: PolicyForm, asked: PolicyForm, place: KeyPlace): WrittenStatement[] {
  const wanted = [
    ...(asked.viaS3Only && !shown.viaS3Only ? [SIDS.onlyThroughS3] : []),
    ...(asked.buckets.length > 0 && shown.buckets.length === 0 ? [SIDS.onlyTheseBuckets] : []),
  ];
  return wanted.flatMap((sid) => presetOf(asked, place, sid) ?? []);
}

function presetOf(form: PolicyForm, place: KeyPlace, sid: string): KeyPolicy["Statement"][number] | undefined {
  return toKeyPolicy({ ...place, ...form }).Statement.find(({ Sid }) => Sid === sid);
}

/** New statements, each under a Sid of its own: another may stand under the preset's, and say something else. */
function underFreeSids(fresh: WrittenStatement[], kept: Record<string, unknown>[]): WrittenStatement[] {
  const taken = new Set(kept.map((statement) => statement["Sid"]));
  return fresh.map((statement) => {
    const free = [statement.Sid, ...kept.map((_, index) => `${statement.Sid}${index + 2}`)];
    return { ...statement, Sid: free.find((sid) => !taken.has(sid)) ?? statement.Sid };
  });
}

function leaves(name: string, role: Role, shown: PolicyForm, asked: PolicyForm): boolean {
  return shown[role].includes(name) && !asked[role].includes(name);
}

function otherThan(role: Role): Role {
  return role === "users" ? "administrators" : "users";
}

function letsSee({ actions }: Statement): boolean {
  return actions !== null && actions.listed.some((action) => /^kms:(describekey|describe\*|\*)$/i.test(action));
}

function isSameForm(one: PolicyForm, other: PolicyForm): boolean {
  return (
    ROLES.every((role) => isSameSet(one[role], other[role])) &&
    one.viaS3Only === other.viaS3Only &&
    isSameSet(one.buckets, other.buckets)
  );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
