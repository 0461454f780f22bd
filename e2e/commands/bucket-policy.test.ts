import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { randomBytes, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { isWrite, toCli, toScript } from "#lib/commands/cli.ts";
import { ruleText } from "#lib/s3/blocked-types.ts";
import { putSseCBlocking } from "#lib/s3/blocked-types-write.ts";
import type { PolicyChange } from "#lib/s3/enforce.ts";
import { getObjectHead } from "#lib/s3/object-read.ts";
import { toPolicyCall } from "#lib/s3/policy-call.ts";
import { changeBucketPolicy, prepareChange } from "#lib/s3/policy-write.ts";
import { PROBE_PREFIX, type ProbeRun, toProbeCalls } from "#lib/s3/probe.ts";
import { getBucketPolicy } from "#lib/s3/read.ts";
import { getEncryptionRule } from "#lib/s3/settings-read.ts";
import { putBucketEncryption } from "#lib/s3/write.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

const PROVES = [
  "PutBucketPolicy",
  "DeleteBucketPolicy",
  "CopyObject",
  "CreateMultipartUpload",
  "UploadPart",
  "CompleteMultipartUpload",
  "AbortMultipartUpload",
];
const REGION = "eu-central-1";

let aws: Aws;
let shell: Shell;
let keyArn: string;

/** Every operation whose printed command was run here. */
const ran = new Set<string>();

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
  keyArn = (await aws.kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
  await writeFile(join(shell.folder, "FILE"), "Two layers.\n");
});

afterAll(() => shell.close());

/** A bucket whose default is DSSE-KMS. */
async function newBucket(): Promise<string> {
  const Bucket = `commands-${randomUUID()}`;
  await aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const before = "SSE-S3; blocked: SSE-C";
  await putBucketEncryption(aws, Bucket, { type: "DSSE-KMS", keyId: keyArn }, { seen: before, confirmed: true });
  return Bucket;
}

/** Makes a change by the console in one bucket and by its printed command in another, and compares. */
async function compare(byConsole: string, byShell: string, change: PolicyChange): Promise<void> {
  const { seen, after } = await prepareChange(aws, byConsole, change);
  const agreed = { seen, consented: true, confirmed: true };
  const { calls } = await traced(() => changeBucketPolicy(aws, byConsole, change, agreed));
  const writes = calls.filter(isWrite);
  expect(writes).toEqual([toPolicyCall(REGION, byConsole, after)]);
  for (const { operation } of writes) ran.add(operation);
  await shell.run(toScript(writes, aws.endpoints).replaceAll(byConsole, byShell));
  const policyOf = async (bucket: string) => (await getBucketPolicy(aws, bucket))?.replaceAll(bucket, "BUCKET") ?? null;
  expect(await policyOf(byShell)).toEqual(await policyOf(byConsole));
}

test("what demands DSSE-KMS and TLS goes into a policy, changes its form, and out again", async () => {
  const [byConsole, byShell] = [await newBucket(), await newBucket()];
  for (const change of ["dsse-tolerant", "tls-on", "dsse-strict", "tls-off"] as const) {
    await compare(byConsole, byShell, change);
    expect(await getBucketPolicy(aws, byShell)).not.toBeNull();
  }
  await compare(byConsole, byShell, "dsse-off");
  expect(await getBucketPolicy(aws, byShell)).toBeNull();
});

test("every kind of upload that is sent to see what becomes of it, under a key that is brought along too", async () => {
  const bucket = await newBucket();
  const seen = ruleText(await getEncryptionRule(aws, bucket));
  await putSseCBlocking(aws, bucket, false, { seen, confirmed: true });
  const ownKey = randomBytes(16).toString("hex");
  const customerKey = Buffer.from(ownKey).toString("base64");
  const run: ProbeRun = { bucket, region: REGION, folder: `${PROBE_PREFIX}one/`, keyArn, customerKey };
  const source = `${bucket}/${run.folder}put-nothing`;
  const asks = [
    "nothing",
    "DSSE-KMS and the key",
    "DSSE-KMS, no key",
    "SSE-KMS and the key",
    "SSE-S3",
    "SSE-C",
  ] as const;
  const calls = toProbeCalls(run, asks, source);
  for (const call of calls) {
    // Whoever runs it puts 32 bytes of their own there.
    await shell.run(toCli(call, aws.endpoints).replaceAll("CUSTOMER_KEY", ownKey));
    ran.add(call.operation);
  }
  const brought = { SSECustomerAlgorithm: "AES256", SSECustomerKey: customerKey };
  for (const way of ["put", "copy"]) {
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${run.folder}${way}-sse-c`, ...brought });
    expect((await aws.s3.send(head)).SSECustomerAlgorithm).toBe("AES256");
  }
  const typeOf = async (name: string) => (await getObjectHead(aws, { bucket, key: run.folder + name })).encryption.type;
  for (const way of ["put", "copy"]) {
    expect(await typeOf(`${way}-nothing`)).toBe("DSSE-KMS");
    expect(await typeOf(`${way}-dsse-kms-no-key`)).toBe("DSSE-KMS");
    expect(await typeOf(`${way}-sse-kms-and-the-key`)).toBe("SSE-KMS");
    expect(await typeOf(`${way}-sse-s3`)).toBe("SSE-S3");
  }
});

test("an upload in parts, ended and given up", async () => {
  const bucket = await newBucket();
  const Key = `${PROBE_PREFIX}one/multipart`;
  const send = async (operation: string, input: object): Promise<{ UploadId?: string; ETag?: string }> => {
    const output = await shell.run(toCli({ service: "s3api", operation, region: REGION, input }, aws.endpoints));
    ran.add(operation);
    return output.trim() === "" ? {} : JSON.parse(output);
  };
  const begin = async () => (await send("CreateMultipartUpload", { Bucket: bucket, Key })).UploadId;
  const upload = { Bucket: bucket, Key, UploadId: await begin() };
  const { ETag } = await send("UploadPart", { ...upload, PartNumber: 1, Body: "bytes" });
  await send("CompleteMultipartUpload", { ...upload, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } });
  expect((await getObjectHead(aws, { bucket, key: Key })).encryption).toEqual({ type: "DSSE-KMS", keyId: keyArn });
  await send("AbortMultipartUpload", { Bucket: bucket, Key, UploadId: await begin() });
});

test("what is listed as proven was run", () => {
  expect([...ran].filter((operation) => operation !== "PutObject").toSorted()).toEqual(PROVES.toSorted());
});
