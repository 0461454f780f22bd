import type { PolicyDocument } from "./document.ts";
import type { PolicyRequest } from "./request.ts";
import { HOLE, literal, type Pattern } from "./text.ts";

const VARIABLE = /\$\{([^}]*)\}/;

/** "aws:username" or "aws:username, 'nobody'", between its braces. Source: IAM User Guide, reference_policies_variables. */
const NAMED = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/;

/** Whether a text has policy variables. In a policy of 2008-10-17 they are text like any other. */
export function hasVariables(text: string, version: PolicyDocument["version"]): boolean {
  return version === "2012-10-17" && text.includes("${");
}

/**
 * A pattern with its variables filled in from the request; `toPattern` reads what stands between them. Null where one
 * has no value and no default: then nothing fits. What is not known, or not as the guide writes it, is a hole.
 */
export function substitute(
  text: string,
  version: PolicyDocument["version"],
  context: PolicyRequest["context"],
  toPattern: (text: string) => Pattern,
): Pattern | null {
  if (!hasVariables(text, version)) return toPattern(text);
  const parts = text.split(VARIABLE).map((part, index) => {
    if (index % 2 === 1) return valueOf(part, context);
    return part.includes("${") ? HOLE : toPattern(part);
  });
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function valueOf(variable: string, context: PolicyRequest["context"]): Pattern | null {
  if (variable === "*" || variable === "?" || variable === "$") return literal(variable);
  const [, key, fallback] = NAMED.exec(variable) ?? [];
  if (key === undefined) return HOLE;
  const name = key.toLowerCase();
  const value = Object.hasOwn(context, name) ? context[name] : undefined;
  if (value === null) return fallback === undefined ? null : literal(fallback);
  // Whether a wildcard in a value stays one is not documented.
  return typeof value === "string" && !/[*?]/.test(value) ? literal(value) : HOLE;
}
