import type { Grant } from "@aws-sdk/client-s3";

/** Whom a bucket's ACL lets do something, beside its owner. */
export type AclGrant = {
  /** A group's URI, a canonical user's ID, or an address. */
  grantee: string;
  /** In words: "everybody, signed in or not". */
  inWords: string;
  /** "READ", "WRITE", "READ_ACP", "WRITE_ACP" or "FULL_CONTROL". */
  permission: string;
};

const GROUPS = "http://acs.amazonaws.com/groups/";
/** Source: S3 User Guide, "Access control list (ACL) overview", "Amazon S3 predefined groups". */
const LOG_DELIVERY = `${GROUPS}s3/LogDelivery`;
const GROUPS_IN_WORDS: Record<string, string> = {
  [`${GROUPS}global/AllUsers`]: "everybody, signed in or not",
  [`${GROUPS}global/AuthenticatedUsers`]: "whoever has an AWS account, any account",
  [LOG_DELIVERY]: "S3’s log delivery",
};

/** The grants that are not the owner's own. */
export function othersOf(grants: readonly Grant[], ownerId: string): AclGrant[] {
  return grants.flatMap(({ Grantee, Permission = "something" }) => {
    const grantee = Grantee?.URI ?? Grantee?.ID ?? Grantee?.EmailAddress ?? "somebody";
    if (grantee === ownerId) return [];
    const inWords = GROUPS_IN_WORDS[grantee] ?? (Grantee?.ID === undefined ? grantee : `the canonical user ${grantee}`);
    return [{ grantee, inWords, permission: Permission }];
  });
}

/**
 * Whether these let S3 write access logs, as was usual before bucket policies could. It wants both WRITE and READ_ACP.
 * Source: S3's own refusal of PutBucketLogging, InvalidTargetBucketForLogging.
 */
export function letLogsIn(grants: readonly AclGrant[]): boolean {
  const has = (wanted: string) =>
    grants.some(({ grantee, permission }) => grantee === LOG_DELIVERY && permission === wanted);
  return has("FULL_CONTROL") || (has("WRITE") && has("READ_ACP"));
}
