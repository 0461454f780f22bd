/** What kind of refusal or fault it was, in a closed list that a caller can switch over. */
export type AwsErrorCode =
  | "denied"
  | "expired"
  | "missing"
  | "conflict"
  | "invalid"
  | "throttled"
  | "unreachable"
  | "unknown";

/**
 * What is known of a change that did not end well. `unknown`: sent, and it may have taken effect. `accepted`: AWS took it,
 * and what is in force could not be read. `otherwise`: AWS reads back something else. `partly`: a part of it is done.
 */
type ChangeOutcome = "unknown" | "accepted" | "otherwise" | "partly";

/** An AwsError as plain data: what a panel or a form shows. */
export type Failure = {
  code: AwsErrorCode;
  /** The AWS service that answered, in its own short name: "S3", "KMS" or "STS". */
  service: string;
  /** AWS's name of the operation, for example "PutBucketEncryption". */
  operation: string;
  /** AWS's name of the error, for example "KMS.DisabledException"; "NoAnswer" and the like where no AWS answered. */
  name: string;
  /** AWS's own words. */
  message: string;
  /** The IAM action that is missing, when it is known: "kms:GenerateDataKey". */
  permission: string | null;
  /** What to do about it, in one sentence. */
  hint: string;
  requestId: string | null;
  /** The ARN, or a bucket's name, of what the refusal is about, where the request itself does not name it: a key that was made all the same. */
  subject?: string;
  /** Absent where nothing was changed. */
  outcome?: ChangeOutcome;
};

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What stands before the permission that a refusal is about: one that a policy denies is not missing, and granting it does not help. */
export function permissionLabel({ code, message }: Pick<Failure, "code" | "message">): string {
  return isExplicitDeny(code, message) ? "Denied by a policy" : "Missing permission";
}

/** Source: IAM User Guide, "Troubleshoot access denied error messages". */
export function isExplicitDeny(code: AwsErrorCode, message: string): boolean {
  return code === "denied" && message.includes("explicit deny");
}

/** Why a read has no answer, in a few words: the permission that it needs, or that a policy denies, where it is known. */
export function reasonOf({
  code,
  message,
  permission,
  name,
}: Pick<Failure, "code" | "message" | "permission" | "name">): string {
  if (permission === null) return name;
  return isExplicitDeny(code, message) ? `a policy denies ${permission}` : `needs ${permission}`;
}
