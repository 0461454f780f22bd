import { isLike } from "#lib/aws/wildcard.ts";
import type { Condition, Listed, Principal, Statement } from "#lib/policy/document.ts";
import { canonical } from "./policy-lint.ts";

/** A statement for one of those whom it names, or for all of them where it leaves some out. */
export type Share = { statement: Statement; principal: Principal | null };

/** A statement apart for each whom it names; none where it can never apply. */
export function sharesOf(statement: Statement): Share[] {
  const { actions, resources, principals } = statement;
  if (actions === null || resources === null || principals === null) return [];
  if (principals.except) return [{ statement, principal: null }];
  return principals.listed.map((principal) => ({ statement, principal }));
}

/**
 * Whether the wide statement applies wherever the share does. Compares them as they are written, so that false may also
 * mean that it is written otherwise.
 */
export function covers(wide: Statement, { statement, principal }: Share): boolean {
  return (
    wide.effect === statement.effect &&
    isCovered(wide.actions, statement.actions, (action) => action.toLowerCase()) &&
    isCovered(wide.resources, statement.resources, (resource) => resource) &&
    isMeant(wide, statement, principal) &&
    wide.conditions.every((condition) => statement.conditions.some((other) => follows(condition, other)))
  );
}

/**
 * Whether the share allows something that the old statement allows too, for the same principal, without all of the old
 * one's conditions. Where something is left out (Not…) it may be so, and counts as so.
 */
export function loosens({ statement, principal }: Share, old: Statement): boolean {
  return (
    old.effect === statement.effect &&
    old.conditions.length > 0 &&
    isMeant(old, statement, principal) &&
    overlaps(old.actions, statement.actions, (action) => action.toLowerCase()) &&
    overlaps(old.resources, statement.resources, (resource) => resource) &&
    !old.conditions.every((condition) => statement.conditions.some((other) => follows(condition, other)))
  );
}

function overlaps(one: Listed | null, other: Listed | null, spelled: (text: string) => string): boolean {
  if (one === null || other === null) return false;
  if (one.except || other.except) return true;
  return one.listed.some((a) =>
    other.listed.some((b) => isWithin(spelled(a), spelled(b)) || isWithin(spelled(b), spelled(a))),
  );
}

function isMeant({ principals }: Statement, statement: Statement, principal: Principal | null): boolean {
  if (principals === null) return false;
  if (principal === null) return canonical(principals) === canonical(statement.principals);
  return (
    !principals.except &&
    principals.listed.some(
      ({ kind, value }) =>
        kind === principal.kind &&
        (toAccount(value) === toAccount(principal.value) || (kind === "AWS" && value === "*")),
    )
  );
}

/** An account by its number and by its root is the same. */
function toAccount(principal: string): string {
  return /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

function isCovered(wide: Listed | null, narrow: Listed | null, spelled: (text: string) => string): boolean {
  if (wide === null || narrow === null || wide.except !== narrow.except) return false;
  // What is left out may only get less.
  const [outer, inner] = wide.except ? [narrow.listed, wide.listed] : [wide.listed, narrow.listed];
  return inner.every((one) => outer.some((pattern) => isWithin(spelled(one), spelled(pattern))));
}

/** Whether every text of one pattern is one of the other; where ? stands only if they are the same. */
function isWithin(one: string, pattern: string): boolean {
  return one === pattern || (!pattern.includes("?") && isLike(one, pattern));
}

const TEXTS = /^(?:String|Arn)(Not)?(?:Equals|Like)(?:IgnoreCase)?(?:IfExists)?$/;

/** Whether the wider condition holds wherever the other does: it asks for one of more values, or for none of fewer. */
function follows(wide: Condition, narrow: Condition): boolean {
  if (wide.operator !== narrow.operator || wide.key.toLowerCase() !== narrow.key.toLowerCase()) return false;
  const [, not] = TEXTS.exec(wide.operator) ?? [null];
  if (not === null) return canonical(wide.values) === canonical(narrow.values);
  const [outer, inner] = not === undefined ? [wide.values, narrow.values] : [narrow.values, wide.values];
  return inner.length > 0 && inner.every((value) => outer.includes(value));
}
