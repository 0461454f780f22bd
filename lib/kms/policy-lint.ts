import { isLike } from "#lib/aws/wildcard.ts";

/** What KMS takes, in bytes. Source: KMS Developer Guide, "Key policy document size". */
const MAX_POLICY_BYTES = 32_768;

const PARTS = [
  ["Effect"],
  ["Principal", "NotPrincipal"],
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
] as const;

/**
 * What is wrong with a key policy, a sentence each. KMS stores a statement without Action or Resource and never
 * applies it, so nobody but the sender can notice.
 */
export function lintKeyPolicy(text: string): string[] {
  const bytes = new TextEncoder().encode(text).length;
  const tooLong = bytes > MAX_POLICY_BYTES ? [`A key policy has at most 32,768 bytes; this has ${bytes}.`] : [];
  const policy = parse(text);
  if (policy === null) return [...tooLong, "A key policy is a JSON object."];
  const statements = [policy["Statement"] ?? []].flat();
  if (statements.length === 0)
    return [...tooLong, "This policy has no statement, so nobody could use or manage the key."];
  const problems = statements.flatMap((statement, index) =>
    isRecord(statement) ? lintStatement(statement, index) : [`Statement ${index + 1} is not a JSON object.`],
  );
  if (!statements.some((statement) => isRecord(statement) && letsChange(statement))) {
    problems.push(
      "No statement lets anybody change this policy later: kms:PutKeyPolicy is allowed to nobody unconditionally.",
    );
  }
  return [...tooLong, ...problems];
}

function lintStatement(statement: Record<string, unknown>, index: number): string[] {
  const name = typeof statement["Sid"] === "string" ? `Statement "${statement["Sid"]}"` : `Statement ${index + 1}`;
  const problems = PARTS.filter((names) => names.every((part) => !(part in statement))).map(
    ([part]) => `${name} has no ${part}: KMS stores it, and it never applies.`,
  );
  if (statement["Effect"] === "Allow" && isEverybody(statement["Principal"]) && !("Condition" in statement)) {
    problems.push(`${name} allows everybody in every AWS account, without a condition.`);
  }
  return problems;
}

function letsChange(statement: Record<string, unknown>): boolean {
  if (statement["Effect"] !== "Allow" || "Condition" in statement || !("Resource" in statement)) return false;
  return [statement["Action"] ?? []]
    .flat()
    .some((action) => typeof action === "string" && isLike("kms:putkeypolicy", action.toLowerCase()));
}

function isEverybody(principal: unknown): boolean {
  if (principal === "*") return true;
  return isRecord(principal) && [principal["AWS"] ?? []].flat().includes("*");
}

/** Whether two policy texts say the same: the order of names and of lists and a list of one do not matter. */
export function isSamePolicy(one: string, other: string): boolean {
  const [first, second] = [parse(one), parse(other)];
  return first !== null && second !== null && canonical(first) === canonical(second);
}

function canonical(value: unknown): string {
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
