import { parsePolicy, type PolicyDocument, type Statement } from "#lib/policy/document.ts";
import { isLike } from "#lib/aws/wildcard.ts";

/** Something about a key policy: an error keeps it from being one, a warning is what it does not do, or does too much. */
export type PolicyFinding = { kind: "error" | "warning"; line: number; column: number; message: string };

/** What KMS takes, in bytes. Source: KMS Developer Guide, "Key policy document size". */
const MAX_POLICY_BYTES = 32_768;

/** The encryption context that S3 sends. */
const OBJECT_CONTEXT = "kms:encryptioncontext:aws:s3:arn";

/** Conditions that say who asks, as opposed to how or for what. */
const WHO = /^(kms:calleraccount|aws:principal\w+|aws:userid|aws:username|aws:source(arn|account|orgid))$/;

/**
 * What is wrong with a key policy, on which line. KMS stores a statement without Action or Resource and never applies it,
 * so nobody but the sender can notice.
 */
export function checkKeyPolicy(text: string): PolicyFinding[] {
  const bytes = new TextEncoder().encode(text).length;
  const tooLong =
    bytes > MAX_POLICY_BYTES ? [error(1, `A key policy has at most 32,768 bytes; this has ${bytes}.`)] : [];
  const parsed = parsePolicy(text, "key");
  if (!parsed.ok) return [...tooLong, ...parsed.problems.map((one) => ({ kind: "error" as const, ...one }))];
  const { statements } = parsed.document;
  if (statements.length === 0)
    return [...tooLong, error(1, "This policy has no statement, so nobody could use or manage the key.")];
  const found = statements.flatMap(checkStatement);
  return [...tooLong, ...found, ...(letsChange(parsed.document) ? [] : [error(1, NOBODY_CHANGES)])];
}

/** The same in sentences, without lines. */
export function lintKeyPolicy(text: string): string[] {
  return checkKeyPolicy(text).map(({ message }) => message);
}

const NOBODY_CHANGES =
  "No statement lets anybody change this policy later: kms:PutKeyPolicy is allowed to nobody unconditionally.";

function checkStatement(statement: Statement): PolicyFinding[] {
  const { sid, index, lines, effect, principals, actions, resources, conditions } = statement;
  const name = sid === null ? `Statement ${index + 1}` : `Statement "${sid}"`;
  const says = (message: string) => warning(lines.first, `${name} ${message}`);
  const found: PolicyFinding[] = [];
  if (actions === null) found.push(says("has no Action: KMS stores it, and it never applies."));
  if (resources === null) found.push(says("has no Resource: KMS stores it, and it never applies."));
  const isEverybody =
    principals !== null &&
    (principals.except || principals.listed.some(({ kind, value }) => kind === "AWS" && value === "*"));
  if (effect === "Allow" && isEverybody && found.length === 0) {
    const whom = principals.except ? "everybody but those it names" : "everybody";
    if (conditions.length === 0) found.push(says(`allows ${whom} in every AWS account, without a condition.`));
    else if (!conditions.some(({ key }) => WHO.test(key.toLowerCase())))
      found.push(says(`allows ${whom} in every AWS account who meets its conditions: none of them says who may ask.`));
  }
  return [...found, ...conditions.flatMap((condition) => contextFault(condition).map(says))];
}

/** What does not fit in a condition on the object that S3 names. Source: S3 guide, UsingKMSEncryption, bucket-key. */
function contextFault({ operator, key, values }: Statement["conditions"][number]): string[] {
  if (key.toLowerCase() !== OBJECT_CONTEXT) return [];
  const bucket = values.find((value) => /^arn:[a-z-]+:s3:::[^/*?]+$/.test(value));
  if (bucket !== undefined)
    return [
      `looks for the bucket's own ARN, ${bucket}, in the encryption context. That is what S3 sends with bucket keys; with DSSE-KMS, which has none, it sends the object's ARN, so this never matches. Write ${bucket}/* with StringLike.`,
    ];
  const pattern = values.find((value) => /[*?]/.test(value));
  if (pattern !== undefined && /equals/i.test(operator) && !/arn/i.test(operator))
    return [
      `compares ${pattern} with ${operator}, for which * and ? are no wildcards: use StringLike or StringNotLike.`,
    ];
  return [];
}

function letsChange({ statements }: PolicyDocument): boolean {
  return statements.some(
    ({ effect, actions, resources, conditions }) =>
      effect === "Allow" &&
      conditions.length === 0 &&
      resources !== null &&
      actions !== null &&
      actions.listed.some((action) => isLike("kms:putkeypolicy", action.toLowerCase())) !== actions.except,
  );
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
