import { type AwsCall, type Endpoints, quote, toCli } from "#lib/commands/cli.ts";
import {
  type PartName,
  type PartRequests,
  PARTS,
  remarksOf,
  toCreateRequest,
  unknownInWords,
  type Part,
  type WholeBucket,
} from "./whole-bucket.ts";

/** One part in a language: its code, null where there is none, and what is said beside it. */
export type Code<T> = { name: PartName; code: T | null; comments: string[] };

/** Every part of a bucket in a language, in the order in which they can be made. What is absent leaves nothing. */
export function codeOf<T>(
  { parts }: WholeBucket,
  write: { [Name in PartName]: (request: PartRequests[Name]) => T },
): Code<T>[] {
  function one<Request>(name: PartName, part: Part<Request>, toCode: (request: Request) => T): Code<T>[] {
    switch (part.state) {
      case "absent":
        return [];
      case "unknown":
        return [{ name, code: null, comments: [unknownInWords(name, part.reason)] }];
      case "set":
        return [
          { name, code: toCode(part.request), comments: part.notes.map((note) => `${PARTS[name].title}: ${note}`) },
        ];
    }
  }
  return [
    ...one("ownership", parts.ownership, write.ownership),
    ...one("encryption", parts.encryption, write.encryption),
    ...one("publicAccess", parts.publicAccess, write.publicAccess),
    ...one("versioning", parts.versioning, write.versioning),
    ...one("objectLock", parts.objectLock, write.objectLock),
    ...one("tags", parts.tags, write.tags),
    ...one("lifecycle", parts.lifecycle, write.lifecycle),
    ...one("cors", parts.cors, write.cors),
    ...one("logging", parts.logging, write.logging),
    ...one("replication", parts.replication, write.replication),
    ...one("policy", parts.policy, write.policy),
  ];
}

const COMMENT_WIDTH = 110;

/** Lines of a comment in HCL, YAML and a shell alike, broken between words. What AWS said in them cannot end the line. */
export function commented(lines: string[]): string {
  return lines
    .map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " "))
    .flatMap(wrapped)
    .map((line) => `# ${line}`)
    .join("\n");
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > COMMENT_WIDTH) {
      lines.push(current);
      // What goes on is set in, so that it is not taken for the next remark.
      current = `  ${word}`;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

/** The bucket's calls, each with what is said beside it. A call is null where a part is not known. */
function callsOf(whole: WholeBucket): Code<AwsCall>[] {
  const { region } = whole;
  const call =
    (name: PartName) =>
    (input: object): AwsCall => ({
      service: "s3api",
      operation: PARTS[name].operation,
      region,
      input,
    });
  return codeOf(whole, {
    ownership: call("ownership"),
    encryption: call("encryption"),
    publicAccess: call("publicAccess"),
    versioning: call("versioning"),
    objectLock: call("objectLock"),
    tags: call("tags"),
    lifecycle: call("lifecycle"),
    cors: call("cors"),
    logging: call("logging"),
    replication: call("replication"),
    policy: call("policy"),
  });
}

/**
 * A script that makes the bucket anew with the settings that are known. It ends where the name may be taken. The bucket
 * will be of whoever runs it, so the script does not say whose it is now.
 */
export function toShellWhole(whole: WholeBucket, endpoints: Endpoints, head: string[]): string {
  const { region } = whole;
  const { owner: _, ...where } = endpoints;
  const create: AwsCall = { service: "s3api", operation: "CreateBucket", region, input: toCreateRequest(whole) };
  const calls = [{ comments: [], code: create }, ...callsOf(whole)];
  return toShell([...head, ...remarksOf(whole)], calls, where, [untilNameIsFree(whole, where)]);
}

/**
 * In us-east-1 S3 answers the making of a bucket of one's own that exists with 200, and all that follows would be written
 * over it. Only a 404 says that the name is free; the AWS CLI says it as "(404)". Source: S3 API reference, CreateBucket.
 */
function untilNameIsFree({ name, region }: WholeBucket, endpoints: Endpoints): string {
  const head = toCli({ service: "s3api", operation: "HeadBucket", region, input: { Bucket: name } }, endpoints);
  const say = (words: string) => `printf '%s\\n' ${quote(words)} >&2`;
  return `${commented(["Nothing is written over a bucket that exists, nor where that is not known."])}
if found=$(${head} 2>&1); then
  ${say(`There is a bucket ${name} already. Nothing was sent.`)}
  exit 1
fi
case $found in
*"(404)"*) ;;
*)
  printf '%s\\n' "$found" >&2
  ${say(`Whether there is a bucket ${name} is not known. Nothing was sent.`)}
  exit 1
  ;;
esac`;
}

/** A script that changes what differs from `now`, and nothing else. */
export function toShellChanges(target: WholeBucket, now: WholeBucket, endpoints: Endpoints, head: string[]): string {
  const before = new Map(callsOf(now).map(({ name, code }) => [name, code]));
  const changes = callsOf(target).filter(
    ({ name, code }) => code === null || !isSameCall(code, before.get(name) ?? null),
  );
  const changing = changes.some(({ code }) => code !== null);
  return toShell(changing ? head : [...head, "Nothing that is known differs."], changes, endpoints);
}

function isSameCall(call: AwsCall, other: AwsCall | null): boolean {
  return other !== null && JSON.stringify(sorted(call.input)) === JSON.stringify(sorted(other.input));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, unknown] => [name, sorted(member)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function toShell(
  head: string[],
  calls: Pick<Code<AwsCall>, "code" | "comments">[],
  endpoints: Endpoints,
  before: string[] = [],
): string {
  const parts = calls.map(({ code, comments }) =>
    [...(comments.length === 0 ? [] : [commented(comments)]), ...(code === null ? [] : [toCli(code, endpoints)])].join(
      "\n",
    ),
  );
  return `${["#!/bin/sh", commented(head), "set -eu", ...before, ...parts].join("\n\n").replace("#!/bin/sh\n\n", "#!/bin/sh\n")}\n`;
}
