import type { PolicyDocument } from "#lib/policy/document.ts";
import { evaluate } from "#lib/policy/evaluate.ts";
import type { Requester } from "#lib/policy/request.ts";
import { roleOfSession } from "./principal.ts";

/**
 * Why whoever calls could not change this policy any more, in a sentence; null where it could, or where that depends on
 * policies that are not known here. `callerArn` is what AWS takes the caller for; both ARNs are full.
 */
export function reasonLockedOut(document: PolicyDocument, callerArn: string, keyArn: string): string | null {
  const requester = toRequester(callerArn);
  if (requester === null) return null;
  const decision = evaluate(
    { identity: "unknown", bucket: null, key: document, absent: ["grant"] },
    { requester, action: "kms:PutKeyPolicy", resource: keyArn, owner: keyArn.split(":")[4] ?? null, context: {} },
  );
  if (decision.outcome !== "refused") return null;
  const why =
    decision.how === "explicit-deny"
      ? `statement "${decision.by.statement.name}" denies it kms:PutKeyPolicy`
      : "no statement allows it kms:PutKeyPolicy, or leaves that to its account";
  return `You act as ${callerArn}, and could not change this policy any more: ${why}.`;
}

function toRequester(arn: string): Requester | null {
  const [, , service, , account = "", ...rest] = arn.split(":");
  const name = rest.join(":");
  if (service === "iam" && name === "root") return { type: "root", account };
  if (service === "iam" && name.startsWith("user/")) return { type: "user", account, arn };
  // The session's ARN leaves out the path of its role.
  return roleOfSession(arn) === null ? null : { type: "session", account, arn, roleArn: null };
}
