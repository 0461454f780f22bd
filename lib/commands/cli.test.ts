import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AwsCall, type Endpoints, everyServiceAt, isWrite, quote, toCli, toKebab, toScript } from "./cli.ts";

/** What botocore's own xform_name answers; e2e/commands asks it for every name of S3, KMS and STS. */
const BOTOCORE: [string, string][] = [
  ["PutBucketEncryption", "put-bucket-encryption"],
  ["PutPublicAccessBlock", "put-public-access-block"],
  ["ListObjectsV2", "list-objects-v2"],
  ["ListObjectVersions", "list-object-versions"],
  ["CreateMultipartUpload", "create-multipart-upload"],
  ["UploadPartCopy", "upload-part-copy"],
  ["CreateKey", "create-key"],
  ["EnableKeyRotation", "enable-key-rotation"],
  ["RotateKeyOnDemand", "rotate-key-on-demand"],
  ["GetCallerIdentity", "get-caller-identity"],
  ["ACL", "acl"],
  ["MFA", "mfa"],
  ["SSEKMSKeyId", "ssekms-key-id"],
  ["SSEKMSEncryptionContext", "ssekms-encryption-context"],
  ["SSECustomerKeyMD5", "sse-customer-key-md5"],
  ["ServerSideEncryptionConfiguration", "server-side-encryption-configuration"],
  ["BucketKeyEnabled", "bucket-key-enabled"],
  ["ChecksumSHA256", "checksum-sha256"],
  ["ChecksumCRC64NVME", "checksum-crc64-nvme"],
  ["ContentMD5", "content-md5"],
  ["IfNoneMatch", "if-none-match"],
  ["CopySourceIfMatch", "copy-source-if-match"],
  ["RotationPeriodInDays", "rotation-period-in-days"],
  ["PendingWindowInDays", "pending-window-in-days"],
  ["TargetKeyId", "target-key-id"],
];

const REGION = "eu-central-1";
const AWS = everyServiceAt(null);
const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";

// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Keys that a stranger may give an object. */
const HOSTILE = [
  "'; touch /tmp/owned; '",
  "$(touch /tmp/owned)",
  "`id`",
  "$HOME",
  "!!",
  "a\nb",
  "a\r",
  "\u001b[201~; id\n",
  "\u202egpj.exe",
  "\u0000",
  "file:///etc/passwd",
  "https://example.com/",
  "-rf",
  "=ls",
  "~root",
  "*",
  "\\",
  "a'b\"c",
  "é/😀/日本",
  " lead and trail ",
];

function s3(operation: string, input: object): AwsCall {
  return { service: "s3api", operation, region: REGION, input };
}

/** The words that a real shell hands to each `aws` of a script, which here is a function that prints them. */
function commandsIn(script: string, shell = "sh"): string[][] {
  const { stdout, stderr, status } = spawnSync(shell, [], {
    input: `aws() { printf '%s\\0' "$@" "${END}"; }\n${script}\n`,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const commands = stdout.split(`${END}\0`).slice(0, -1);
  return commands.map((command) => command.split("\0").slice(0, -1));
}

const END = "end of these words";

function words(script: string): string[] {
  return commandsIn(script).flat();
}

/** A member's value as the AWS CLI finds it in its words. */
function valueOf(member: string, argv: string[]): unknown {
  const json = argv.indexOf("--cli-input-json");
  if (json !== -1) return JSON.parse(argv[json + 1] ?? "null")[member];
  const option = `--${toKebab(member)}`;
  const joined = argv.find((word) => word.startsWith(`${option}=`));
  return joined === undefined ? argv[argv.indexOf(option) + 1] : joined.slice(option.length + 1);
}

test("operations and members have the names that botocore gives them", () => {
  expect(BOTOCORE.map(([name]) => [name, toKebab(name)])).toEqual(BOTOCORE);
});

test("a default of DSSE-KMS is one line that can be pasted", () => {
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY_ARN } };
  const call = s3("PutBucketEncryption", { Bucket: "reports", ServerSideEncryptionConfiguration: { Rules: [rule] } });
  expect(toCli(call, AWS)).toBe(
    [
      "aws s3api put-bucket-encryption",
      "--bucket reports",
      `--server-side-encryption-configuration '${JSON.stringify({ Rules: [rule] })}'`,
      "--region eu-central-1",
    ].join(" \\\n  "),
  );
});

