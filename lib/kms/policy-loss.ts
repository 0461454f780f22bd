import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { canonical } from "./policy-lint.ts";

/**
 * What a change of a key policy can take away, a sentence each; empty when it only adds. Compares statements as they are
 * written, so that a statement that is written otherwise counts as one that may allow less.
 */
export function lossesOf(before: string, after: string): string[] {
  const [old, fresh] = [parsePolicy(before, "key"), parsePolicy(after, "key")];
  if (!fresh.ok) return [];
  if (!old.ok) return ["The policy that is replaced could not be read, so what it allows may be lost."];
  return [...lostAllows(old.document, fresh.document), ...newDenials(old.document, fresh.document)];
}

function lostAllows(before: PolicyDocument, after: PolicyDocument): string[] {
  const left = after.statements.filter(({ effect }) => effect === "Allow");
  return before.statements
    .filter(({ effect, actions, resources }) => effect === "Allow" && actions !== null && resources !== null)
    .flatMap((statement) => {
      const same = left.filter((other) => restOf(other) === restOf(statement));
      if (statement.principals?.except !== false) {
        return same.some((other) => canonical(other.principals) === canonical(statement.principals))
          ? []
          : [`What ${nameOf(statement)} allows is changed or taken away.`];
      }
      const kept = new Set(same.flatMap(({ principals }) => principals?.listed.map(canonical) ?? []));
      const lost = statement.principals.listed.filter((principal) => !kept.has(canonical(principal)));
      if (lost.length === 0) return [];
      return [
        `What ${nameOf(statement)} allows is changed or taken away for ${lost.map(({ value }) => value).join(", ")}.`,
      ];
    });
}

function newDenials(before: PolicyDocument, after: PolicyDocument): string[] {
  const known = new Set(before.statements.map(wholeOf));
  return after.statements
    .filter((statement) => statement.effect === "Deny" && !known.has(wholeOf(statement)))
    .map((statement) => `${nameOf(statement)} denies, and wins over everything that allows.`);
}

function restOf({ effect, actions, resources, conditions }: Statement): string {
  return canonical({ effect, actions, resources, conditions });
}

function wholeOf(statement: Statement): string {
  return canonical([restOf(statement), canonical(statement.principals)]);
}

function nameOf({ sid, index }: Statement): string {
  return sid === null ? `Statement ${index + 1}` : `Statement "${sid}"`;
}
