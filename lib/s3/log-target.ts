/** One rule that the target of an access log has to meet, and whether it does. */
export type TargetRule = {
  rule: string;
  status: "met" | "broken" | "unknown";
  /** Why, a whole sentence. */
  reason: string;
};

/** Who writes the log objects. Source: S3 User Guide, "Permissions for log delivery". */
const LOG_SERVICE = "logging.s3.amazonaws.com";

/** The statement that lets S3 write the log of `source` into `target`, for the owner of both. */
export function toLogStatement(
  source: string,
  target: string,
  prefix: string,
  accountId: string,
  partition = "aws",
): object {
  return {
    Sid: "S3ServerAccessLogs",
    Effect: "Allow",
    Principal: { Service: LOG_SERVICE },
    Action: "s3:PutObject",
    Resource: `arn:${partition}:s3:::${target}/${prefix}*`,
    Condition: {
      ArnLike: { "aws:SourceArn": `arn:${partition}:s3:::${source}` },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  };
}

/** The target's policy, null without one: whether a statement of it lets S3 write logs at all. Conditions are not judged. */
export function letsLogsIn(policy: string | null): TargetRule {
  const rule = `${LOG_SERVICE} may write`;
  if (policy === null) return { rule, status: "broken", reason: "The target has no bucket policy." };
  const statements = statementsOf(policy);
  if (statements === null) return { rule, status: "unknown", reason: "The target’s policy is no JSON that IAM knows." };
  const found = statements.filter(isForLogs);
  if (found.every(({ Effect }) => Effect !== "Allow")) {
    return { rule, status: "broken", reason: `No statement of the target’s policy lets ${LOG_SERVICE} write.` };
  }
  return found.some(({ Effect }) => Effect === "Deny")
    ? { rule, status: "unknown", reason: "A statement of the target’s policy allows it, and another can deny it." }
    : { rule, status: "met", reason: "A statement of the target’s policy allows it. Its conditions were not judged." };
}

type Loose = Record<string, unknown>;

function statementsOf(policy: string): Loose[] | null {
  try {
    const document: unknown = JSON.parse(policy);
    if (!isRecord(document)) return null;
    const list: unknown[] = [document.Statement].flat();
    return list.every(isRecord) ? list : null;
  } catch {
    return null;
  }
}

function isForLogs({ Principal, Action }: Loose): boolean {
  const services: unknown[] = isRecord(Principal) ? [Principal.Service].flat() : [Principal];
  const actions: unknown[] = [Action].flat();
  return (
    services.some((service) => service === LOG_SERVICE || service === "*") &&
    actions.some((action) => typeof action === "string" && /^(\*|s3:(\*|Put\*|PutObject\*?))$/i.test(action))
  );
}

function isRecord(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
