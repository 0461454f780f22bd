import { CopyObjectCommand, CreateMultipartUploadCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { beforeAll, expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import { evaluate } from "#lib/policy/evaluate.ts";
import type { PolicyRequest } from "#lib/policy/request.ts";
import { account, deny, dsse, newBucket, newKey, putPolicy, root, s3 } from "./clients.ts";

// Both sides are ours: the evaluator, and the enforcement in start.d/s3_policy.py. That they agree proves neither; that they
// do not finds a mistake in one. What is true stands in lib/policy/*.test.ts, each case with its page of AWS's guide.

const SSE = "s3:x-amz-server-side-encryption";
const KEY_ID = `${SSE}-aws-kms-key-id`;
const CUSTOMER = `${SSE}-customer-algorithm`;

let [right, wrong, source] = ["", "", ""];

beforeAll(async () => {
  const keys = await Promise.all([newKey(), newKey()]);
  [right, wrong] = [keys[0].arn, keys[1].arn];
  source = await newBucket();
  await s3.send(new PutObjectCommand({ Bucket: source, Key: "s", Body: "data" }));
});

type Encryption = Pick<
  PutObjectCommandInput,
  "ServerSideEncryption" | "SSEKMSKeyId" | "SSECustomerAlgorithm" | "SSECustomerKey"
>;

const KINDS: Record<string, () => Encryption> = {
  "no header": () => ({}),
  "DSSE-KMS": () => ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: right }),
  "DSSE-KMS with another key": () => ({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: wrong }),
  "DSSE-KMS without a key": () => ({ ServerSideEncryption: "aws:kms:dsse" }),
  "SSE-KMS": () => ({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: right }),
  "SSE-KMS without a key": () => ({ ServerSideEncryption: "aws:kms" }),
  "SSE-S3": () => ({ ServerSideEncryption: "AES256" }),
  "SSE-C": () => ({ SSECustomerAlgorithm: "AES256", SSECustomerKey: Buffer.alloc(32, "k").toString("base64") }),
};

const WAYS: Record<string, (Bucket: string, encryption: Encryption) => Promise<unknown>> = {
  Put: (Bucket, encryption) => s3.send(new PutObjectCommand({ Bucket, Key: "2026/a", Body: "data", ...encryption })),
  "in parts": (Bucket, encryption) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "2026/a", ...encryption })),
  copy: (Bucket, encryption) =>
    s3.send(new CopyObjectCommand({ Bucket, Key: "2026/a", CopySource: `${source}/s`, ...encryption })),
};

/** What the request says, as AWS would tell IAM. */
function requestOf(bucket: string, encryption: Encryption): PolicyRequest {
  return {
    requester: { type: "root", account },
    action: "s3:PutObject",
    resource: `arn:aws:s3:::${bucket}/2026/a`,
    owner: account,
    context: {
      "aws:securetransport": "true",
      "aws:principalisawsservice": "false",
      "aws:principalarn": root,
      "aws:principalaccount": account,
      "s3:tlsversion": "1.3",
      [SSE]: encryption.ServerSideEncryption ?? null,
      [KEY_ID]: encryption.SSEKMSKeyId ?? null,
      [CUSTOMER]: encryption.SSECustomerAlgorithm ?? null,
    },
  };
}

type Statements = (bucket: string) => object[];

