import type { AwsErrorCode, Failure, Result } from "./result.ts";

/** AWS's error names to our codes. S3 prefixes what KMS told it with "KMS.". Source: S3 ErrorResponses, KMS API reference. */
const CODES = table<AwsErrorCode>({
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  AllAccessDisabled: "denied",
  AccountProblem: "denied",
  Forbidden: "denied",
  IncompleteSignature: "denied",
  InvalidAccessKeyId: "denied",
  InvalidClientTokenId: "denied",
  InvalidSecurity: "denied",
  InvalidSignatureException: "denied",
  InvalidToken: "denied",
  MissingAuthenticationToken: "denied",
  MissingAuthenticationTokenException: "denied",
  NotSignedUp: "denied",
  OptInRequired: "denied",
  RequestTimeTooSkewed: "denied",
  SignatureDoesNotMatch: "denied",
  UnrecognizedClientException: "denied",
  CredentialsProviderError: "expired",
  ExpiredToken: "expired",
  ExpiredTokenException: "expired",
  RequestExpired: "expired",
  TokenProviderError: "expired",
  TokenRefreshRequired: "expired",
  NoSuchBucket: "missing",
  NoSuchKey: "missing",
  NoSuchVersion: "missing",
  NoSuchUpload: "missing",
  NotFound: "missing",
  NotFoundException: "missing",
  NoSuchBucketPolicy: "missing",
  NoSuchCORSConfiguration: "missing",
  NoSuchLifecycleConfiguration: "missing",
  NoSuchTagSet: "missing",
  NoSuchPublicAccessBlockConfiguration: "missing",
  ObjectLockConfigurationNotFoundError: "missing",
  OwnershipControlsNotFoundError: "missing",
  ReplicationConfigurationNotFoundError: "missing",
  ServerSideEncryptionConfigurationNotFoundError: "missing",
  AlreadyExistsException: "conflict",
  BucketAlreadyExists: "conflict",
  BucketAlreadyOwnedByYou: "conflict",
  BucketNotEmpty: "conflict",
  ConditionalRequestConflict: "conflict",
  ConflictException: "conflict",
  InvalidBucketState: "conflict",
  OperationAborted: "conflict",
  PreconditionFailed: "conflict",
  AccessControlListNotSupported: "invalid",
  AuthorizationHeaderMalformed: "invalid",
  BadDigest: "invalid",
  BadRequest: "invalid",
  EntityTooLarge: "invalid",
  EntityTooSmall: "invalid",
  IllegalLocationConstraintException: "invalid",
  InvalidAliasNameException: "invalid",
  InvalidArgument: "invalid",
  InvalidArnException: "invalid",
  InvalidBucketName: "invalid",
  InvalidDigest: "invalid",
  InvalidMarkerException: "invalid",
  InvalidObjectState: "invalid",
  InvalidPart: "invalid",
  InvalidPartOrder: "invalid",
  InvalidRange: "invalid",
  InvalidRequest: "invalid",
  InvalidTag: "invalid",
  KeyTooLongError: "invalid",
  MalformedPolicy: "invalid",
  MalformedPolicyDocument: "invalid",
  MalformedPolicyDocumentException: "invalid",
  MalformedXML: "invalid",
  MethodNotAllowed: "invalid",
  NotImplemented: "invalid",
  PermanentRedirect: "invalid",
  RegionDisabledException: "invalid",
  TagException: "invalid",
  TooManyBuckets: "invalid",
  UnsupportedOperationException: "invalid",
  ValidationException: "invalid",
  LimitExceededException: "invalid",
  DisabledException: "invalid",
  KMSInvalidStateException: "invalid",
  InvalidKeyUsageException: "invalid",
  "KMS.DisabledException": "invalid",
  "KMS.KMSInvalidStateException": "invalid",
  "KMS.NotFoundException": "invalid",
  "KMS.InvalidKeyUsageException": "invalid",
  "KMS.UnsupportedOperationException": "invalid",
  SlowDown: "throttled",
  ServiceUnavailable: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  RequestLimitExceeded: "throttled",
  "KMS.ThrottlingException": "throttled",
  BadGateway: "unreachable",
  GatewayTimeout: "unreachable",
  InternalFailure: "unreachable",
  KeyUnavailableException: "unreachable",
  "KMS.KeyUnavailableException": "unreachable",
  "KMS.InternalException": "unreachable",
  "KMS.KMSInternalException": "unreachable",
  "KMS.DependencyTimeoutException": "unreachable",
  RequestTimeout: "unreachable",
  TimeoutError: "unreachable",
  NoAnswer: "unreachable",
  AbortError: "unreachable",
  NetworkingError: "unreachable",
  InternalError: "unreachable",
  KMSInternalException: "unreachable",
  DependencyTimeoutException: "unreachable",
});

