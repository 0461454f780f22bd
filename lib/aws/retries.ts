import { AwsError } from "./errors.ts";
import { fromSdkError } from "./sdk-error.ts";
import { mayHaveTakenEffect, noteTry } from "./uncertain.ts";
import { hostOf } from "./wire.ts";

/** Requests that make one more thing each time. Source: KMS API reference; none of them takes a client token. */
const MAKERS = new Set(["CreateKey", "ReplicateKey", "RotateKeyOnDemand"]);

/** Stops the SDK's retries, which know nothing of it; what happened is in `reason`. */
export class NotSentAgain extends Error {
  readonly reason: Error;

  constructor(reason: Error) {
    super(reason.message);
    this.reason = reason;
  }
}

type Next<Args, Output> = (args: Args) => Promise<Output>;

/**
 * A middleware, inside the SDK's retries, that lets none happen where the first try may have worked:
 * after a wait of the full time, because a person waits too; after a request that makes something, because it would be
 * made twice; after one that must find nothing there, because it would be refused by what it wrote itself.
 */
export function onceAtMost(service: string) {
  return <Args extends { input: object; request: unknown }, Output>(
    next: Next<Args, Output>,
    context: { commandName?: string },
  ) =>
    async (args: Args): Promise<Output> => {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      try {
        return await next(args);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (!(error instanceof AwsError)) Object.assign(error, { host: hostOf(args.request) });
        noteTry(context, error, service, operation);
        if (isTimeout(error)) throw new NotSentAgain(Object.assign(error, { name: "NoAnswer", code: undefined }));
        // A part that is sent again only replaces itself, whatever condition it is handed.
        const conditional = "IfNoneMatch" in args.input && operation !== "UploadPart";
        const once = MAKERS.has(operation) || conditional;
        if (once && mayHaveWorked(error, service, operation)) throw new NotSentAgain(error);
        throw error;
      }
    };
}

function isTimeout(error: Error): boolean {
  return "code" in error && error.code === "ETIMEDOUT";
}

function mayHaveWorked(error: Error, service: string, operation: string): boolean {
  const named = fromSdkError(error, service, operation);
  return named instanceof AwsError && mayHaveTakenEffect(named.failure);
}
