import { table } from "./error-codes.ts";
import { AwsError } from "./errors.ts";
import type { Failure } from "./result.ts";
import { fromSdkError } from "./sdk-error.ts";

/** Failures of the connection before anything went over it. */
const NEVER_SENT = table<true>({
  ECONNREFUSED: true,
  ENOTFOUND: true,
  EAI_AGAIN: true,
  EHOSTUNREACH: true,
  ENETUNREACH: true,
  ERR_SSL_WRONG_VERSION_NUMBER: true,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: true,
  ERR_TLS_CERT_ALTNAME_INVALID: true,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: true,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: true,
  CERT_HAS_EXPIRED: true,
  CERT_NOT_YET_VALID: true,
  DEPTH_ZERO_SELF_SIGNED_CERT: true,
  SELF_SIGNED_CERT_IN_CHAIN: true,
  NoConnection: true,
});

/** Commands of which a try may have worked, by the context that the SDK gives the whole of a command. */
const uncertain = new WeakSet<object>();

/** Notes, after a try that failed, whether it may have worked: a later try can then be refused for what this one did. */
export function noteTry(context: object, error: Error, service: string, operation: string): void {
  const named = fromSdkError(error, service, operation);
  if (named instanceof AwsError && mayHaveTakenEffect(named.failure)) uncertain.add(context);
}

/** What an upload in parts sends before the request that stores it. */
const STORING_NOTHING = new Set(["CreateMultipartUpload", "UploadPart", "UploadPartCopy"]);

/** The failure of a change, with what is known of the change. */
export function withOutcome(context: object, failure: Failure): Failure {
  if (STORING_NOTHING.has(failure.operation)) return failure;
  if (!uncertain.has(context) && !mayHaveTakenEffect(failure)) return failure;
  const hint = "It may have been done all the same. Look at what AWS says now before you send it again.";
  return { ...failure, outcome: "unknown", hint };
}

/** Whether AWS did not answer what was sent, or with a fault of its own; a refusal, to slow down too, did nothing. */
export function mayHaveTakenEffect({ code, name }: Failure): boolean {
  // S3 asks KMS before it stores anything.
  if (NEVER_SENT.has(name) || name.startsWith("KMS.")) return false;
  // Without a name it is a proxy that answers so, and not AWS.
  return code === "unreachable" || code === "unknown" || name === "HTTP 503";
}
