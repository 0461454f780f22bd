import { parseJson, placeOf, type Problem } from "./json.ts";
import { readPolicy } from "./statement.ts";

/** A policy as IAM reads it. Versions before 2012-10-17 know no policy variables; without one it is 2008-10-17. */
export type PolicyDocument = {
  version: "2008-10-17" | "2012-10-17";
  id: string | null;
  statements: Statement[];
};

/** One statement, its one-or-many spellings made lists. */
export type Statement = {
  /** Its Sid, else its place: "statement 2". */
  name: string;
  sid: string | null;
  /** Its place in the policy, from 0. */
  index: number;
  /** The lines of the text that it stands on, from 1. */
  lines: { first: number; last: number };
  effect: "Allow" | "Deny";
  /** Null where it names none, as in the policy of an identity. */
  principals: { listed: Principal[]; except: boolean } | null;
  /** `except` for NotAction. Null where it names none: KMS stores such a statement and never applies it. */
  actions: Listed | null;
  /** `except` for NotResource. Null as with actions. */
  resources: Listed | null;
  /** All of them must hold. */
  conditions: Condition[];
};

/** As they are written, and whether everything but those is meant. */
export type Listed = { listed: string[]; except: boolean };

/** "*" alone is of kind "AWS", as IAM takes it: everybody. */
export type Principal = { kind: "AWS" | "Service" | "Federated" | "CanonicalUser"; value: string };

/** `operator` as written: "StringNotEqualsIfExists". `key` as written; IAM compares it without case. One value must fit. */
export type Condition = { operator: string; key: string; values: string[] };

/** What the policy is attached to, which says what its statements must and must not have. */
export type PolicyKind = "bucket" | "key" | "identity";

/** A policy, or everything that keeps its text from being one, in the order of the text. */
export type ParsedPolicy = { ok: true; document: PolicyDocument } | { ok: false; problems: Problem[] };

/**
 * Reads a policy's text. What is doubtful is a problem and not read at will: a name twice, an element that IAM does not
 * know. In a key policy a statement may lack Action or Resource. Source: IAM User Guide, reference_policies_grammar.
 */
export function parsePolicy(text: string, kind: PolicyKind): ParsedPolicy {
  const parsed = parseJson(text);
  if ("problems" in parsed) return { ok: false, problems: parsed.problems };
  const { document, faults } = readPolicy(parsed.json, kind, (offset) => placeOf(text, offset).line);
  if (document !== null && faults.length === 0) return { ok: true, document };
  const problems = faults
    .toSorted((one, other) => one.offset - other.offset)
    .map(({ offset, message }) => ({ ...placeOf(text, offset), message }));
  return { ok: false, problems };
}