/** Node's own words for a connection that failed. */
const SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNABORTED",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

/** HeadObject and HeadBucket answer without a body, so only the status tells (hazards: "name: Unknown"). */
const STATUSES = table<AwsErrorCode>({
  301: "invalid",
  307: "invalid",
  400: "invalid",
  401: "denied",
  403: "denied",
  404: "missing",
  405: "invalid",
  409: "conflict",
  412: "conflict",
  413: "invalid",
  416: "invalid",
  429: "throttled",
  500: "unreachable",
  501: "invalid",
  502: "unreachable",
  503: "throttled",
  504: "unreachable",
});

const HINTS: Record<AwsErrorCode, string> = {
  denied: "Ask whoever manages these credentials for the permission, then try again.",
  expired: "Renew the credentials that the console runs under, then try again.",
  missing: "Reload the page: it may have been deleted meanwhile.",
  conflict: "Somebody changed it meanwhile. Reload the page and decide again.",
  invalid: "Change the request as AWS asks and send it again.",
  throttled: "AWS asked to slow down. Wait a moment and try again.",
  unreachable: "Check that the endpoint is running and reachable, then try again.",
  unknown: "Try again; if it stays, look the request id up in CloudTrail.",
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
  "KMS.DisabledException": "Turn the key on again on its page, or choose another key.",
  DisabledException: "Turn the key on again on its page.",
  "KMS.KMSInvalidStateException": "Cancel the deletion of the key and turn it on, or choose another key.",
  KMSInvalidStateException: "Cancel the deletion of the key and turn it on first.",
  "KMS.NotFoundException": "The key does not exist in the bucket's Region. Choose one that does.",
});

/** Operations whose IAM action is not "service:Operation". Source: Service Authorization Reference for S3. */
const PERMISSIONS = table<string>({
  ListBuckets: "s3:ListAllMyBuckets",
  HeadBucket: "s3:ListBucket",
  ListObjectsV2: "s3:ListBucket",
  ListObjectVersions: "s3:ListBucketVersions",
  ListMultipartUploads: "s3:ListBucketMultipartUploads",
  HeadObject: "s3:GetObject",
  CopyObject: "s3:PutObject",
  CreateMultipartUpload: "s3:PutObject",
  UploadPart: "s3:PutObject",
  CompleteMultipartUpload: "s3:PutObject",
  DeleteObjects: "s3:DeleteObject",
  GetBucketEncryption: "s3:GetEncryptionConfiguration",
  PutBucketEncryption: "s3:PutEncryptionConfiguration",
  DeleteBucketEncryption: "s3:PutEncryptionConfiguration",
  GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
  PutPublicAccessBlock: "s3:PutBucketPublicAccessBlock",
  UploadPartCopy: "s3:PutObject",
});

/** Codes of "denied" that speak of a permission, and not of the credentials, the account or the clock. */
const REFUSALS = new Set(["AccessDenied", "AccessDeniedException", "Forbidden"]);

/** A refusal or fault that AWS, or the way to it, answered with. Anything else that is thrown is our own bug. */
export class AwsError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause: unknown) {
    super(`${failure.service} ${failure.operation}: ${failure.name}: ${failure.message}`, { cause });
    this.name = "AwsError";
    this.failure = failure;
  }

  get code(): AwsErrorCode {
    return this.failure.code;
  }
}

/**
 * Turns what the SDK threw into an AwsError; hands back untouched what is not AWS's.
 * Matches by name, never by instanceof: S3 models few errors and the SDK's base class has moved before.
 */
export function fromSdkError(cause: unknown, service: string, operation: string): unknown {
  if (cause instanceof AwsError || !(cause instanceof Error)) return cause;
  const socketCode = codeOf(cause) ?? codeOf(cause.cause);
  if (socketCode !== null && SOCKET_CODES.has(socketCode)) {
    return new AwsError(unreachable(service, operation, socketCode, cause.message), cause);
  }
  const status = statusOf(cause);
  const named = CODES.get(cause.name);
  if (named === undefined && status === null) return cause;
  const code = named ?? STATUSES.get(String(status)) ?? "unknown";
  const nameless = status !== null && (NAMELESS.has(cause.name) || cause.name === String(status));
  const refused = code === "denied" && (nameless || named === undefined || REFUSALS.has(cause.name));
  const silent = nameless || cause.message === "" || cause.message === "UnknownError";
  const message = silent ? `AWS answered HTTP ${status ?? "?"} without a reason.` : cause.message;
  return new AwsError(
    {
      code,
      service,
      operation,
      name: nameless ? `HTTP ${status}` : cause.name,
      message,
      permission: refused ? permissionOf(service, operation, message) : null,
      hint: hintOf(code, cause.name, message),
      requestId: requestIdOf(cause),
    },
    cause,
  );
}