const on = (Condition: object): Statements => {
  return (bucket) => [deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Condition })];
};
const about = (more: object): Statements => {
  return (bucket) => [
    { ...deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`, { Condition: { Null: { [SSE]: "false" } } }), ...more },
  ];
};
const THEIRS = "arn:aws:iam::444455556666:root";

const POLICIES: Record<string, Statements> = {
  "AWS’s strict form": on({ StringNotEquals: { [SSE]: "aws:kms:dsse" } }),
  "the strict form with IfExists": on({ StringNotEqualsIfExists: { [SSE]: "aws:kms:dsse" } }),
  "the tolerant form": on({ StringNotEquals: { [SSE]: "aws:kms:dsse" }, Null: { [SSE]: "false" } }),
  "the whole tolerant set": (bucket) =>
    [
      { StringNotEquals: { [SSE]: "aws:kms:dsse" }, Null: { [SSE]: "false" } },
      { Null: { [SSE]: "false", [KEY_ID]: "true" } },
      { StringNotEquals: { [KEY_ID]: right }, Null: { [KEY_ID]: "false" } },
      { Null: { [CUSTOMER]: "false" } },
    ].flatMap((condition) => on(condition)(bucket)),
  "a header is demanded": on({ Null: { [SSE]: "true" } }),
  "a key is demanded": on({ Null: { [SSE]: "false", [KEY_ID]: "true" } }),
  "one key is demanded": (bucket) => on({ StringNotEquals: { [KEY_ID]: right } })(bucket),
  "one key is demanded, as an ARN": (bucket) => on({ ArnNotEquals: { [KEY_ID]: right } })(bucket),
  "one key is refused": (bucket) => on({ StringEquals: { [KEY_ID]: wrong } })(bucket),
  "SSE-C is refused": on({ Null: { [CUSTOMER]: "false" } }),
  "the others are listed": on({ StringEquals: { [SSE]: ["AES256", "aws:kms"] } }),
  "a scanner’s list refuses DSSE": on({ StringNotEquals: { [SSE]: ["AES256", "aws:kms"] } }),
  "a wildcard": on({ StringLike: { [SSE]: "aws:kms*" } }),
  "a wildcard of one character": on({ StringLike: { [SSE]: "AES???" } }),
  "a wildcard that is none": on({ StringEquals: { [SSE]: "aws:*" } }),
  "a negated wildcard": on({ StringNotLike: { [SSE]: "*dsse" } }),
  "whatever case": on({ StringEqualsIgnoreCase: { [SSE]: "aes256" } }),
  "not, in whatever case": on({ StringNotEqualsIgnoreCase: { [SSE]: "AWS:KMS:DSSE" } }),
  "the wrong case": on({ StringEquals: { [SSE]: "aes256" } }),
  "a condition key in another case": on({ StringEquals: { [SSE.toUpperCase()]: "AES256" } }),
  "two operators": on({ StringEquals: { [SSE]: "aws:kms" }, Null: { [KEY_ID]: "true" } }),
  "equal, if it exists": on({ StringEqualsIfExists: { [SSE]: "AES256" } }),
  "a set operator": on({ "ForAnyValue:StringNotEquals": { [SSE]: "aws:kms:dsse" } }),
  "the other set operator": on({ "ForAllValues:StringEquals": { [SSE]: ["AES256", "aws:kms"] } }),
  "plain HTTP": on({ Bool: { "aws:SecureTransport": "false" } }),
  "plain HTTP, but for services": on({
    Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" },
  }),
  "an old TLS": on({ NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  "a TLS that is too new": on({ NumericGreaterThanEquals: { "s3:TlsVersion": 1.3 } }),
  "everybody but one": on({ ArnNotEquals: { "aws:PrincipalArn": root } }),
  "some of them": on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" }, Null: { [SSE]: "true" } }),
  "a wildcard over a colon": on({ ArnLike: { "aws:PrincipalArn": "arn:aws:*:000000000000:x:root" } }),
  "the same as a text": on({ StringLike: { "aws:PrincipalArn": "arn:aws:*root" } }),
  "another account": on({ StringNotEquals: { "aws:PrincipalAccount": account } }),
  "the account’s principals": about({ Principal: { AWS: account } }),
  "another account’s principals": about({ Principal: { AWS: THEIRS } }),
  "everybody but the account": about({ Principal: undefined, NotPrincipal: { AWS: root } }),
  "everybody but another account": about({ Principal: undefined, NotPrincipal: { AWS: THEIRS } }),
  "every action": about({ Action: "s3:*" }),
  "an action in another case": about({ Action: "S3:putobject" }),
  "every action but reading": about({ Action: undefined, NotAction: "s3:GetObject" }),
  "another action": about({ Action: "s3:GetObject" }),
  "another prefix": (bucket) => about({ Resource: `arn:aws:s3:::${bucket}/2025/*` })(bucket),
  "the prefix": (bucket) => about({ Resource: `arn:aws:s3:::${bucket}/202?/*` })(bucket),
  "everything but the prefix": (bucket) =>
    about({ Resource: undefined, NotResource: `arn:aws:s3:::${bucket}/2026/*` })(bucket),
  "the bucket itself": (bucket) => about({ Action: "s3:*", Resource: `arn:aws:s3:::${bucket}` })(bucket),
  everything: (bucket) => [deny("s3:PutObject", `arn:aws:s3:::${bucket}/*`)],
  "an Allow": about({ Effect: "Allow" }),
};

test.for(Object.entries(POLICIES))("evaluator and embedded AWS agree on uploads under: %s", async ([, statements]) => {
  const bucket = await newBucket({ ...dsse(right), BlockedEncryptionTypes: { EncryptionType: ["NONE"] } });
  const written = statements(bucket);
  await putPolicy(bucket, ...written);
  const said = Object.entries(KINDS).flatMap(([kind, encryption]) =>
    Object.keys(WAYS).map((way) => [`${kind}, ${way}`, evaluated(written, requestOf(bucket, encryption()))]),
  );
  const sent = Object.entries(KINDS).flatMap(([kind, encryption]) =>
    Object.entries(WAYS).map(async ([way, send]) => [`${kind}, ${way}`, await outcomeOf(send(bucket, encryption()))]),
  );
  expect(Object.fromEntries(await Promise.all(sent))).toEqual(Object.fromEntries(said));
});

function evaluated(statements: object[], request: PolicyRequest): string {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "bucket");
  if (!parsed.ok) return parsed.problems.map(({ message }) => message).join(" ");
  const decision = evaluate(
    {
      identity: [],
      bucket: parsed.document,
      key: "unknown",
      absent: ["service control policy", "resource control policy", "VPC endpoint policy"],
    },
    request,
  );
  return decision.outcome;
}

async function outcomeOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "allowed";
  } catch (error) {
    const isDenied = error instanceof Error && /with an explicit deny in a resource-based policy/.test(error.message);
    return isDenied ? "refused" : String(error);
  }
}
