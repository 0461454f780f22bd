import type { Condition } from "#lib/policy/document.ts";

/** The encryption context that S3 sends. */
const OBJECT_CONTEXT = "kms:encryptioncontext:aws:s3:arn";

/**
 * What does not fit in a condition on the object that S3 names: a value that is no object's ARN, of each kind the first.
 * Sources: S3 guide, UsingKMSEncryption and bucket-key; IAM User Guide, reference_policies_elements_condition_operators.
 */
export function objectConditionFaults(condition: Condition): string[] {
  if (condition.key.toLowerCase() !== OBJECT_CONTEXT) return [];
  const { operator, values } = condition;
  const isPattern = /Like|Arn/.test(operator);
  const isCased = !operator.includes("IgnoreCase");
  const kinds = values.map((value) => kindOf(isCased ? value : value.toLowerCase(), isPattern));
  const first = (kind: Kind) => values.find((_, index) => kinds[index] === kind);
  const [bucket, noObject, pattern] = [first("bucket"), first("no object"), first("pattern")];
  const unmet = `this value matches no object${kinds.every((kind) => kind === "bucket" || kind === "no object") ? effectOf(operator) : ""}`;
  return [
    ...(bucket === undefined
      ? []
      : [
          `looks for the bucket's own ARN, ${bucket}, in the encryption context. That is what S3 sends with bucket keys; with DSSE-KMS, which has none, it sends the object's ARN, so ${unmet}. Write ${bucket}/* with ${isNegated(operator) ? "StringNotLike" : "StringLike"}.`,
        ]),
    ...(noObject === undefined
      ? []
      : [
          `looks for ${noObject === "" ? "an empty text" : noObject} in the encryption context. With DSSE-KMS S3 sends the object's ARN, like arn:aws:s3:::bucket/key, so ${unmet}.`,
        ]),
    ...(pattern === undefined
      ? []
      : [`compares ${pattern} with ${operator}, for which * and ? are no wildcards: use StringLike or StringNotLike.`]),
  ];
}

type Kind = "fits" | "bucket" | "no object" | "pattern";

/** S3's other services, such as S3 Tables, name theirs under the same key, so only what S3 itself would send is judged. */
function kindOf(value: string, isPattern: boolean): Kind {
  if (value.includes("${")) return "fits";
  const [start = ""] = isPattern ? value.split(/[*?]/) : [value];
  const hasWildcard = start !== value;
  if (!start.startsWith("arn:") && !(hasWildcard && "arn:".startsWith(start))) return "no object";
  if (/^arn:[a-z-]+:s3:::[^/*?]+$/.test(value)) return "bucket";
  if (/[*?]/.test(value)) return isPattern ? "fits" : "pattern";
  return /^arn:[a-z-]+:s3:::[^/]*\/?$/.test(value) ? "no object" : "fits";
}

/** What comes of a condition none of whose values fits: a negated one holds for whatever none of them fits. */
function effectOf(operator: string): string {
  return isNegated(operator) ? ` and ${operator} always holds` : ` and ${operator} never holds`;
}

function isNegated(operator: string): boolean {
  return /(String|Arn)Not/.test(operator);
}
