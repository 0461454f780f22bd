import "server-only";
import { Readable } from "node:stream";
import { type Aws, type AwsConfig, createAws } from "./clients.ts";

/** What the stand-in for AWS answers. An object as body is sent as JSON. An Error is a connection that fails. */
export type Answer = { status?: number; body?: string | object; headers?: Record<string, string> } | Error;

/** A request as the SDK put it on the wire. */
export type SentRequest = {
  method: string;
  hostname: string;
  /** As encoded by the SDK: "/bucket/a%20key". */
  path: string;
  /** An operation that S3 tells by a bare word reads as an empty value: { encryption: "" }. */
  query: Record<string, string>;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string;
  /** KMS's name of the operation, null for the other services. */
  target: string | null;
};

/** As every answer of AWS has one. */
const REQUEST_ID = { "x-amz-request-id": "R0" };

/** Decides an answer by the request and by how many came before it. */
export type Script = readonly Answer[] | ((request: SentRequest, index: number) => Answer);

/** A real Aws (real serializers, parsers and middleware) whose every request gets the same answer. For tests. */
export function answering(status: number, body: string | object = "", headers: Record<string, string> = {}): Aws {
  return scripted(() => ({ status, body, headers })).aws;
}

/** A real Aws whose requests are answered in turn, or by a function, and recorded. One request too many throws. For tests. */
export function scripted(script: Script, config: Partial<AwsConfig> = {}): { aws: Aws; requests: SentRequest[] } {
  const requests: SentRequest[] = [];

  async function handle(wire: WireRequest) {
    const request = await toSentRequest(wire);
    const index = requests.push(request) - 1;
    const answer = typeof script === "function" ? script(request, index) : script[index];
    if (answer === undefined) {
      throw new Error(`No answer for request ${index + 1}: ${request.method} ${request.path} ${request.target ?? ""}`);
    }
    if (answer instanceof Error) throw answer;
    const bytes = Buffer.from(typeof answer.body === "object" ? JSON.stringify(answer.body) : (answer.body ?? ""));
    return {
      response: {
        statusCode: answer.status ?? 200,
        headers: { ...REQUEST_ID, ...answer.headers },
        body: Readable.from(bytes.length === 0 ? [] : [bytes]),
      },
    };
  }

  const aws = createAws({
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    // A retry would wait, and would take the next answer of the script.
    maxAttempts: 1,
    // A few readings back, as the product makes them, without a wait between them.
    settleMilliseconds: [0, 0, 0],
    requestHandler: {
      handle,
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
    ...config,
  });
  return { aws, requests };
}

/** As `script`, of buckets that are of `owner`: a request that expects another one is refused, as S3 does. */
export function ownedBy(owner: () => string, script: Script): Script {
  return (request, index) => {
    const expected = request.headers["x-amz-expected-bucket-owner"];
    if (expected !== undefined && expected !== owner()) {
      return request.method === "HEAD" ? { status: 403 } : s3Error(403, "AccessDenied", "Access Denied");
    }
    const answer = typeof script === "function" ? script(request, index) : script[index];
    if (answer === undefined) throw new Error(`No answer for request ${index + 1}.`);
    return answer;
  };
}

/** An error as S3 sends it. */
export function s3Error(status: number, code: string, message = code): Answer {
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message><RequestId>R1</RequestId></Error>`,
    headers: { "content-type": "application/xml", "x-amz-request-id": "R1" },
  };
}

/** An error as KMS sends it. */
export function kmsError(status: number, name: string, message = name): Answer {
  return {
    status,
    body: { __type: name, message },
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "R1" },
  };
}

type WireRequest = {
  method: string;
  hostname: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
};

async function toSentRequest({ method, hostname, path, query = {}, headers, body }: WireRequest): Promise<SentRequest> {
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method,
    hostname,
    path,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value ?? ""].flat().join(",")])),
    headers: lowerCase,
    body: await toText(body),
    target: lowerCase["x-amz-target"]?.replace(/^.*\./, "") ?? null,
  };
}

async function toText(body: unknown): Promise<string> {
  if (body === undefined || body === null) return "";
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (!(body instanceof Readable)) throw new Error("The body of this request is neither text, bytes nor a stream.");
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
