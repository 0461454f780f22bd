import { type BucketOwner, withOwner } from "./bucket-owner.ts";

export type CliService = "s3api" | "s3control" | "kms" | "sts";

/** Where each service's requests go instead of AWS's own choice, as URLs; null where it is AWS's. */
export type Endpoints = {
  s3: string | null;
  s3control: string | null;
  kms: string | null;
  sts: string | null;
  /** Whose the bucket that requests go to is, where that is known: each of them says so. */
  owner?: BucketOwner;
};

export function everyServiceAt(url: string | null): Endpoints {
  return { s3: url, s3control: url, kms: url, sts: url };
}

/** One request to AWS: the SDK's name of the operation with the SDK's input, from which its command line follows. */
export type AwsCall = {
  service: CliService;
  /** "PutBucketEncryption" */
  operation: string;
  region: string;
  input: object;
};

/** Operands that the AWS CLI takes without a name. */
const POSITIONAL: Partial<Record<string, string>> = { GetObject: "OUTFILE" };

/** The AWS CLI reads these as "fetch the value from there", so a value that starts so has to travel as JSON. */
const PARAMETER_FILE = /^(file|fileb|https?):\/\//;

/**
 * What a terminal or an eye would take for something else than text: control characters (a pasted ESC can end the
 * terminal's paste mode and run what follows) and the ones that turn the direction of writing. A new line is harmless
 * between quotes.
 */
// oxlint-disable-next-line no-control-regex
const DECEPTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The AWS CLI line that sends the same request as `given`, to be pasted into a POSIX shell. FILE and OUTFILE stand for
 * the content of an object. The CLI names each parameter after the API's member, so no table can fall behind the code.
 * The endpoint is part of it: what an emulator was asked for must not run against somebody's real account.
 */
export function toCli(given: AwsCall, endpoints: Endpoints): string {
  const call = withOwner(given, endpoints.owner);
  const members = Object.entries(call.input).filter(([, value]) => value !== undefined && value !== null);
  const outfile = POSITIONAL[call.operation];
  if (outfile !== undefined) return toDownload(call, endpoints, members, outfile);
  const named = members.filter(([name]) => name !== "Body");
  const parts = named.some(([, value]) => needsJson(value)) ? [asJson(named)] : named.map(asOption);
  return toLine(call, endpoints, named.length < members.length ? [...parts, "--body FILE"] : parts);
}

/** Beside an operand the AWS CLI does not take JSON, so what it would fetch from a file comes from standard input. */
function toDownload(call: AwsCall, endpoints: Endpoints, members: [string, unknown][], outfile: string): string {
  const piped = members.find(([, value]) => typeof value === "string" && PARAMETER_FILE.test(value));
  const options = members.map(([name, value]) => asOption([name, name === piped?.[0] ? "file:///dev/stdin" : value]));
  const line = toLine(call, endpoints, [...options, outfile]);
  return piped === undefined ? line : `printf %s ${quote(asText(piped[1]))} | ${line}`;
}

function toLine({ service, operation, region }: AwsCall, endpoints: Endpoints, parts: string[]): string {
  const given = endpoints[service === "s3api" ? "s3" : service];
  const { before, endpoint } = service === "s3control" ? reached(given) : { before: "", endpoint: given };
  const where = [`--region ${quote(region)}`, ...(endpoint === null ? [] : [`--endpoint-url ${quote(endpoint)}`])];
  return [`${before}aws ${service} ${toKebab(operation)}`, ...parts, ...where].join(" \\\n  ");
}

/**
 * The AWS CLI writes the account id before the host of S3 Control's requests, whatever the endpoint. A host that has no
 * names below it is therefore reached as the proxy of one that does. Source: botocore, endpoint-rule-set-1 of s3control.
 */
function reached(endpoint: string | null): { before: string; endpoint: string | null } {
  if (endpoint === null || !isNamelessHost(endpoint)) return { before: "", endpoint };
  return { before: `no_proxy= http_proxy=${quote(endpoint)} `, endpoint: "http://control.localhost" };
}

/** An IP address or localhost: nothing can stand before it with a dot. Only without TLS, which a proxy does not end. */
function isNamelessHost(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === "http:" && (hostname === "localhost" || /^(\[.*\]|[\d.]+)$/.test(hostname));
}

/** Several calls as one script. */
export function toScript(calls: readonly AwsCall[], endpoints: Endpoints): string {
  return calls.map((call) => toCli(call, endpoints)).join("\n\n");
}

/** Whether a call changes something: those are what an action shows that it ran. */
export function isWrite({ operation, input }: AwsCall): boolean {
  if ("DryRun" in input && input.DryRun === true) return false;
  return !/^(Get|List|Head|Describe|GenerateDataKey|Encrypt|Decrypt|Assume)/.test(operation);
}

function needsJson(value: unknown): boolean {
  return typeof value === "string" && (PARAMETER_FILE.test(value) || value.search(DECEPTIVE) !== -1);
}

function asJson(members: [string, unknown][]): string {
  return `--cli-input-json ${quote(toVisibleJson(Object.fromEntries(members)))}`;
}

function asOption([name, value]: [string, unknown]): string {
  const option = toKebab(name);
  if (typeof value === "boolean") return value ? `--${option}` : `--no-${option}`;
  const text = asText(value);
  // "--key=-x": a value of its own that starts with a dash would be read as an option.
  return text.startsWith("-") || text === "" ? `--${option}=${quote(text)}` : `--${option} ${quote(text)}`;
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Date ? value.toISOString() : toVisibleJson(value);
}

/** JSON in which nothing can hide: what is deceptive is written as its code. */
export function toVisibleJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    DECEPTIVE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** How the AWS CLI turns an API name into an option, "SSEKMSKeyId" into "ssekms-key-id". Source: botocore, xform_name. */
export function toKebab(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/**
 * `text` as one word of a POSIX shell, without a deceptive character in it. NUL cannot be part of a word.
 * Not bare with a leading "=", which zsh would expand.
 */
export function quote(text: string): string {
  if (/^[A-Za-z0-9_.,:/@%+-][A-Za-z0-9_.,:/@%+=-]*$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`).replaceAll(DECEPTIVE, (character) => `'"$(printf '${toOctal(character)}')"'`)}'`;
}

function toOctal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
