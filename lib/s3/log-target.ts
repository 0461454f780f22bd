import { parsePolicy, type PolicyDocument } from "#lib/policy/document.ts";
import { type Decision, evaluate } from "#lib/policy/evaluate.ts";
import { type AclGrant, letLogsIn } from "./acl.ts";
import { bucketArn } from "./bucket.ts";

/** One rule that the target of an access log has to meet, and whether it does. */
export type TargetRule = {
  id: "region" | "account" | "default" | "retention" | "policy" | "deny" | "loop";
  rule: string;
  status: "met" | "broken" | "unknown";
  /** Why, a whole sentence or more. */
  reason: string;
};

/** A log that goes from one bucket to another of the same Region and account. */
export type LogRoute = { source: string; target: string; prefix: string; region: string; accountId: string };

/** Who writes the log objects. Source: S3 User Guide, "Permissions for log delivery". */
const LOG_SERVICE = "logging.s3.amazonaws.com";
export const POLICY_RULE = { id: "policy", rule: `${LOG_SERVICE} may write` } as const;

/** The statement that lets S3 write this log, for the owner of both buckets. */
export function toLogStatement({ source, target, prefix, region, accountId }: LogRoute): object {
  return {
    Sid: "S3ServerAccessLogs",
    Effect: "Allow",
    Principal: { Service: LOG_SERVICE },
    Action: "s3:PutObject",
    Resource: `${bucketArn({ name: target, region })}/${prefix}*`,
    Condition: {
      ArnLike: { "aws:SourceArn": bucketArn({ name: source, region }) },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  };
}

/**
 * Whether the target's policy, null without one, or its ACL lets S3 write this log. `grants` are the ACL's, null where
 * ACLs are off, a text why they are not known. What S3 says of
 * encryption and TLS when it writes is not documented, so it is not known here. Resource control policies are not looked at.
 */
export function letsLogsIn(policy: string | null, grants: AclGrant[] | string | null, route: LogRoute): TargetRule {
  const { source, target, prefix, region, accountId } = route;
  const parsed = policy === null ? null : parsePolicy(policy, "bucket");
  if (parsed?.ok === false) {
    return { ...POLICY_RULE, status: "unknown", reason: "The target’s policy does not follow IAM’s grammar." };
  }
  const judged = (bucket: PolicyDocument | null) =>
    evaluate(
      { identity: [], bucket, key: "unknown", absent: ["resource control policy", "access control list"] },
      {
        requester: { type: "service", name: LOG_SERVICE },
        action: "s3:PutObject",
        resource: { startsWith: `${bucketArn({ name: target, region })}/${prefix}` },
        owner: accountId,
        context: { "aws:sourcearn": bucketArn({ name: source, region }), "aws:sourceaccount": accountId },
      },
    );
  const document = parsed === null ? null : parsed.document;
  const byPolicy = judged(document);
  const noAllow = byAcl(policy, grants);
  if (document === null || noAllow.status !== "met" || !isNotAllowed(byPolicy)) {
    return { ...POLICY_RULE, ...statusOf(byPolicy, noAllow) };
  }
  // What an ACL allows, a Deny of the policy can still refuse.
  const refusals = judged(allowingAll(document));
  return { ...POLICY_RULE, ...(refusals.outcome === "allowed" ? noAllow : statusOf(refusals, noAllow)) };
}

function isNotAllowed(decision: Decision): boolean {
  return decision.outcome === "refused" && decision.how === "not-allowed";
}

/** The same refusals, and nothing else to keep anybody out. */
function allowingAll(document: PolicyDocument): PolicyDocument {
  const allow = parsePolicy('{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}', "bucket");
  return allow.ok ? { ...document, statements: [...document.statements, ...allow.document.statements] } : document;
}

function statusOf(decision: Decision, noAllow: Pick<TargetRule, "status" | "reason">): Omit<TargetRule, "rule"> {
  if (decision.outcome === "allowed") {
    const names = decision.by.map(({ statement }) => statement.name).join(", ");
    return { id: "policy", status: "met", reason: `The target’s policy allows it (${names}).` };
  }
  if (decision.outcome === "unknown") {
    const doubts = decision.doubts.map(({ by, reason }) =>
      by === null
        ? reason
        : `${by.statement.name} ${by.statement.effect === "Deny" ? "refuses" : "allows"} it: it holds ${reason}`,
    );
    return { id: "policy", status: "unknown", reason: `${doubts.join("; ")}.` };
  }
  if (decision.how === "explicit-deny") {
    return { id: "deny", status: "broken", reason: `${decision.by.statement.name} of the target’s policy refuses it.` };
  }
  return { id: "policy", ...noAllow };
}

/** No statement allows it; the older way is a grant to S3's log delivery. */
function byAcl(policy: string | null, grants: AclGrant[] | string | null): Pick<TargetRule, "status" | "reason"> {
  const reason =
    policy === null
      ? "The target has no bucket policy."
      : "No statement of the target’s policy lets it write this log.";
  if (grants === null) return { status: "broken", reason };
  if (typeof grants === "string") {
    return { status: "unknown", reason: `${reason} Whether the target’s ACL does is not known: ${grants}.` };
  }
  return letLogsIn(grants)
    ? { status: "met", reason: `The target’s ACL lets S3’s log delivery write.` }
    : { status: "broken", reason: `${reason} Its ACL does not either.` };
}
