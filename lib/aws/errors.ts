import { HINTS } from "./error-hints.ts";
import type { AwsErrorCode, Failure, Result } from "./result.ts";

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

/** AWS took the request but reads back something else than what was asked for. `found` in words: "SSE-S3". */
export function readBackMismatch(service: string, operation: string, asked: string, found: string): AwsError {
  return ownError(service, operation, {
    code: "conflict",
    name: "ReadBackMismatch",
    message: `AWS accepted the change, but reads back ${found} where ${asked} was asked for.`,
    outcome: "otherwise",
    hint:
      service === "KMS"
        ? "Do not rely on this change yet: KMS can show one minutes late. Reload the page to see what is in force before you send it again."
        : "Do not rely on this change. Reload the page to see what is in force, then decide again.",
  });
}

/**
 * What the person saw when deciding is no longer so. `thing` in words: "the default encryption of payroll-archive". The
 * hint is another where the page shows by itself what is in force now.
 */
export function changedMeanwhile(service: string, operation: string, thing: string, hint = HINTS.conflict): AwsError {
  return ownError(service, operation, {
    code: "conflict",
    name: "ChangedMeanwhile",
    message: `Somebody changed ${thing} after this page was shown. Nothing was changed now.`,
    hint,
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

/** Whoever sent the file went away before S3 was told to keep it. */
export function uploadCancelled(): AwsError {
  return ownError("S3", "PutObject", {
    code: "invalid",
    name: "Cancelled",
    message: "The upload was cancelled. Nothing was stored.",
    hint: "Send the file again.",
  });
}

/** As `reason`, of an upload whose parts stay behind as well, because removing them failed. */
export function partsLeft({ failure, cause }: AwsError, removal: Failure): AwsError {
  const message = `${failure.message.replace(/\.?$/, ".")} Its parts are still there: ${removal.operation} failed as well (${removal.name}).`;
  const hint = `${failure.hint} Remove the unfinished upload of this key, or the bucket keeps its parts and AWS charges for them.`;
  return new AwsError({ ...failure, message, hint }, cause);
}

/** An upload was stored, and before it could be read back something else lay under its key. */
export function replacedMeanwhile(): AwsError {
  return ownError("S3", "HeadObject", {
    code: "conflict",
    name: "ReplacedMeanwhile",
    message: "The object was replaced or deleted before it could be read back, and the bucket keeps no versions.",
    hint: "Look at what lies under this key now, and send the file again if it has to be this one.",
  });
}

/** AWS answered without saying `what`, in words: "whether this key rotates". */
export function notReported(service: string, operation: string, what: string): AwsError {
  return ownError(service, operation, {
    code: "unknown",
    name: "NotReported",
    message: `AWS answered without saying ${what}.`,
    hint: "Try again. If it stays, check where the endpoint leads: something else than AWS may answer in its place.",
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
  failure: Pick<Failure, "code" | "name" | "message" | "hint" | "outcome">,
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
