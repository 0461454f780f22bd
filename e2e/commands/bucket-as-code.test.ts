import {
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Aws, createAws } from "#lib/aws/clients.ts";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { toCloudFormation } from "#lib/s3/bucket-cloudformation.ts";
import { toShellChanges, toShellWhole } from "#lib/s3/bucket-code.ts";
import { toTarget } from "#lib/s3/bucket-target.ts";
import { deleteBucket } from "#lib/s3/bucket-delete-write.ts";
import { BARE, FULL, KEY, UNREAD } from "#lib/s3/testing.ts";
import { readWholeBucket } from "#lib/s3/whole-bucket-read.ts";
import { traced } from "#lib/aws/trace.ts";
import { isWrite, toScript } from "#lib/commands/cli.ts";
import { installCfnLint } from "../localstack/install.mjs";
import { openShell, type Shell } from "./shell.ts";

/** What these tests run of the console's changes. */
const PROVES = ["DeleteBucket"];
const REGION = "eu-central-1";

let aws: Aws;
/** Not the console's: it reads back what is true. */
let s3: S3Client;
let shell: Shell;
let keyArn: string;
let cfnLint: string;

beforeAll(async () => {
  const endpoint = process.env.TWOFOLD_TEST_ENDPOINT ?? "";
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  aws = createAws({ region: REGION, endpoints: everyServiceAt(endpoint), credentials });
  s3 = new S3Client({ region: REGION, endpoint, credentials, forcePathStyle: true });
  shell = await openShell();
  const kms = new KMSClient({ region: REGION, endpoint, credentials });
  keyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
  cfnLint = (await installCfnLint({ onProgress: (message: string) => console.log(message) })).python;
});

afterAll(() => shell.close());

function nameOfBucket(): string {
  return `as-code-${randomUUID()}`;
}

async function makeBucket(name: string, more: { ObjectLockEnabledForBucket?: boolean } = {}): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration, ...more }));
}

/** A bucket with as many settings as LocalStack keeps. */
async function makeFurnishedBucket(logs: string): Promise<string> {
  const Bucket = nameOfBucket();
  await makeBucket(Bucket, { ObjectLockEnabledForBucket: true });
  const Rules = [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" as const, KMSMasterKeyID: keyArn },
      BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
    },
  ];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const flags = {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: flags }));
  const retention = { DefaultRetention: { Mode: "GOVERNANCE", Days: 3 } } as const;
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: retention },
    }),
  );
  const TagSet = [{ Key: "cost center", Value: "Zürich 1/2 = a+b" }];
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: "by date",
            Status: "Enabled",
            Filter: { And: { Prefix: "it's/", Tags: [{ Key: "a", Value: "b" }] } },
            Transitions: [{ Date: new Date("2031-01-01T00:00:00Z"), StorageClass: "GLACIER" }],
          },
          {
            ID: "abort",
            Status: "Enabled",
            Filter: { Prefix: "" },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    }),
  );
  const CORSRules = [{ ID: "one", AllowedOrigins: ["https://a.example"], AllowedMethods: ["PUT"], MaxAgeSeconds: 60 }];
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  const LoggingEnabled = { TargetBucket: logs, TargetPrefix: "log/" };
  await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
  const deny = {
    Sid: "Theirs",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:DeleteObjectVersion",
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return Bucket;
}

/** Everything that S3 answers of a bucket's settings, with its name taken out; an error by its name. */
async function settingsOf(Bucket: string) {
  const ask = async (answer: Promise<object>) => {
    const found: object = await answer.catch((error: unknown) => ({ error: error instanceof Error ? error.name : "" }));
    return JSON.parse(JSON.stringify({ ...found, $metadata: undefined }).replaceAll(Bucket, "BUCKET"));
  };
  return {
    encryption: await ask(s3.send(new GetBucketEncryptionCommand({ Bucket }))),
    publicAccess: await ask(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
    versioning: await ask(s3.send(new GetBucketVersioningCommand({ Bucket }))),
    ownership: await ask(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
    objectLock: await ask(s3.send(new GetObjectLockConfigurationCommand({ Bucket }))),
    tags: await ask(s3.send(new GetBucketTaggingCommand({ Bucket }))),
    lifecycle: await ask(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))),
    cors: await ask(s3.send(new GetBucketCorsCommand({ Bucket }))),
    logging: await ask(s3.send(new GetBucketLoggingCommand({ Bucket }))),
    policy: await ask(s3.send(new GetBucketPolicyCommand({ Bucket }))),
  };
}

