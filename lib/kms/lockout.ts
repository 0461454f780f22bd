import type { Condition, PolicyDocument } from "#lib/policy/document.ts";
import { evaluate } from "#lib/policy/evaluate.ts";
import type { PolicyRequest, Requester } from "#lib/policy/request.ts";
import { roleOfSession } from "./principal.ts";

/**
 * Why whoever calls could not change this policy any more, in a sentence; null where it could, or where that depends on
 * policies that are not known here. `callerArn` is what AWS takes the caller for; both ARNs are full.
 */
export function reasonLockedOut(document: PolicyDocument, callerArn: string, keyArn: string): string | null {
  const requester = toRequester(callerArn);
  if (requester === null) return null;
  const decision = evaluate(
    { identity: "unknown", bucket: null, key: asMetBy(requester, document), absent: ["grant"] },
    {
      requester,
      action: "kms:PutKeyPolicy",
      resource: keyArn,
      owner: keyArn.split(":")[4] ?? null,
      context: { ...DIRECTLY, "kms:calleraccount": requester.account },
    },
  );
  if (decision.outcome !== "refused") return null;
  const why =
    decision.how === "explicit-deny"
      ? `statement "${decision.by.statement.name}" denies it kms:PutKeyPolicy`
      : "no statement allows it kms:PutKeyPolicy, or leaves that to its account";
  return `You act as ${callerArn}, and could not change this policy any more: ${why}.`;
}

/**
 * What KMS sees of a policy that is put as this console does it: through no other service, and with no encryption context,
 * which PutKeyPolicy does not take. Source: KMS Developer Guide, conditions-kms; IAM User Guide,
 * reference_policies_condition-keys, the availability of each.
 */
const DIRECTLY: PolicyRequest["context"] = {
  "kms:viaservice": null,
  "kms:encryptioncontext:aws:s3:arn": null,
  "aws:viaawsservice": "false",
  "aws:calledvia": null,
  "aws:calledviafirst": null,
  "aws:calledvialast": null,
};

type KnownRequester = Extract<Requester, { account: string }>;

/**
 * The policy as it meets the requester. A session's ARN leaves out the path of its role, so aws:PrincipalArn is not known,
 * but a role of another name it is not: such values are replaced by one that nobody has.
 */
function asMetBy(requester: KnownRequester, document: PolicyDocument): PolicyDocument {
  if (requester.type !== "session") return document;
  const role = requester.arn.split("/")[1] ?? "";
  const met = (condition: Condition): Condition =>
    isAboutRole(condition)
      ? { ...condition, values: condition.values.map((value) => (canBeRole(value, role, condition) ? value : NOBODY)) }
      : condition;
  const statements = document.statements.map((one) => ({ ...one, conditions: one.conditions.map(met) }));
  return { ...document, statements };
}

const NOBODY = "arn:aws:iam:::nobody";

function isAboutRole({ operator, key }: Condition): boolean {
  return key.toLowerCase() === "aws:principalarn" && /^(?:\w+:)?(?:String|Arn)/.test(operator);
}

/** Whether some role of a name, whatever its path, can be what a value compares with. */
function canBeRole(value: string, role: string, { operator }: Condition): boolean {
  if (value.includes("${")) return true;
  const [text, end] = operator.includes("IgnoreCase")
    ? [value.toLowerCase(), `/${role}`.toLowerCase()]
    : [value, `/${role}`];
  const tail = /Like|Arn/.test(operator) ? (text.split(/[*?]/).at(-1) ?? "") : text;
  return tail.endsWith(end) || (tail !== text && end.endsWith(tail));
}

function toRequester(arn: string): KnownRequester | null {
  const [, , service, , account = "", ...rest] = arn.split(":");
  const name = rest.join(":");
  if (service === "iam" && name === "root") return { type: "root", account };
  if (service === "iam" && name.startsWith("user/")) return { type: "user", account, arn };
  // The session's ARN leaves out the path of its role.
  return roleOfSession(arn) === null ? null : { type: "session", account, arn, roleArn: null };
}
