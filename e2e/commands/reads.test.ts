import { CreateKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import { traced } from "#lib/aws/trace.ts";
import { toCli } from "#lib/commands/cli.ts";
import { tryKeyAs } from "#lib/kms/preflight-read.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import { toDeleteObject, toGetObject, toListVersions } from "#lib/s3/object.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

/** What is run here; writes.test.ts reads it from this text. */
const PROVES = [
  "AssumeRole",
  "Decrypt",
  "DeleteBucket",
  "DeleteObject",
  "GenerateDataKey",
  "GetBucketPolicy",
  "GetCallerIdentity",
  "GetKeyPolicy",
  "GetObject",
  "HeadBucket",
  "HeadObject",
  "ListObjectVersions",
];
const REGION = "eu-central-1";

let aws: Aws;
let shell: Shell;
const ran = new Set<string>();

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
});

afterAll(() => shell.close());

async function newBucket(): Promise<string> {
  const Bucket = `commands-${randomUUID()}`;
  await aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  return Bucket;
}

/** Runs the line that the console prints for a request of S3. */
function run(operation: string, input: object): Promise<string> {
  ran.add(operation);
  return shell.run(toCli({ service: "s3api", operation, region: REGION, input }, aws.endpoints));
}

test.for(["it's $(here)/two  spaces", "file://etc/passwd"])(
  "the versions of the key %j are listed, and one of them is read, downloaded and deleted",
  async (key) => {
    const bucket = await newBucket();
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await aws.s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const put = async (Body: string) =>
      (await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }))).VersionId ?? "";
    const [first, second] = [await put("first"), await put("second")];
    const list = async () => {
      const listed: { Versions: { VersionId: string }[] } = JSON.parse(
        await run("ListObjectVersions", toListVersions(bucket, key)),
      );
      return listed.Versions.map(({ VersionId }) => VersionId);
    };
    expect(await list()).toEqual([second, first]);

    const address = { bucket, key, versionId: first };
    const head: object = JSON.parse(await run("HeadObject", toGetObject(address)));
    expect(head).toMatchObject({ VersionId: first, ContentLength: "first".length });
    await run("GetObject", toGetObject(address));
    expect(await readFile(join(shell.folder, "OUTFILE"), "utf8")).toBe("first");

    await run("DeleteObject", toDeleteObject(address));
    expect(await list()).toEqual([second]);
  },
);

test("a bucket without a policy is said to have none, and one with a policy prints it", async () => {
  const bucket = await newBucket();
  await expect(run("GetBucketPolicy", { Bucket: bucket })).rejects.toThrow("NoSuchBucketPolicy");
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:DeleteObjectVersion",
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  await aws.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  const answer: { Policy: string } = JSON.parse(await run("GetBucketPolicy", { Bucket: bucket }));
  expect(JSON.parse(answer.Policy)).toEqual(JSON.parse(Policy));
});

test("a bucket is there before its deletion, and not after", async () => {
  const bucket = await newBucket();
  expect(JSON.parse(await run("HeadBucket", { Bucket: bucket }))).toMatchObject({ BucketRegion: REGION });
  await run("DeleteBucket", { Bucket: bucket });
  await expect(run("HeadBucket", { Bucket: bucket })).rejects.toThrow("(404)");
});

test("what a check asks of a key, as another role, is asked again by its printed commands", async () => {
  const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({}));
  const arn = KeyMetadata?.Arn ?? "";
  const role = { roleArn: "arn:aws:iam::000000000000:role/Clerk", user: "ada" };
  const { calls } = await traced(async () => {
    const trials = await tryKeyAs(aws, role, arn, "arn:aws:s3:::records/it's $(here)");
    expect([trials.GenerateDataKey.outcome, trials.Decrypt.outcome]).toEqual(["allowed", "allowed"]);
    await getKeyPolicy(aws, arn);
    await getIdentity(aws);
  });
  for (const call of calls) {
    const said = await shell.run(toCli(call, aws.endpoints)).catch(String);
    // KMS says by an error that a dry run would have worked.
    expect(said, call.operation).toMatch("DryRun" in call.input ? /DryRunOperation/ : /^\{[^]*\}\s*$/);
    ran.add(call.operation);
  }
});

test("what is listed as proven was run", () => {
  expect([...ran].toSorted()).toEqual(PROVES);
});
