import type { Condition, PolicyDocument } from "./document.ts";
import { SSE_KEYS } from "./encryption-condition.ts";
import { inList } from "./list-words.ts";
import { hasVariables } from "./variables.ts";

const ALGORITHM = SSE_KEYS.algorithm;

/** What a key tells, as the subject of a sentence, by its name in lower case. */
const SUBJECTS: ReadonlyMap<string, string> = new Map([
  [ALGORITHM, "the encryption that the request asks for"],
  [SSE_KEYS.keyId, "the key that the request names"],
  [SSE_KEYS.customerAlgorithm, "a customer’s own key (SSE-C)"],
  ["aws:principalarn", "the requester’s ARN"],
  ["aws:principalaccount", "the requester’s account"],
  ["aws:principalorgid", "the requester’s organization"],
  ["aws:sourceip", "the requester’s IP address"],
  ["aws:sourcevpc", "the VPC that it comes through"],
  ["aws:sourcevpce", "the VPC endpoint that it comes through"],
  ["aws:sourcearn", "the resource on whose behalf it comes"],
  ["aws:sourceaccount", "the account on whose behalf it comes"],
  ["aws:currenttime", "the time"],
  ["s3:tlsversion", "the version of TLS"],
  ["s3:prefix", "the prefix that is listed"],
  ["kms:viaservice", "the service that it comes through"],
  ["kms:calleraccount", "the requester’s account"],
  ["kms:encryptioncontext:aws:s3:arn", "the object or bucket that the key is used for"],
]);

/** Whole conditions that have words of their own: the operator, and in lower case its key and value. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ["Bool aws:securetransport false", "the request comes over plain HTTP"],
  ["Bool aws:securetransport true", "the request comes over TLS"],
  ["Bool aws:principalisawsservice false", "it does not come from an AWS service itself"],
  ["Bool aws:principalisawsservice true", "it comes from an AWS service itself"],
  ["Bool kms:grantisforawsresource true", "the grant is for an AWS service"],
  [`Null ${ALGORITHM} false`, "the request asks for an encryption"],
  [`Null ${ALGORITHM} true`, "the request asks for no encryption"],
  [`Null ${ALGORITHM}-aws-kms-key-id false`, "the request names a key"],
  [`Null ${ALGORITHM}-aws-kms-key-id true`, "the request names no key"],
  [`Null ${ALGORITHM}-customer-algorithm false`, "the request brings a customer’s own key (SSE-C)"],
  [`Null ${ALGORITHM}-customer-algorithm true`, "the request brings no customer’s own key (SSE-C)"],
]);

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["AES256", "SSE-S3 (AES256)"],
  ["aws:kms", "SSE-KMS (aws:kms)"],
  ["aws:kms:dsse", "DSSE-KMS (aws:kms:dsse)"],
]);

/** What stands between subject and values. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ...["StringEquals", "NumericEquals", "DateEquals", "Bool", "BinaryEquals"].map((name): [string, string] => [
    name,
    "is",
  ]),
  ...["StringNotEquals", "NumericNotEquals", "DateNotEquals"].map((name): [string, string] => [name, "is not"]),
  ["StringEqualsIgnoreCase", "is, in whatever case,"],
  ["StringNotEqualsIgnoreCase", "is not, in whatever case,"],
  ...["StringLike", "ArnLike", "ArnEquals"].map((name): [string, string] => [name, "is like"]),
  ...["StringNotLike", "ArnNotLike", "ArnNotEquals"].map((name): [string, string] => [name, "is not like"]),
  ["NumericLessThan", "is less than"],
  ["NumericLessThanEquals", "is at most"],
  ["NumericGreaterThan", "is more than"],
  ["NumericGreaterThanEquals", "is at least"],
  ["DateLessThan", "is before"],
  ["DateLessThanEquals", "is at or before"],
  ["DateGreaterThan", "is after"],
  ["DateGreaterThanEquals", "is at or after"],
  ["IpAddress", "is in"],
  ["NotIpAddress", "is not in"],
]);

/**
 * A condition in plain words, after "if". A negated one also holds where the key is absent, and says so. An operator that
 * has no words stands as it is written. `isPresent`: another condition demands the key.
 */
export function conditionInWords(
  { operator, key, values }: Condition,
  version: PolicyDocument["version"],
  isPresent: boolean,
): string {
  const whole = values.length === 1 ? WHOLE.get(`${operator} ${`${key} ${values[0]}`.toLowerCase()}`) : undefined;
  if (whole !== undefined) return whole;
  const subject = SUBJECTS.get(key.toLowerCase()) ?? key;
  const [, set, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const listed = inList(valuesInWords(key, values, version), "or");
  const ofNull = operator === "Null" ? nullInWords(key, values) : null;
  if (ofNull !== null) return ofNull;
  const verb = VERBS.get(name);
  if (verb === undefined) return `${operator} holds for ${key} and ${listed}`;
  const isNegated = name.includes("Not");
  if (set !== undefined) {
    const absent = set === "ForAllValues" && !isPresent ? ", or there is none" : "";
    return `${set === "ForAllValues" ? "every value" : "some value"} of ${key} ${verb} ${listed}${absent}`;
  }
  return `${subject} ${verb} ${listed}${!isPresent && (isNegated || ifExists !== undefined) ? ", or there is none" : ""}`;
}

function nullInWords(key: string, values: readonly string[]): string | null {
  const [value = "", ...others] = values.map((one) => one.toLowerCase());
  if (others.length > 0 || (value !== "true" && value !== "false")) return null;
  return value === "true" ? `the request has no ${key}` : `the request has ${key}`;
}

function valuesInWords(key: string, values: readonly string[], version: PolicyDocument["version"]): string[] {
  if (values.length === 0) return ["what an empty list names"];
  return values.map((value) => {
    if (hasVariables(value, version)) return value;
    return (key.toLowerCase() === ALGORITHM ? ALGORITHMS.get(value) : undefined) ?? (value === "" ? "empty" : value);
  });
}