test("the script of a bucket makes an equal one", async () => {
  const logs = nameOfBucket();
  await makeBucket(logs);
  const [bucket, again] = [await makeFurnishedBucket(logs), nameOfBucket()];
  const script = toShellWhole(await readWholeBucket(aws, bucket), aws.endpoints, ["As it is."]);
  expect(script).not.toContain("not read");
  await shell.run(script.replaceAll(bucket, again));
  const settings = await settingsOf(again);
  expect(settings).toEqual(await settingsOf(bucket));
  expect(JSON.stringify(settings)).not.toContain("error");
  await expect(shell.run(script)).rejects.toThrow(new RegExp(`ended with 1:[^]*There is a bucket ${bucket} already`));
});

test("the script of a bucket in us-east-1, where S3 would make it again, changes nothing of it", async () => {
  const there = createAws({
    region: "us-east-1",
    endpoints: aws.endpoints,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const [bucket, again] = [nameOfBucket(), nameOfBucket()];
  for (const Bucket of [bucket, again]) await there.s3.send(new CreateBucketCommand({ Bucket }));
  const script = toShellWhole(await readWholeBucket(there, bucket), there.endpoints, []);
  const TagSet = [{ Key: "kept", Value: "yes" }];
  await there.s3.send(new PutBucketTaggingCommand({ Bucket: again, Tagging: { TagSet } }));
  const before = await settingsOf(again);
  await expect(shell.run(script.replaceAll(bucket, again))).rejects.toThrow(
    new RegExp(`ended with 1:[^]*There is a bucket ${again} already`),
  );
  expect(await settingsOf(again)).toEqual(before);
});

test("the script of a bare bucket makes a bare one", async () => {
  const [bucket, again] = [nameOfBucket(), nameOfBucket()];
  await makeBucket(bucket);
  await shell.run(toShellWhole(await readWholeBucket(aws, bucket), aws.endpoints, []).replaceAll(bucket, again));
  expect(await settingsOf(again)).toEqual(await settingsOf(bucket));
});

test("the script of a bucket as it should be makes it so, and is empty after", async () => {
  const bucket = nameOfBucket();
  await makeBucket(bucket);
  const now = await readWholeBucket(aws, bucket);
  await shell.run(toShellChanges(toTarget(now, keyArn), now, aws.endpoints, []));
  expect(await settingsOf(bucket)).toMatchObject({
    encryption: {
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: keyArn },
            BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
          },
        ],
      },
    },
    versioning: { Status: "Enabled" },
    publicAccess: { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true } },
    policy: { Policy: expect.stringContaining("DenyExplicitNonDsse") },
  });
  const after = await readWholeBucket(aws, bucket);
  expect(toShellChanges(toTarget(after, keyArn), after, aws.endpoints, [])).not.toContain("aws s3api");
});

test("the command of a deletion deletes an equal bucket", async () => {
  const [byConsole, byShell] = [nameOfBucket(), nameOfBucket()];
  for (const name of [byConsole, byShell]) await makeBucket(name);
  const { calls } = await traced(() => deleteBucket(aws, byConsole, { confirmed: true }));
  const writes = calls.filter(isWrite);
  expect(writes.map(({ operation }) => operation)).toEqual(PROVES);
  await shell.run(toScript(writes, aws.endpoints).replaceAll(byConsole, byShell));
  await expect(s3.send(new HeadBucketCommand({ Bucket: byShell }))).rejects.toMatchObject({ name: "NotFound" });
});

test.for([
  ["every setting", toCloudFormation(FULL, ["Head."])],
  ["no setting", toCloudFormation(BARE, [])],
  ["nothing that was read", toCloudFormation(UNREAD, [])],
  ["what it should have", toCloudFormation(toTarget(BARE, KEY), [])],
] as const)("the template of a bucket with %s is valid for AWS's own schema", async ([, template]) => {
  expect(await faultsOf(template)).toEqual([]);
  // The validator does see what is wrong.
  expect(await faultsOf(template.replace("BucketName:", "BucketNmae:"))).toContain("E3002");
});

test("the template of a bucket that was read is valid", async () => {
  const logs = nameOfBucket();
  await makeBucket(logs);
  const bucket = await makeFurnishedBucket(logs);
  expect(await faultsOf(toCloudFormation(await readWholeBucket(aws, bucket), []))).toEqual([]);
});

const CFN_LINT = "import sys; from cfnlint.runner import main; sys.exit(main())";

/** The rules of cfn-lint that a template breaks, warnings included. */
async function faultsOf(template: string): Promise<string[]> {
  const path = join(shell.folder, "bucket.yaml");
  await writeFile(path, template);
  const run = spawnSync(cfnLint, ["-c", CFN_LINT, "--format", "json", "--regions", REGION, "--", path], {
    encoding: "utf8",
    env: { NODE_ENV: "test", PATH: "/usr/bin:/bin", HOME: shell.folder },
  });
  if (run.stdout === "") throw new Error(run.stderr);
  const found: { Rule: { Id: string } }[] = JSON.parse(run.stdout);
  return found.map(({ Rule }) => Rule.Id);
}
