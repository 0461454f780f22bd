import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Aws, createAws } from "#lib/aws/clients.ts";
import { findAccount } from "#lib/aws/identity.ts";
import { traced } from "#lib/aws/trace.ts";
import { everyServiceAt, isWrite, toCli, toScript } from "#lib/commands/cli.ts";
import { toUploadCommand } from "#lib/commands/upload.ts";
import { toSummary } from "#lib/s3/default-change.ts";
import { toAbortCalls } from "#lib/s3/incomplete-upload.ts";
import { toNewBucketCalls } from "#lib/s3/new-bucket.ts";
import { toGetObject, toPutObject } from "#lib/s3/object.ts";
import { getBucketEncryption } from "#lib/s3/read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";
import { createBucket, putBucketEncryption } from "#lib/s3/write.ts";
import { openShell, type Shell } from "./shell.ts";

const REGION = "eu-central-1";
const ACCOUNT = "000000000000";
const OTHER = "111122223333";
const OWNER = `--expected-bucket-owner ${ACCOUNT}`;

let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
});

afterAll(() => shell.close());

function open(accessKeyId = "test"): Aws {
  return createAws({
    findAccount,
    region: REGION,
    endpoints: everyServiceAt(process.env.TWOFOLD_TEST_ENDPOINT ?? null),
    credentials: { accessKeyId, secretAccessKey: "test" },
  });
}

async function newBucket(aws: Aws): Promise<string> {
  const bucket = `commands-${randomUUID()}`;
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await aws.s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
  return bucket;
}

test("a new bucket's commands are sent as shown, and each but the first names its owner", async () => {
  const aws = open();
  const account = await aws.owners.account();
  const asked = { name: `commands-${randomUUID()}`, encryption: { type: "SSE-S3" }, versioning: true } as const;
  const { calls } = await traced(() => createBucket(aws, asked));
  expect(calls.filter(isWrite)).toEqual(toNewBucketCalls(REGION, asked, account));

  const shown = toNewBucketCalls(REGION, { ...asked, name: `commands-${randomUUID()}` }, account);
  expect(shown.map((call) => toCli(call, aws.endpoints).includes(OWNER))).toEqual([false, true, true, true]);
  await shell.run(toScript(shown, aws.endpoints));
});

test("an object is stored, read and removed by commands that name the owner, in JSON and beside an operand too", async () => {
  const bucket = await newBucket(open());
  const { endpoints } = await inBucketRegion(open(), bucket);
  await writeFile(join(shell.folder, "FILE"), "two layers");
  const call = (operation: string, input: object) =>
    toCli({ service: "s3api", operation, region: REGION, input }, endpoints);
  for (const key of ["plain.txt", "file://etc/passwd"]) {
    const content = { contentType: "text/plain", replace: false };
    const lines = [
      toUploadCommand(toPutObject({ bucket, key }, { type: "SSE-S3" }, content), 10, REGION, endpoints),
      call("GetObject", toGetObject({ bucket, key })),
      call("DeleteObject", { Bucket: bucket, Key: key }),
    ];
    for (const line of lines) expect(line).toMatch(/--expected-bucket-owner 0{12}|"ExpectedBucketOwner":"0{12}"/);
    await shell.run(lines.join("\n\n"));
  }
});

test("a change is printed as it is sent, and refused where the bucket is another account's by then", async () => {
  const aws = open();
  const bucket = await newBucket(aws);
  const local = await inBucketRegion(aws, bucket);
  const change = { seen: toSummary(await getBucketEncryption(local, bucket)), confirmed: true };
  const { calls } = await traced(() => putBucketEncryption(local, bucket, { type: "SSE-S3" }, change));
  const [line = ""] = calls.filter(isWrite).map((call) => toCli(call, local.endpoints));
  expect(line).toContain(OWNER);
  await shell.run(line);

  const theirs = await newBucket(open(OTHER));
  await expect(shell.run(line.replaceAll(bucket, theirs))).rejects.toThrow(/AccessDenied/);
  const abort = toAbortCalls(REGION, { bucket: theirs, key: "a", uploadId: "none" });
  const owner = { bucket: theirs, accountId: ACCOUNT };
  await expect(shell.run(toScript(abort, { ...aws.endpoints, owner }))).rejects.toThrow(/AccessDenied/);
});

test("nothing is said of the owner of another account's bucket, which can be read all the same", async () => {
  const theirs = await newBucket(open(OTHER));
  const local = await inBucketRegion(open(), theirs);
  expect(local.endpoints.owner).toBeUndefined();
  const { value, calls } = await traced(() => getBucketEncryption(local, theirs));
  expect(value.default.type).toBe("SSE-S3");
  await shell.run(toScript(calls, local.endpoints));
});
