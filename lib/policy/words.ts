import { actionsInWords } from "./action-words.ts";
import { conditionInWords } from "./condition-words.ts";
import type { Condition, PolicyDocument, PolicyKind, Statement } from "./document.ts";
import { principalsInWords } from "./principal-words.ts";
import { resourcesInWords } from "./resource-words.ts";

/** A statement in plain words. Read in this order, with "if … and …" before the conditions, they are one sentence. */
export type Words = {
  /** "Everybody", "The role App", "Everybody but the user Alice". */
  who: string;
  /** A statement that denies wins over every one that allows. */
  may: "may" | "may not";
  /** "read objects, delete objects", "do anything with keys but kms:Decrypt". Null for nothing: then `never` says it all. */
  what: string | null;
  /** "in the bucket reports", "on this key". */
  on: string;
  /** All must hold: "the request comes over plain HTTP". Empty where it always applies. */
  when: string[];
  /** Why the statement never applies, where its own text says so. */
  never: string | null;
};

/**
 * A statement in plain words: nothing is left out, and what has no plain words keeps the policy's own. `kind` is what the
 * policy is attached to, as a key's policy calls that key "*".
 */
export function wordsOf(statement: Statement, version: PolicyDocument["version"], kind: PolicyKind): Words {
  const { effect, principals, actions, resources, conditions } = statement;
  return {
    who: principalsInWords(principals, effect),
    may: effect === "Allow" ? "may" : "may not",
    what: actionsInWords(actions, effect),
    on: resourcesInWords(resources, kind),
    when: conditions.map((one) =>
      conditionInWords(
        one,
        version,
        conditions.some((other) => demands(other, one)),
      ),
    ),
    never: reasonNever(statement),
  };
}

/** Whether a condition holds only where the other's key is present. */
function demands({ operator, key, values }: Condition, other: Condition): boolean {
  const isSameKey = key.toLowerCase() === other.key.toLowerCase();
  return isSameKey && operator === "Null" && values.length === 1 && values[0]?.toLowerCase() === "false";
}

/** "Everybody may not upload objects in the bucket reports if the request comes over plain HTTP." */
export function toSentence({ who, may, what, on, when, never }: Words): string {
  if (what === null) return never ?? "";
  const conditions = when.length === 0 ? "" : ` if ${when.join(" and ")}`;
  return `${who} ${may} ${what} ${on}${conditions}.${never === null ? "" : ` ${never}`}`;
}

function reasonNever({ actions, resources, principals }: Statement): string | null {
  if (actions === null) return "It names no Action, so it never applies.";
  if (resources === null) return "It names no Resource, so it never applies.";
  const isEmpty = [actions, resources, principals].some((part) => part?.listed.length === 0 && !part.except);
  return isEmpty ? "It has an empty list, so it never applies." : null;
}
