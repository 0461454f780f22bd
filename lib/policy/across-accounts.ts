import { isInOwnersAccount, isKms } from "./judge.ts";
import type { PolicyRequest } from "./request.ts";

/** Of KMS's operations on a key, those that it takes from another account. Source: KMS Developer Guide, key-policy-modifying-external-accounts. */
const KMS_ACROSS_ACCOUNTS = new Set(
  [
    "CreateGrant",
    "Decrypt",
    "DeriveSharedSecret",
    "DescribeKey",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "GetKeyRotationStatus",
    "GetPublicKey",
    "ListGrants",
    "ReEncryptFrom",
    "ReEncryptTo",
    "RetireGrant",
    "RevokeGrant",
    "Sign",
    "Verify",
    "VerifyMac",
  ].map((operation) => `kms:${operation.toLowerCase()}`),
);

/** What S3 answers with 405 to another account, whatever policies say. Source: S3 API reference, Get-, Put- and DeleteBucketPolicy. */
const BUCKET_POLICY = new Set(["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"]);

/** Why only the account of the bucket or key can make this request, or null where others can too. */
export function reasonOnlyAtHome(request: PolicyRequest): string | null {
  const action = request.action.toLowerCase();
  if (request.requester.type === "service") return null;
  if (BUCKET_POLICY.has(action)) return `S3 takes ${request.action} from the bucket’s own account only`;
  return isKms(request) && !KMS_ACROSS_ACCOUNTS.has(action)
    ? `KMS takes ${request.action} from the key’s own account only`
    : null;
}

/**
 * Whether no Deny of the bucket's policy counts: the root user of its account can always read, set and delete the policy,
 * so that nobody locks himself out for good. Source: S3 API reference, PutBucketPolicy.
 */
export function isLifeline(request: PolicyRequest): boolean {
  const isOwnRoot = request.requester.type === "root" && isInOwnersAccount(request) === true;
  return isOwnRoot && BUCKET_POLICY.has(request.action.toLowerCase());
}
