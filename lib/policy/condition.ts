import { fitsArn } from "./arn.ts";
import { COMPARISONS, type Compare } from "./compare.ts";
import type { Condition, PolicyDocument } from "./document.ts";
import type { ContextValue, PolicyRequest } from "./request.ts";
import { fits, literal, type Pattern, type Unforeseen, wildcards } from "./text.ts";
import { all, any, not, type Truth } from "./truth.ts";
import { hasVariables, substitute } from "./variables.ts";

type Version = PolicyDocument["version"];
type Value = string | Unforeseen;

/** How an operator on texts reads the policy's value, and how it compares. */
type TextOperator = {
  toPattern: (text: string) => Pattern;
  ignoresCase?: boolean;
  fits: (value: Value, pattern: Pattern, unknown: string) => Truth;
};

const EQUALS: TextOperator = { toPattern: literal, fits };
const EQUALS_IGNORING_CASE: TextOperator = { toPattern: literal, ignoresCase: true, fits };
const LIKE: TextOperator = { toPattern: wildcards, fits };
/** ArnEquals and ArnLike are the same. */
const ARN: TextOperator = { toPattern: wildcards, fits: fitsArn };

/** A Map, as the operator is whatever somebody wrote: "constructor" must not be found. */
const TEXT_OPERATORS: ReadonlyMap<string, TextOperator> = new Map([
  ["StringEquals", EQUALS],
  ["StringNotEquals", EQUALS],
  ["StringEqualsIgnoreCase", EQUALS_IGNORING_CASE],
  ["StringNotEqualsIgnoreCase", EQUALS_IGNORING_CASE],
  ["StringLike", LIKE],
  ["StringNotLike", LIKE],
  ["ArnEquals", ARN],
  ["ArnNotEquals", ARN],
  ["ArnLike", ARN],
  ["ArnNotLike", ARN],
]);

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Whether IAM knows an operator, with its set and its IfExists: "ForAnyValue:StringLikeIfExists". */
export function isOperator(operator: string): boolean {
  const [, , name = ""] = OPERATOR.exec(operator) ?? [];
  return name === "Null" || TEXT_OPERATORS.has(name) || COMPARISONS.has(name);
}

/**
 * Whether a condition holds for a request. What the guide leaves open is not known: an operator that it does not list, a
 * value that is not of the operator's type, a multivalued key without a set operator.
 * Source: IAM User Guide, reference_policies_elements_condition_operators.
 */
export function holds(condition: Condition, version: Version, context: PolicyRequest["context"]): Truth {
  const { operator, key, values } = condition;
  const unknown = `only where ${operator} holds for ${key}`;
  const [, set, name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  const keyName = key.toLowerCase();
  const value = Object.hasOwn(context, keyName) ? context[keyName] : undefined;
  if (values.length === 0 || value === undefined) return unknown;
  if (name === "Null") return set === undefined && ifExists === undefined ? isNull(value, values, unknown) : unknown;
  const compareOne = comparisonOf(name, values, version, context, unknown);
  if (compareOne === null) return unknown;
  const isNegated = /^(String|Arn|Numeric|Date)?Not/.test(name);
  const holdsFor = (one: Value) => compareOne(one, isNegated);
  if (set !== undefined) return holdsForSet(set, value, holdsFor, ifExists === undefined ? false : unknown);
  if (value === null) return isNegated || ifExists !== undefined;
  return isList(value) ? unknown : holdsFor(value);
}

/** Whether one value of the request fits one of the policy's, or, negated, none of them. */
function comparisonOf(
  name: string,
  wanted: string[],
  version: Version,
  context: PolicyRequest["context"],
  unknown: string,
): ((value: Value, isNegated: boolean) => Truth) | null {
  const textOperator = TEXT_OPERATORS.get(name);
  if (textOperator !== undefined) {
    const patterns = wanted.map((text) => substitute(text, version, context, textOperator.toPattern));
    return (value, isNegated) => compareTexts(textOperator, value, patterns, isNegated, unknown);
  }
  const compare = COMPARISONS.get(name);
  if (compare === undefined || wanted.some((text) => hasVariables(text, version))) return null;
  return (value, isNegated) => {
    const truth = compareValues(compare, value, wanted, unknown);
    return isNegated ? not(truth) : truth;
  };
}

function compareValues(compare: Compare, value: Value, wanted: string[], unknown: string): Truth {
  return typeof value === "string" ? any(wanted.map((one) => compare(value, one) ?? unknown)) : unknown;
}

/** A null pattern holds a variable without a value, which makes the statement fit nothing; the guide says "might". */
function compareTexts(
  operator: TextOperator,
  value: Value,
  patterns: (Pattern | null)[],
  isNegated: boolean,
  unknown: string,
): Truth {
  const compared = operator.ignoresCase ? lowerText(value) : value;
  const truth = any(
    patterns.map((pattern) => {
      if (pattern === null) return false;
      return operator.fits(compared, operator.ignoresCase ? lowerPattern(pattern) : pattern, unknown);
    }),
  );
  if (patterns.includes(null)) return truth === false && !isNegated ? false : unknown;
  return isNegated ? not(truth) : truth;
}

/** Source: IAM User Guide, reference_policies_condition-single-vs-multi-valued-context-keys. */
function holdsForSet(set: string, value: ContextValue, holdsFor: (value: Value) => Truth, ofAbsent: Truth): Truth {
  const values = value === null ? [] : isList(value) ? value : [value];
  // An empty text counts as no value.
  if (values.every((one) => one === "")) return set === "ForAllValues" ? true : value === null ? ofAbsent : false;
  const truths = values.map(holdsFor);
  return set === "ForAllValues" ? all(truths) : any(truths);
}

/** Whether an empty value is null is not documented for every key. */
function isNull(value: ContextValue, wanted: string[], unknown: string): Truth {
  if (value === "" || (isList(value) && value.every((one) => one === ""))) return unknown;
  return any(
    wanted.map((text) =>
      /^(true|false)$/i.test(text) ? (text.toLowerCase() === "true") === (value === null) : unknown,
    ),
  );
}

function isList(value: ContextValue): value is readonly string[] {
  return Array.isArray(value);
}

function lowerText(value: Value): Value {
  return typeof value === "string" ? value.toLowerCase() : { startsWith: value.startsWith.toLowerCase() };
}

function lowerPattern(pattern: Pattern): Pattern {
  return pattern.map((token) => (token.type === "text" ? { ...token, value: token.value.toLowerCase() } : token));
}