test.for<[string, object, string[]]>([
  ["true is a flag", { BucketKeyEnabled: true }, ["--bucket-key-enabled"]],
  ["false is its opposite, never left out", { BucketKeyEnabled: false }, ["--no-bucket-key-enabled"]],
  ["undefined and null are not sent", { VersionId: undefined, Prefix: null }, []],
  ["a number is written in digits", { MaxKeys: 1000 }, ["--max-keys", "1000"]],
  ["zero is sent", { MaxKeys: 0 }, ["--max-keys", "0"]],
  ["an empty text is sent as such", { Description: "" }, ["--description="]],
  ["a leading dash stays a value", { Key: "--no-sign-request" }, ["--key=--no-sign-request"]],
  ["a list of words is JSON", { TagKeys: ["a", "b"] }, ["--tag-keys", '["a","b"]']],
  [
    "a list of structures is JSON",
    { Tags: [{ TagKey: "a", TagValue: "é" }] },
    ["--tags", '[{"TagKey":"a","TagValue":"é"}]'],
  ],
  ["a moment is UTC", { RetainUntilDate: new Date(0) }, ["--retain-until-date", "1970-01-01T00:00:00.000Z"]],
])("%s", ([, input, expected]) => {
  expect(words(toCli(s3("PutObject", input), AWS))).toEqual(["s3api", "put-object", ...expected, "--region", REGION]);
});

test("a body is a file that the person names, never its bytes", () => {
  const input = { Bucket: "reports", Key: "a", Body: new Uint8Array([1, 2, 3]) };
  expect(words(toCli(s3("PutObject", input), AWS)).slice(-4)).toEqual(["--body", "FILE", "--region", REGION]);
  expect(toCli(s3("PutObject", { ...input, Key: "file://a" }), AWS)).toMatch(
    /--cli-input-json '{"Bucket":"reports","Key":"file:\/\/a"}' \\\n {2}--body FILE/,
  );
});

test("a download needs the name of a file to write", () => {
  const line = toCli(s3("GetObject", { Bucket: "reports", Key: "a" }), AWS);
  expect(words(line).slice(-3)).toEqual(["OUTFILE", "--region", REGION]);
});

test("a download of a key that looks like a file has it from standard input", () => {
  const line = toCli(s3("GetObject", { Bucket: "reports", Key: "file://it's" }), AWS);
  expect(line).toMatch(/^printf %s 'file:\/\/it'\\''s' \| aws s3api get-object /);
  expect(words(line)).toContain("file:///dev/stdin");
});

describe("a key that somebody else chose", () => {
  // Many keys a script, as a shell takes longer to start than to read them.
  const texts = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), { minLength: 50, maxLength: 50 });

  test.for(["sh", "bash"])("reaches the AWS CLI from %s as it is, whatever it holds", (shell) => {
    fc.assert(
      fc.property(texts, (keys) => {
        const script = toScript(
          keys.map((Key) => s3("DeleteObject", { Bucket: "reports", Key })),
          AWS,
        );
        expect(commandsIn(script, shell).map((argv) => valueOf("Key", argv))).toEqual(keys);
      }),
      { numRuns: 6, examples: [[HOSTILE]] },
    );
  });

  test("reaches it inside JSON as well", () => {
    fc.assert(
      fc.property(texts, (keys) => {
        const Delete = { Objects: keys.map((Key) => ({ Key })) };
        const argv = words(toCli(s3("DeleteObjects", { Bucket: "reports", Delete }), AWS));
        expect(JSON.parse(argv[argv.indexOf("--delete") + 1] ?? "")).toEqual(Delete);
      }),
      { numRuns: 6, examples: [[HOSTILE]] },
    );
  });

  test("is one word where it cannot travel as JSON", () => {
    fc.assert(
      fc.property(texts, (keys) => {
        const possible = keys.map((key) => key.replaceAll("\0", ""));
        expect(commandsIn(possible.map((key) => `aws ${quote(key)}`).join("\n"))).toEqual(possible.map((key) => [key]));
      }),
      { numRuns: 6, examples: [[HOSTILE]] },
    );
  });

  test("never puts a character on the screen that hides, turns or ends anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (key) => {
        expect(toCli(s3("DeleteObject", { Key: key }), AWS)).not.toMatch(INVISIBLE);
      }),
      { examples: HOSTILE.map((key): [string] => [key]) },
    );
  });
});

