import { type PolicyForm, type Role, ROLES } from "./policy-form.ts";

/** What a form asked for, on top of a policy that somebody changed meanwhile; a sentence for each change. */
export type RebasedForm = {
  form: PolicyForm;
  /** What was asked for and is put on top. */
  mine: string[];
  /** What somebody changed meanwhile of what the form shows: it stays. */
  theirs: string[];
  /** What was asked for and is not in the form any more. */
  dropped: string[];
};

/**
 * Puts on top of `now` who was added and taken out between `before` and `asked`, and no more: whom somebody else took out
 * meanwhile stays out, unless the form had asked for exactly them.
 */
export function rebaseForm(before: PolicyForm, asked: PolicyForm, now: PolicyForm): RebasedForm {
  const buckets = rebaseBuckets(before.buckets, asked.buckets, now.buckets);
  const form = {
    administrators: withChange(now.administrators, before.administrators, asked.administrators),
    users: withChange(now.users, before.users, asked.users),
    viaS3Only: asked.viaS3Only === before.viaS3Only ? now.viaS3Only : asked.viaS3Only,
    buckets: buckets ?? now.buckets,
  };
  return {
    form,
    mine: changesOf(now, form),
    theirs: changesOf(before, now),
    dropped: buckets === null ? [bucketsAsked(asked.buckets)] : [],
  };
}

function withChange(now: readonly string[], before: readonly string[], asked: readonly string[]): string[] {
  const left = now.filter((one) => asked.includes(one) || !before.includes(one));
  return [...left, ...asked.filter((one) => !before.includes(one) && !now.includes(one))];
}

/** No bucket means every bucket, so that a change to or from none is no change of a list: null where it meets another. */
function rebaseBuckets(
  before: readonly string[],
  asked: readonly string[],
  now: readonly string[],
): readonly string[] | null {
  if (isSame(before, asked)) return now;
  if (isSame(before, now) || isSame(asked, now)) return asked;
  if (before.length === 0 || asked.length === 0 || now.length === 0) return null;
  const both = withChange(now, before, asked);
  return both.length === 0 ? null : both;
}

const FIELDS = { administrators: "Administrators", users: "Users" } as const satisfies Record<Role, string>;

const ONLY_BUCKETS = "Only these buckets";

/** What differs between two forms, a sentence each. */
function changesOf(before: PolicyForm, after: PolicyForm): string[] {
  const ofRoles = ROLES.flatMap((role) => listChange(FIELDS[role], before[role], after[role]));
  const viaS3 =
    before.viaS3Only === after.viaS3Only
      ? []
      : [`“Only through S3 in this Region” is ${after.viaS3Only ? "set" : "taken off"}.`];
  return [...ofRoles, ...viaS3, ...bucketChange(before.buckets, after.buckets)];
}

function listChange(field: string, before: readonly string[], after: readonly string[]): string[] {
  const [added, gone] = [without(after, before), without(before, after)];
  return [
    ...(added.length === 0 ? [] : [`Added to ${field}: ${added.join(", ")}.`]),
    ...(gone.length === 0 ? [] : [`Taken out of ${field}: ${gone.join(", ")}.`]),
  ];
}

function bucketChange(before: readonly string[], after: readonly string[]): string[] {
  if (isSame(before, after)) return [];
  if (after.length === 0) return [`“${ONLY_BUCKETS}” is taken off, which named ${before.join(", ")}.`];
  if (before.length === 0) return [`“${ONLY_BUCKETS}” is set: ${after.join(", ")}.`];
  return listChange(`“${ONLY_BUCKETS}”`, before, after);
}

function bucketsAsked(asked: readonly string[]): string {
  return asked.length === 0
    ? `“${ONLY_BUCKETS}” was to be taken off.`
    : `“${ONLY_BUCKETS}” was to be: ${asked.join(", ")}.`;
}

function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((one) => !others.includes(one));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return without(one, other).length === 0 && without(other, one).length === 0;
}
