import { CreateBucketCommand, GetBucketEncryptionCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { type AwsCall, isWrite, toScript } from "#lib/commands/cli.ts";
import { ruleText } from "#lib/s3/blocked-types.ts";
import { putSseCBlocking } from "#lib/s3/blocked-types-write.ts";
import { corsText } from "#lib/s3/cors.ts";
import { putConsoleOrigin } from "#lib/s3/cors-write.ts";
import { loggingInWords } from "#lib/s3/logging.ts";
import { putLogging } from "#lib/s3/logging-write.ts";
import { seenOwnership } from "#lib/s3/ownership.ts";
import { putOwnership } from "#lib/s3/ownership-write.ts";
import { ALL_BLOCKED, NOTHING_BLOCKED, publicAccessInWords } from "#lib/s3/public-access.ts";
import { putAccountPublicAccess, putPublicAccess } from "#lib/s3/public-access-write.ts";
import { getBucketOwnership, getPublicAccessBlock, getVersioning, listBucketTags } from "#lib/s3/read.ts";
import { getAccountPublicAccessBlock, getEncryptionRule, getLogging, listCorsRules } from "#lib/s3/settings-read.ts";

import { putBucketTags } from "#lib/s3/tags-write.ts";
import { versioningInWords } from "#lib/s3/versioning.ts";
import { putVersioning } from "#lib/s3/versioning-write.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";
import { toTagText } from "#lib/aws/tag-text.ts";

const REGION = "eu-central-1";
const ACCOUNT = "000000000000";

/** Every operation whose printed command is run here; held against what was run at the end. */
const PROVES = [
  "DeleteBucketCors",
  "DeleteBucketTagging",
  "PutBucketCors",
  "PutBucketEncryption",
  "PutBucketLogging",
  "PutBucketOwnershipControls",
  "PutBucketTagging",
  "PutBucketVersioning",
  "PutPublicAccessBlock",
];

let aws: Aws;
let shell: Shell;
const proven = new Set<string>();

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

async function commandsOf(run: () => Promise<unknown>): Promise<AwsCall[]> {
  const { calls } = await traced(run);
  const writes = calls.filter(isWrite);
  expect(writes).toHaveLength(1);
  for (const { operation } of writes) proven.add(operation);
  return writes;
}

/** Changes one bucket by the console and another by what the console prints for it: both read the same after. */
async function changesBoth<T>(
  read: (bucket: string) => Promise<T>,
  inWords: (value: T) => string,
  ...changes: ((bucket: string, seen: string) => Promise<unknown>)[]
): Promise<{ byConsole: string[]; byShell: string[] }> {
  const [one, other] = [await newBucket(), await newBucket()];
  const found: { byConsole: string[]; byShell: string[] } = { byConsole: [], byShell: [] };
  for (const change of changes) {
    const seen = inWords(await read(one));
    const calls = await commandsOf(() => change(one, seen));
    await shell.run(toScript(calls, aws.endpoints).replaceAll(one, other));
    found.byConsole.push(inWords(await read(one)));
    found.byShell.push(inWords(await read(other)));
    expect(found.byShell.at(-1)).not.toBe(seen);
  }
  return found;
}

const confirmed = true;

test("SSE-C taken, and blocked again", async () => {
  const { byConsole, byShell } = await changesBoth(
    (bucket) => getEncryptionRule(aws, bucket),
    ruleText,
    (bucket, seen) => putSseCBlocking(aws, bucket, false, { seen, confirmed }),
    (bucket, seen) => putSseCBlocking(aws, bucket, true, { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
  const { ServerSideEncryptionConfiguration } = await aws.s3.send(
    new GetBucketEncryptionCommand({ Bucket: await newBucket() }),
  );
  expect(ServerSideEncryptionConfiguration?.Rules).toHaveLength(1);
});

test("versioning on, and suspended", async () => {
  const { byConsole, byShell } = await changesBoth(
    (bucket) => getVersioning(aws, bucket),
    versioningInWords,
    (bucket, seen) => putVersioning(aws, bucket, "enabled", { seen, confirmed }),
    (bucket, seen) => putVersioning(aws, bucket, "suspended", { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
});

test("public access of a bucket, all of it and some", async () => {
  const some = { ...ALL_BLOCKED, blockPublicPolicy: false };
  const { byConsole, byShell } = await changesBoth(
    (bucket) => getPublicAccessBlock(aws, bucket),
    publicAccessInWords,
    (bucket, seen) => putPublicAccess(aws, bucket, some, { seen, confirmed }),
    (bucket, seen) => putPublicAccess(aws, bucket, NOTHING_BLOCKED, { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
});

test("public access of the account, at an endpoint whose host is an IP address", async () => {
  const read = () => getAccountPublicAccessBlock(aws, ACCOUNT);
  const change = async (block: typeof ALL_BLOCKED) =>
    putAccountPublicAccess(aws, block, { seen: publicAccessInWords(await read()), confirmation: ACCOUNT });
  const calls = await commandsOf(() => change(ALL_BLOCKED));
  await change(NOTHING_BLOCKED);
  await shell.run(toScript(calls, aws.endpoints));
  expect(await read()).toEqual(ALL_BLOCKED);
  await change(NOTHING_BLOCKED);
});

test("object ownership", async () => {
  const { byConsole, byShell } = await changesBoth(
    (bucket) => getBucketOwnership(aws, bucket),
    seenOwnership,
    (bucket, seen) => putOwnership(aws, bucket, "BucketOwnerPreferred", { seen, confirmed }),
    (bucket, seen) => putOwnership(aws, bucket, "BucketOwnerEnforced", { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
});

test("the access log with odd prefixes, and off", async () => {
  const targetBucket = await newBucket();
  for (const prefix of ["it's $(here) && `there`/", "", "-x"]) {
    const { byConsole, byShell } = await changesBoth(
      (bucket) => getLogging(aws, bucket),
      loggingInWords,
      (bucket, seen) =>
        putLogging(aws, bucket, { targetBucket, prefix, partitionedBy: "EventTime" }, { seen, confirmed }),
      (bucket, seen) => putLogging(aws, bucket, { targetBucket, prefix, partitionedBy: null }, { seen, confirmed }),
      (bucket, seen) => putLogging(aws, bucket, null, { seen, confirmed }),
    );
    expect(byShell).toEqual(byConsole);
  }
});

test("tags with odd values, and none", async () => {
  const tags = [
    { key: "cost center", value: "a=b/c+d@e" },
    { key: "Zürich", value: "" },
  ];
  const { byConsole, byShell } = await changesBoth(
    (bucket) => listBucketTags(aws, bucket),
    toTagText,
    (bucket, seen) => putBucketTags(aws, bucket, tags, { seen, confirmed }),
    (bucket, seen) => putBucketTags(aws, bucket, [], { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
});

test("the console’s CORS rule, and none", async () => {
  const { byConsole, byShell } = await changesBoth(
    (bucket) => listCorsRules(aws, bucket),
    corsText,
    (bucket, seen) => putConsoleOrigin(aws, bucket, "https://twofold.example:8443", { seen, confirmed }),
    (bucket, seen) => putConsoleOrigin(aws, bucket, null, { seen, confirmed }),
  );
  expect(byShell).toEqual(byConsole);
});

test("what is listed as proven is what was run", () => {
  expect([...proven].toSorted()).toEqual(PROVES);
});
