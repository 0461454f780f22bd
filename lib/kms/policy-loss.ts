import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { covers, type Share, sharesOf } from "./policy-cover.ts";
import { nameOf } from "./policy-lint.ts";

/**
 * What a change of a key policy can take away, a sentence each; empty when it only adds. Compares statements as they are
 * written, so that a statement that is written otherwise counts as one that may allow less.
 */
export function lossesOf(before: string, after: string): string[] {
  const [old, fresh] = [parsePolicy(before, "key"), parsePolicy(after, "key")];
  if (!fresh.ok) return [];
  if (!old.ok) return ["The policy that is replaced could not be read, so what it allows or refuses may be lost."];
  const lost = notCovered(old.document, fresh.document, "Allow");
  const denied = notCovered(fresh.document, old.document, "Deny");
  return [
    ...statementsOf(lost).map(({ name, whom }) => `What ${name} allows is changed or taken away${whom}.`),
    ...statementsOf(denied).map(({ name }) => `${name} denies, and wins over everything that allows.`),
  ];
}

/** What the statements of one policy say and no statement of the other says as well. */
export function notCovered(of: PolicyDocument, by: PolicyDocument, wanted: "Allow" | "Deny"): Share[] {
  return of.statements
    .filter(({ effect }) => effect === wanted)
    .flatMap(sharesOf)
    .filter((share) => !by.statements.some((statement) => covers(statement, share)));
}

/** Each statement once: what it is called, and for whom, where it names them: " for arn:…". */
export function statementsOf(shares: readonly Share[]): { statement: Statement; name: string; whom: string }[] {
  return [...new Set(shares.map(({ statement }) => statement))].map((statement) => {
    const whom = shares.flatMap((share) => (share.statement === statement ? (share.principal?.value ?? []) : []));
    return { statement, name: nameOf(statement), whom: whom.length === 0 ? "" : ` for ${whom.join(", ")}` };
  });
}
