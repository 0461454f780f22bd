import { connectionInWords, isConnectionFailure } from "./connection.ts";
import { CODES, STATUSES } from "./error-codes.ts";
import { hintOf, HINTS } from "./error-hints.ts";
import { AwsError } from "./errors.ts";
import { permissionOf } from "./permissions.ts";
import type { Failure } from "./result.ts";

/** Codes of "denied" that speak of a permission, and not of the credentials, the account or the clock. */
const REFUSALS = new Set(["AccessDenied", "AccessDeniedException", "Forbidden"]);

/** What the SDK calls an error whose answer had no body. */
const NAMELESS = new Set(["Unknown", "UnknownError"]);

/**
 * Turns what the SDK threw into an AwsError; hands back untouched what is not AWS's.
 * `versioned`: the request names a version of an object.
 * Matches by name, never by instanceof: S3 models few errors and the SDK's base class has moved before.
 */
export function fromSdkError(cause: unknown, service: string, operation: string, versioned = false): unknown {
  if (cause instanceof AwsError || !(cause instanceof Error)) return cause;
  const connection = connectionFailureOf(cause);
  if (connection !== null) return unreachable(service, operation, connection, cause);
  const status = statusOf(cause);
  const named = CODES.get(cause.name);
  if (named === undefined && status === null) return cause;
  if (isUnreadable(cause)) return unreadable(service, operation, status, cause);
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
      permission: refused ? permissionOf({ service, operation, versioned }, message) : null,
      hint: hintOf(code, cause.name, message),
      requestId: requestIdOf(cause),
    },
    cause,
  );
}

/** Node's word for it, or ours for the SDK's: its own words name no host. */
function connectionFailureOf(cause: Error): string | null {
  const code = codeOf(cause) ?? codeOf(cause.cause);
  if (code !== null && isConnectionFailure(code)) return code;
  if (statusOf(cause) !== null) return null;
  if (cause.name === "TimeoutError") {
    return cause.message.includes("did not establish a connection") ? "NoConnection" : "NoAnswer";
  }
  return isConnectionFailure(cause.name) ? cause.name : null;
}

function unreachable(service: string, operation: string, name: string, cause: Error): AwsError {
  const { message, hint } = connectionInWords(name, hostOf(cause));
  const failure: Failure = {
    code: "unreachable",
    service,
    operation,
    name,
    message,
    permission: null,
    hint,
    requestId: null,
  };
  return new AwsError(failure, cause);
}

/** The SDK leaves a hint for programmers in the error of an answer that it cannot read. */
function isUnreadable(cause: Error): boolean {
  return cause.message.includes("Deserialization error");
}

/** An answer that is cut or in other words than AWS's: a proxy's, as a rule. */
function unreadable(service: string, operation: string, status: number | null, cause: Error): AwsError {
  const code = status !== null && status >= 500 ? "unreachable" : "unknown";
  const failure: Failure = {
    code,
    service,
    operation,
    name: `HTTP ${status ?? "?"}`,
    message: `${hostOf(cause) ?? "The endpoint"} answered, but not in words of ${service} that can be read.`,
    permission: null,
    hint: HINTS[code],
    requestId: requestIdOf(cause),
  };
  return new AwsError(failure, cause);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The host that was asked, which retries.ts notes. */
function hostOf(cause: unknown): string | null {
  const host = field(cause, "host");
  return typeof host === "string" ? host : null;
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