test("only what changes something counts as a write, and a dry run does not", () => {
  const writes = [
    "PutBucketEncryption",
    "CreateKey",
    "DeleteObject",
    "CopyObject",
    "ScheduleKeyDeletion",
    "RotateKeyOnDemand",
  ];
  const reads = ["GetBucketEncryption", "ListKeys", "HeadObject", "DescribeKey", "GenerateDataKey", "AssumeRole"];
  expect(writes.filter((operation) => isWrite(s3(operation, {})))).toEqual(writes);
  expect(reads.filter((operation) => isWrite(s3(operation, {})))).toEqual([]);
  expect(isWrite(s3("ReEncrypt", { DryRun: true }))).toBe(false);
});

test("a script runs its commands in the order in which they were sent", () => {
  const script = toScript([s3("CreateBucket", { Bucket: "a" }), s3("DeleteBucket", { Bucket: "a" })], AWS);
  expect(words(script).filter((word) => /^(create|delete)-bucket$/.test(word))).toEqual([
    "create-bucket",
    "delete-bucket",
  ]);
});

test.for<[AwsCall["service"], string, keyof Endpoints]>([
  ["s3api", "GetObject", "s3"],
  ["kms", "CreateKey", "kms"],
  ["sts", "GetCallerIdentity", "sts"],
])("what %s was asked for elsewhere than at AWS says where", ([service, operation, name]) => {
  const call = { service, operation, region: REGION, input: {} };
  const elsewhere = { ...AWS, [name]: "http://127.0.0.1:4566" };
  expect(words(toCli(call, elsewhere)).slice(-2)).toEqual(["--endpoint-url", "http://127.0.0.1:4566"]);
  expect(words(toCli(call, { ...everyServiceAt("http://127.0.0.1:4566"), [name]: null }))).not.toContain(
    "--endpoint-url",
  );
});

test.for<[string | null, string, string[]]>([
  [null, "aws s3control ", ["--region", REGION]],
  ["https://s3-control.example", "aws s3control ", ["--endpoint-url", "https://s3-control.example"]],
  ["http://10.0.0.7.example:4566", "aws s3control ", ["--endpoint-url", "http://10.0.0.7.example:4566"]],
  [
    "http://127.0.0.1:4566",
    "no_proxy= http_proxy=http://127.0.0.1:4566 aws ",
    ["--endpoint-url", "http://control.localhost"],
  ],
  [
    "http://localhost:4566",
    "no_proxy= http_proxy=http://localhost:4566 aws ",
    ["--endpoint-url", "http://control.localhost"],
  ],
  [
    "http://[::1]:4566",
    "no_proxy= http_proxy='http://[::1]:4566' aws ",
    ["--endpoint-url", "http://control.localhost"],
  ],
])("S3 Control at %s is asked by a line that can get there", ([url, first, last]) => {
  const input = { AccountId: "111122223333" };
  const call: AwsCall = { service: "s3control", operation: "GetPublicAccessBlock", region: REGION, input };
  const line = toCli(call, { ...AWS, s3control: url });
  expect(line.slice(0, first.length)).toBe(first);
  expect(words(line).slice(-2)).toEqual(last);
});

test("an endpoint cannot end its word", () => {
  const url = "http://127.0.0.1:4566/'; touch /tmp/owned; '";
  expect(words(toCli(s3("ListBuckets", {}), everyServiceAt(url))).at(-1)).toBe(url);
});
