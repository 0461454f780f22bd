import { Readable } from "node:stream";
import { isLateError, notAws, strangenessOf } from "./answers.ts";

type Next<Args, Output> = (args: Args) => Promise<Output>;

/**
 * A middleware next to the network. It reads each answer whole, in `answerMilliseconds` at the most from its head on,
 * and refuses one that is not `service`'s, whatever its status: a page of HTML must never be read as an empty list.
 */
export function readWhole(service: string, answerMilliseconds: number) {
  return <Args extends { request: unknown }, Output extends { response: unknown }>(
    next: Next<Args, Output>,
    context: { commandName?: string },
  ) =>
    async (args: Args): Promise<Output> => {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      const result = await next(args);
      const { response } = result;
      if (!isResponse(response)) return result;
      const { statusCode: status, headers } = response;
      // An object can be of any size, and its reader may be slow; see withIdleLimit.
      const isObject = operation === "GetObject" && status < 300;
      const whole = isObject ? null : await readAll(response.body, answerMilliseconds);
      if (whole === TOO_LONG) throw notAws(service, operation, hostOf(args.request), status, "the answer has no end");
      if (whole !== null) response.body = whole;
      const text = whole === null ? null : new TextDecoder().decode(whole);
      // The SDK looks for such an error at the very end of the body alone.
      if (text !== null && status < 300 && isLateError(service, text)) response.statusCode = 503;
      const found = strangenessOf(service, operation, { status, headers, text });
      if (found === null) return result;
      if (response.body instanceof Readable) response.body.destroy();
      throw notAws(service, operation, hostOf(args.request), status, found);
    };
}

/** Far beyond the longest answer, a list of 1,000 keys of 1,024 bytes. Bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

const TOO_LONG = Symbol("too long");

/** The whole of a body, or that it is longer than any answer. Raises ETIMEDOUT when it has not ended in time, however often something came. */
async function readAll(body: unknown, milliseconds: number): Promise<Uint8Array | typeof TOO_LONG> {
  if (body instanceof Uint8Array) return body;
  if (!(body instanceof Readable)) return new Uint8Array();
  const late = setTimeout(
    () => body.destroy(Object.assign(new Error("The answer did not end in time."), { code: "ETIMEDOUT" })),
    milliseconds,
  );
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      // Leaving the loop destroys the stream.
      if (bytes > MAX_BYTES) return TOO_LONG;
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(late);
  }
}

type Response = { statusCode: number; headers: Record<string, string>; body: unknown };

function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null && "statusCode" in value && "headers" in value && "body" in value;
}

/** Where a request goes: "s3.eu-central-1.amazonaws.com", or "127.0.0.1:4566". */
export function hostOf(request: unknown): string {
  if (typeof request !== "object" || request === null || !("hostname" in request)) return "of AWS";
  const port = "port" in request && typeof request.port === "number" ? `:${request.port}` : "";
  return `${String(request.hostname)}${port}`;
}
