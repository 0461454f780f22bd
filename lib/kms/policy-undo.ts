import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { toSentence, wordsOf } from "#lib/policy/words.ts";
import { covers, type Share, sharesOf } from "./policy-cover.ts";
import { saying } from "./policy-form.ts";
import { isSamePolicy, nameOf } from "./policy-lint.ts";
import { statementsOf } from "./policy-loss.ts";

/**
 * What `after`, which began from the policy `before`, would undo of what somebody changed meanwhile, a sentence each. What
 * they wrote stays only as they wrote it, so that a statement which both changed is always named.
 */
export function undoneOf(before: string, now: string, after: string): string[] {
  if (isSamePolicy(now, after)) return [];
  const [old, theirs, mine] = [parsePolicy(before, "key"), parsePolicy(now, "key"), parsePolicy(after, "key")];
  if (!mine.ok) return [];
  if (!old.ok || !theirs.ok) {
    return isSamePolicy(before, now) ? [] : ["What was changed meanwhile cannot be read statement by statement."];
  }
  const [from, to, asked] = [old.document, theirs.document, mine.document];
  const written = to.statements.filter((one) => !has(from, one));
  const gone = from.statements.filter((one) => !has(to, one) && twinOf(one, written) === undefined);
  return [
    ...written.flatMap((one) => undoneWriting(one, { from, to, asked }) ?? []),
    ...gone.flatMap((one) => undoneRemoval(one, from, asked) ?? []),
    ...statementsOf(givenBack(from, to, asked)).map(
      ({ name, whom }) => `What ${name} allowed until it was taken away meanwhile is allowed again${whom}.`,
    ),
    ...(from.version !== to.version && asked.version !== to.version
      ? [`Version ${to.version}, which was set meanwhile, becomes ${asked.version} again.`]
      : []),
  ];
}

/** What becomes of a statement that somebody added or changed. */
function undoneWriting(
  one: Statement,
  { from, to, asked }: Record<"from" | "to" | "asked", PolicyDocument>,
): string | null {
  if (has(asked, one)) return null;
  const [old, mine] = [twinOf(one, from.statements), twinOf(one, asked.statements)];
  const subject = `${calledIn(one, to)}, which was ${old === undefined ? "added" : "changed"} meanwhile,`;
  if (mine === undefined) return `${subject} goes.`;
  return old !== undefined && saying(old) === saying(mine)
    ? `${subject} is put back to what it said before.`
    : `${subject} does not stay as it was left.`;
}

/** What becomes of a statement that somebody took out. */
function undoneRemoval(one: Statement, from: PolicyDocument, asked: PolicyDocument): string | null {
  const subject = `${calledIn(one, from)}, which was taken out meanwhile,`;
  if (asked.statements.some((mine) => saying(mine) === saying(one))) return `${subject} is put back.`;
  return twinOf(one, asked.statements) === undefined ? null : `${subject} is put back in another form.`;
}

/** What the old policy allowed to somebody by one action, the one in force does not, and the new one would. */
function givenBack(from: PolicyDocument, to: PolicyDocument, asked: PolicyDocument): Share[] {
  const isIn = ({ statements }: PolicyDocument, share: Share) => statements.some((one) => covers(one, share));
  return from.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(sharesOf)
    .filter((share) => byAction(share).some((part) => !isIn(to, part) && isIn(asked, part)));
}

function byAction({ statement, principal }: Share): Share[] {
  const { actions } = statement;
  if (actions === null || actions.except) return [{ statement, principal }];
  return actions.listed.map((action) => ({
    statement: { ...statement, actions: { listed: [action], except: false } },
    principal,
  }));
}

function has({ statements }: PolicyDocument, one: Statement): boolean {
  return statements.some((other) => other.sid === one.sid && saying(other) === saying(one));
}

/** The statement of the same Sid. */
function twinOf({ sid }: Statement, statements: readonly Statement[]): Statement | undefined {
  return sid === null ? undefined : statements.find((other) => other.sid === sid);
}

/** By its Sid, else by what it says: its place is another in each text. */
function calledIn(one: Statement, { version }: PolicyDocument): string {
  return one.sid === null ? `A statement without a Sid (“${toSentence(wordsOf(one, version, "key"))}”)` : nameOf(one);
}
