import { PARTITIONS } from "#lib/aws/partition.ts";

/** An IAM principal as a key policy names it: role, user, account root, or a session of a role. */
const PRINCIPAL =
  /^arn:([a-z-]+):(?:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+)|sts::\d{12}:(?:assumed-role|federated-user)\/[\w+=,.@/-]+)$/;

const SESSION = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;

/** Lines, or words parted by commas, each once. */
export function parseList(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((word) => word !== ""))];
}

/** The rule that a principal's ARN breaks, or null. KMS itself refuses principals that do not exist. */
export function reasonPrincipalRefused(arn: string): string | null {
  return PARTITIONS.includes(PRINCIPAL.exec(arn)?.[1] ?? "")
    ? null
    : `Give the full ARN of a role or user, like arn:aws:iam::123456789012:role/Name: "${arn}".`;
}

/**
 * The role behind a session's ARN, which a policy should name, because the session ends. Null for every other ARN, and
 * only a guess for a role with a path, which a session's ARN leaves out.
 */
export function roleOfSession(arn: string): string | null {
  const [, partition, account, role] = SESSION.exec(arn) ?? [];
  return role === undefined ? null : `arn:${partition}:iam::${account}:role/${role}`;
}