/** What the SDK calls an error whose answer had no body. */
const NAMELESS = new Set(["Unknown", "UnknownError"]);

function hintOf(code: AwsErrorCode, name: string, message: string): string {
  if (code === "denied" && message.includes("explicit deny")) {
    return "A policy denies this whatever else is allowed: its kind is in the message. Ask whoever manages it.";
  }
  return NAMED_HINTS.get(name) ?? HINTS[code];
}

/** AWS took the request but reads back something else than what was asked for. `found` in words: "SSE-S3". */
export function readBackMismatch(service: string, operation: string, asked: string, found: string): AwsError {
  return ownError(service, operation, {
    code: "conflict",
    name: "ReadBackMismatch",
    message: `AWS accepted the change, but reads back ${found} where ${asked} was asked for.`,
    hint: "Do not rely on this change. Reload the page to see what is in force, then decide again.",
  });
}

/** What the person saw when deciding is no longer so. `thing` in words: "the default encryption of payroll-archive". */
export function changedMeanwhile(service: string, operation: string, thing: string): AwsError {
  return ownError(service, operation, {
    code: "conflict",
    name: "ChangedMeanwhile",
    message: `Somebody changed ${thing} after this page was shown. Nothing was changed now.`,
    hint: HINTS.conflict,
  });
}

/** The key would be taken by AWS but cannot protect this. `reason` is a whole sentence. */
export function keyNotUsable(service: string, operation: string, reason: string): AwsError {
  return ownError(service, operation, {
    code: "invalid",
    name: "KeyNotUsable",
    message: reason,
    hint: "Choose an enabled symmetric encryption key in the bucket's Region.",
  });
}

/** The name was not typed for what cannot be undone. */
export function notConfirmed(service: string, operation: string): AwsError {
  return ownError(service, operation, {
    code: "invalid",
    name: "NotConfirmed",
    message: "This cannot be undone and was not confirmed. Nothing was changed.",
    hint: "Type the name exactly as shown, then try again.",
  });
}

/** Other than the promised number of bytes arrived for an upload. Both in bytes. */
export function incompleteBody(promised: number, received: number): AwsError {
  return ownError("S3", "PutObject", {
    code: "invalid",
    name: "IncompleteBody",
    message: `${received.toLocaleString("en")} of ${promised.toLocaleString("en")} bytes arrived. Nothing was stored.`,
    hint: "Send the file again.",
  });
}

/** No Region is set anywhere, so no request can be addressed. */
export function regionMissing(cause: unknown): AwsError {
  return ownError(
    "AWS",
    "Configuration",
    {
      code: "invalid",
      name: "RegionMissing",
      message: "No AWS Region is configured, so no request can be sent.",
      hint: "Set AWS_REGION or TWOFOLD_REGIONS for the console and start it again.",
    },
    cause,
  );
}

/** A refusal that this console decided before or after asking AWS, in AWS's own form. */
function ownError(
  service: string,
  operation: string,
  failure: Pick<Failure, "code" | "name" | "message" | "hint">,
  cause?: unknown,
): AwsError {
  return new AwsError({ service, operation, permission: null, requestId: null, ...failure }, cause);
}

/** Turns an AwsError into a value; everything else stays thrown, so redirects and our own bugs pass through. */
export async function attempt<T>(promise: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    if (error instanceof AwsError) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** The IAM action that was refused: the one AWS names in its message, else the one the operation needs. */
function permissionOf(service: string, operation: string, message: string): string {
  const named = /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message);
  return named?.[1] ?? PERMISSIONS.get(operation) ?? `${service.toLowerCase()}:${operation}`;
}

/** A look-up by a word that came over the network, which must never find Object's own "constructor". */
function table<Value>(entries: Record<string, Value>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(entries));
}

function unreachable(service: string, operation: string, name: string, message: string): Failure {
  return {
    code: "unreachable",
    service,
    operation,
    name,
    message: message === "" ? "The connection could not be made." : message,
    permission: null,
    hint: HINTS.unreachable,
    requestId: null,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function codeOf(cause: unknown): string | null {
  const code = field(cause, "code");
  return typeof code === "string" ? code : null;
}

function statusOf(cause: unknown): number | null {
  const status = field(field(cause, "$metadata"), "httpStatusCode");
  return typeof status === "number" ? status : null;
}

function requestIdOf(cause: unknown): string | null {
  const id = field(field(cause, "$metadata"), "requestId");
  return typeof id === "string" ? id : null;
}
