import { table } from "./error-codes.ts";
import { type AwsErrorCode, isExplicitDeny } from "./result.ts";

export const HINTS: Record<AwsErrorCode, string> = {
  denied: "Ask whoever manages these credentials for the permission, then try again.",
  expired: "Renew the credentials that the console runs under, then try again.",
  missing: "Reload the page: it may have been deleted meanwhile.",
  conflict: "Somebody changed it meanwhile. Reload the page and decide again.",
  invalid: "Change the request as AWS asks and send it again.",
  throttled: "AWS asked to slow down. Wait a moment and try again.",
  unreachable: "Check that the endpoint is running and reachable, then try again.",
  unknown: "AWS answered and could not do it. Try again; if it stays, look the request id up in CloudTrail.",
};

const WRONG_CREDENTIALS = "Check the credentials that the console runs under: AWS does not know them.";

const NAMED_HINTS = table<string>({
  IncompleteSignature: WRONG_CREDENTIALS,
  InvalidAccessKeyId: WRONG_CREDENTIALS,
  InvalidClientTokenId: WRONG_CREDENTIALS,
  InvalidSecurity: WRONG_CREDENTIALS,
  InvalidSignatureException: WRONG_CREDENTIALS,
  InvalidToken: WRONG_CREDENTIALS,
  MissingAuthenticationToken: WRONG_CREDENTIALS,
  MissingAuthenticationTokenException: WRONG_CREDENTIALS,
  SignatureDoesNotMatch: WRONG_CREDENTIALS,
  UnrecognizedClientException: WRONG_CREDENTIALS,
  AccountProblem: "AWS has closed this account to the request. Ask AWS Support.",
  AllAccessDisabled: "AWS has closed this bucket to everybody. Ask AWS Support.",
  NotSignedUp: "Sign the account up for this service first.",
  OptInRequired: "Turn this Region on for the account first.",
  RequestTimeTooSkewed: "Set the clock of the machine that the console runs on.",
  CredentialsProviderError: "Give the console AWS credentials: a role, a profile or environment variables.",
  TokenProviderError: "Sign in to AWS again where the console runs, then try again.",
  BucketAlreadyExists: "Somebody else owns this name. Choose another.",
  BucketAlreadyOwnedByYou: "The bucket is already yours. Open it instead.",
  BucketNotEmpty: "Delete every object, version and unfinished upload in it first.",
  AlreadyExistsException: "Choose a name that is not taken.",
  InvalidBucketAclWithObjectOwnership: "Set the bucket's ACL back to private first: it grants others access.",
  CrossLocationLoggingProhibitted: "Choose a target bucket in the bucket's own Region.",
  InvalidBucketState: "Something else that is set on the bucket, such as Object Lock, does not allow it.",
  InvalidTargetBucketForLogging: "Choose a bucket of this account that exists.",
  ConflictException: "A rotation of this key is under way or due within 20 minutes. Wait for it, then try again.",
  "KMS.DisabledException": "Turn the key on again on its page, or choose another key.",
  DisabledException: "Turn the key on again on its page.",
  "KMS.KMSInvalidStateException": "The key's page says its state and what to do about it; or choose another key.",
  KMSInvalidStateException: "The key's page says its state and what to do about it.",
  "KMS.NotFoundException": "The key does not exist in the bucket's Region. Choose one that does.",
});

/** What to do about an error, in a sentence. */
export function hintOf(code: AwsErrorCode, name: string, message: string): string {
  if (isExplicitDeny(code, message)) {
    return "A policy denies this whatever else is allowed: its kind is in the message. Ask whoever manages it.";
  }
  return NAMED_HINTS.get(name) ?? HINTS[code];
}
