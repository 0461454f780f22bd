import { type Condition, parsePolicy, type PolicyDocument, type Principal } from "#lib/policy/document.ts";
import { toSentence, wordsOf } from "#lib/policy/words.ts";
import { loosens, type Share } from "./policy-cover.ts";
import { notCovered, statementsOf } from "./policy-loss.ts";

/**
 * How a change of a key policy protects the key less, a sentence each: a Deny that goes or refuses less, somebody outside
 * the key's account who is let in, a condition that an Allow no longer has, another version. Compares as lossesOf does.
 */
export function weakeningsOf(before: string, after: string, accountId: string): string[] {
  const [old, fresh] = [parsePolicy(before, "key"), parsePolicy(after, "key")];
  if (!old.ok || !fresh.ok) return [];
  const [from, to] = [old.document, fresh.document];
  const allowed = notCovered(to, from, "Allow");
  const strangers = allowed.filter((share) => isForStrangers(share, accountId));
  const loosened = allowed.filter(
    (share) => !strangers.includes(share) && from.statements.some((old) => loosens(share, old)),
  );
  const inWords = (share: { statement: Share["statement"] }, { version }: PolicyDocument) =>
    toSentence(wordsOf(share.statement, version, "key"));
  return [
    ...statementsOf(notCovered(from, to, "Deny")).map(
      (one) => `${one.name} goes, or refuses less. Until now: ${inWords(one, from)}`,
    ),
    ...statementsOf(strangers).map(
      (one) => `${one.name} lets in others than those of this account. From now on: ${inWords(one, to)}`,
    ),
    ...statementsOf(loosened).map(
      ({ name, whom }) => `${name} allows the same under fewer or wider conditions${whom}.`,
    ),
    ...versionChange(from, to),
  ];
}

/** Everybody, or somebody of an account that is not the key's; not AWS's services, nor everybody of the account alone. */
function isForStrangers({ statement, principal }: Share, accountId: string): boolean {
  if (principal !== null && !isStranger(principal, accountId)) return false;
  return !statement.conditions.some((condition) => isForAccount(condition, accountId));
}

function isStranger({ kind, value }: Principal, accountId: string): boolean {
  if (kind !== "AWS") return kind !== "Service";
  const account = /^(\d{12})$|^arn:[a-z-]+:(?:iam|sts)::(\d{12}):/.exec(value);
  // A deleted principal's id does not say its account, and lets nobody in.
  return account === null ? !/^A[A-Z]{3}[A-Z\d]{12,}$/.test(value) : (account[1] ?? account[2]) !== accountId;
}

/** Whether nobody of another account meets a condition. Source: KMS Developer Guide, kms:CallerAccount. */
function isForAccount({ operator, key, values }: Condition, accountId: string): boolean {
  return (
    operator === "StringEquals" &&
    /^(kms:calleraccount|aws:principalaccount)$/i.test(key) &&
    values.length > 0 &&
    values.every((value) => value === accountId)
  );
}

/** Source: IAM User Guide, reference_policies_elements_version: before 2012-10-17 ${…} is text. */
function versionChange(from: PolicyDocument, to: PolicyDocument): string[] {
  if (from.version === to.version) return [];
  const written = [...from.statements, ...to.statements].flatMap(({ resources, conditions }) => [
    ...(resources?.listed ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const variables = [...new Set(written.flatMap((text) => text.match(/\$\{[^}]*\}/g) ?? []))];
  if (to.version === "2012-10-17")
    return variables.length === 0
      ? []
      : [`Version 2012-10-17 reads ${variables.join(", ")} as variables, which were text before.`];
  const now =
    variables.length === 0
      ? ""
      : ` From now on ${variables.join(", ")} ${variables.length === 1 ? "is" : "are"} text, and fits no other.`;
  return [`Version 2008-10-17 knows no policy variables.${now}`];
}
