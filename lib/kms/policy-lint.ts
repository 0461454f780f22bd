import { parsePolicy, type Statement } from "#lib/policy/document.ts";
import { isAboutChange, statementFaults } from "./policy-statement-lint.ts";

/** Something about a key policy: an error keeps it from being one, a warning is what it does not do, or does too much. */
export type PolicyFinding = { kind: "error" | "warning"; line: number; column: number; message: string };

/** What KMS takes, in bytes. Source: KMS Developer Guide, "Key policy document size". */
const MAX_POLICY_BYTES = 32_768;

/**
 * What is wrong with a key policy, on which line. KMS stores a statement without Action or Resource and never applies it,
 * so nobody but the sender can notice. Whether somebody is locked out is for KMS to say, which checks it; an error is only
 * what nobody could ever change. `keyArn` is left out where there is no key yet.
 */
export function checkKeyPolicy(text: string, keyArn: string | null = null): PolicyFinding[] {
  const bytes = new TextEncoder().encode(text).length;
  const tooLong =
    bytes > MAX_POLICY_BYTES ? [error(1, `A key policy has at most 32,768 bytes; this has ${bytes}.`)] : [];
  const parsed = parsePolicy(text, "key");
  if (!parsed.ok) return [...tooLong, ...parsed.problems.map((one) => ({ kind: "error" as const, ...one }))];
  const { statements } = parsed.document;
  if (statements.length === 0)
    return [...tooLong, error(1, "This policy has no statement, so nobody could use or manage the key.")];
  const found = statements.flatMap((statement) =>
    statementFaults(statement, keyArn).map((fault) => warning(statement.lines.first, `${nameOf(statement)} ${fault}`)),
  );
  return [...tooLong, ...found, ...twins(statements), ...changeFindings(statements)];
}

/** The same in sentences, without lines. */
export function lintKeyPolicy(text: string): string[] {
  return checkKeyPolicy(text).map(({ message }) => message);
}

/** Sids are unique in a policy. Source: IAM User Guide, reference_policies_elements_sid. */
function twins(statements: readonly Statement[]): PolicyFinding[] {
  return statements
    .filter(({ sid, index }) => sid !== null && statements.some((one) => one.sid === sid && one.index < index))
    .map(({ sid, lines }) => warning(lines.first, `Another statement is called "${sid}" too; a Sid is for one alone.`));
}

/** Who could change the policy later: a principal, and without a condition that nobody may meet. */
function changeFindings(statements: readonly Statement[]): PolicyFinding[] {
  const allowing = statements.filter(
    (statement) => statement.effect === "Allow" && isForSomebody(statement) && isAboutChange(statement),
  );
  const [first] = allowing;
  if (first === undefined)
    return [error(1, "No statement lets anybody change this policy later: kms:PutKeyPolicy is allowed to nobody.")];
  if (allowing.some(({ conditions }) => conditions.length === 0)) return [];
  return [
    warning(
      first.lines.first,
      `${nameOf(first)} lets others change this policy later under conditions only, and so does every other. Whoever meets none of them is locked out.`,
    ),
  ];
}

/** An AWS service changes no policy. */
function isForSomebody({ principals }: Statement): boolean {
  return principals !== null && (principals.except || principals.listed.some(({ kind }) => kind !== "Service"));
}

/** As a sentence about a policy begins. */
export function nameOf({ sid, index }: Statement): string {
  return sid === null ? `Statement ${index + 1}` : `Statement "${sid}"`;
}

function error(line: number, message: string): PolicyFinding {
  return { kind: "error", line, column: 1, message };
}

function warning(line: number, message: string): PolicyFinding {
  return { kind: "warning", line, column: 1, message };
}

/**
 * Whether two policy texts say the same: the order of names and of lists and a list of one do not matter, nor whether an
 * account is named by its number or by its root, as which KMS stores it.
 */
export function isSamePolicy(one: string, other: string): boolean {
  const [first, second] = [parse(one), parse(other)];
  return first !== null && second !== null && canonical(withRoots(first)) === canonical(withRoots(second));
}

function withRoots(policy: Record<string, unknown>): Record<string, unknown> {
  const statements = [policy["Statement"] ?? []].flat().map((statement: unknown) => {
    if (!isRecord(statement)) return statement;
    const named = ["Principal", "NotPrincipal"].flatMap((part) => {
      const principal = statement[part];
      if (!isRecord(principal) || !("AWS" in principal)) return [];
      return [[part, { ...principal, AWS: [principal["AWS"]].flat().map(toAccount) }]];
    });
    return { ...statement, ...Object.fromEntries(named) };
  });
  return { ...policy, Statement: statements };
}

/** Its number for an account's root; anything else as it is. */
function toAccount(principal: unknown): unknown {
  if (typeof principal !== "string") return principal;
  return /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

/** A JSON value as one text in which the order of names and of lists and a list of one do not matter. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map(canonical).sort();
    return parts.length === 1 ? (parts[0] ?? "") : `[${parts.join(",")}]`;
  }
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${name}:${canonical(value[name])}`)
    .join(",")}}`;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
