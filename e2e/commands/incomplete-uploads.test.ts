import { CreateBucketCommand, CreateMultipartUploadCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { isWrite, toCli, toScript } from "#lib/commands/cli.ts";
import { toAbortCalls, toListUploads, toPartsSummary, type UploadAddress } from "#lib/s3/incomplete-upload.ts";
import { findUpload, listUploads, sumParts } from "#lib/s3/incomplete-upload-read.ts";
import { abortUpload } from "#lib/s3/incomplete-upload-write.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

const PROVES = ["AbortMultipartUpload", "ListMultipartUploads"];
const REGION = "eu-central-1";
const KEYS = ["plain.bin", "it's $(here)/two  spaces", "-rf", "file://etc/passwd", "line\nbreak\u202e"];

let aws: Aws;
let shell: Shell;
let bucket: string;

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
  bucket = `commands-${randomUUID()}`;
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await aws.s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
});

afterAll(() => shell.close());

async function begin(key: string): Promise<UploadAddress> {
  const { UploadId = "" } = await aws.s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
  await aws.s3.send(new UploadPartCommand({ Bucket: bucket, Key: key, UploadId, PartNumber: 1, Body: "x" }));
  return { bucket, key, uploadId: UploadId };
}

test.for(KEYS)("an upload to %j is aborted, and read back", async (key) => {
  const [byConsole, byShell] = [await begin(key), await begin(key)];
  const seen = toPartsSummary(await sumParts(aws, byConsole));
  const { calls, value } = await traced(() => abortUpload(aws, byConsole, { seen, confirmed: true }));
  expect(value).toBe("aborted");
  const [abort] = toAbortCalls(REGION, byConsole);
  // What is shown beforehand is what is sent.
  expect(calls.filter(isWrite)).toEqual([abort]);
  expect(await findUpload(aws, byShell)).not.toBeNull();
  const printed = toAbortCalls(REGION, byShell);
  expect(printed.map(({ operation }) => operation)).toEqual(PROVES);
  const output = await shell.run(toScript(printed, aws.endpoints));
  expect(output).not.toContain(byShell.uploadId);
  expect(await findUpload(aws, byShell)).toBeNull();
});

test("the list is printed as it is read", async () => {
  const { uploadId } = await begin("listed.bin");
  const input = toListUploads(bucket);
  const output = await shell.run(
    toCli({ service: "s3api", operation: "ListMultipartUploads", region: REGION, input }, aws.endpoints),
  );
  expect(output).toContain(uploadId);
  expect((await listUploads(aws, bucket)).uploads.map((upload) => upload.uploadId)).toContain(uploadId);
});
