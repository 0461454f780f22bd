import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { type AwsCall, isWrite, toCli, toScript } from "#lib/commands/cli.ts";
import { toUploadCommand } from "#lib/commands/upload.ts";
import { toNewKeyCalls } from "#lib/kms/new-key.ts";
import { getKey, getKeyPolicy, getRotation, listKeyTags } from "#lib/kms/read.ts";
import { createKey, disableRotation, enableRotation } from "#lib/kms/write.ts";
import { toSummary } from "#lib/s3/default-change.ts";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import { toNewBucketCalls } from "#lib/s3/new-bucket.ts";
import { toGetObject, toListObjects, toPutObject } from "#lib/s3/object.ts";
import { getObjectHead, listObjectVersions } from "#lib/s3/object-read.ts";
import { deleteObject, putObject } from "#lib/s3/object-write.ts";
import { getBucketEncryption, getPublicAccessBlock, getVersioning } from "#lib/s3/read.ts";
import { createBucket, putBucketEncryption } from "#lib/s3/write.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

const CONTENT = "Two layers.\n";
const MEBIBYTE = 1024 * 1024;
const REGION = "eu-central-1";

/** Keys with which a shell, a URL or a terminal could go wrong. */
const KEYS = [
  "plain.txt",
  'it\'s $(here) & `there`; \\ "now" *.txt',
  "file://etc/passwd",
  "-rf",
  "a//b/./c",
  "\u001b[201~;id\n\u202egpj",
  "日本/é/😀",
];

let aws: Aws;
let shell: Shell;
let keyArn: string;

/** Every operation whose printed command was run here. */
const proven = new Set<string>();

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
  keyArn = await newKey();
  await writeFile(join(shell.folder, "FILE"), CONTENT);
});

afterAll(() => shell.close());

/** What the console itself changes when it does `run`, and the commands that it shows for it. */
async function commandsOf(run: () => Promise<unknown>): Promise<AwsCall[]> {
  const { calls } = await traced(run);
  const writes = calls.filter(isWrite);
  expect(writes).not.toEqual([]);
  for (const { operation } of writes) proven.add(operation);
  return writes;
}

/** The commands as printed, with one thing's name in place of another's, as a person would change it. */
function scriptFor(calls: AwsCall[], names: [from: string, to: string]): string {
  const script = toScript(calls, aws.endpoints);
  expect(script).toContain(names[0]);
  return script.replaceAll(...names);
}

async function newKey(): Promise<string> {
  const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? "";
}

async function newBucket(): Promise<string> {
  const Bucket = nameOfBucket();
  await aws.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  return Bucket;
}

function nameOfBucket(): string {
  return `commands-${randomUUID()}`;
}

async function settingsOf(bucket: string) {
  return {
    encryption: await getBucketEncryption(aws, bucket),
    publicAccess: await getPublicAccessBlock(aws, bucket),
    versioning: await getVersioning(aws, bucket),
  };
}

const DEFAULTS: [string, () => DefaultEncryption][] = [
  ["DSSE-KMS with a key", () => ({ type: "DSSE-KMS", keyId: keyArn })],
  ["DSSE-KMS with the AWS managed key", () => ({ type: "DSSE-KMS", keyId: null })],
  ["SSE-KMS with a bucket key", () => ({ type: "SSE-KMS", keyId: keyArn, bucketKey: true })],
  ["SSE-KMS without a bucket key", () => ({ type: "SSE-KMS", keyId: keyArn, bucketKey: false })],
];

test.for(DEFAULTS)("a new bucket with %s", async ([, toEncryption]) => {
  const [byConsole, byShell] = [nameOfBucket(), nameOfBucket()];
  const asked = { name: byConsole, encryption: toEncryption(), versioning: true };
  const calls = await commandsOf(() => createBucket(aws, asked));
  expect(calls).toEqual(toNewBucketCalls(REGION, asked, null));
  await shell.run(scriptFor(calls, [byConsole, byShell]));
  expect(await settingsOf(byShell)).toEqual(await settingsOf(byConsole));
});

test.for<[string, () => DefaultEncryption]>([...DEFAULTS, ["SSE-S3", () => ({ type: "SSE-S3" })]])(
  "a default of %s",
  async ([, toEncryption]) => {
    const [byConsole, byShell] = [await newBucket(), await newBucket()];
    const before = await getBucketEncryption(aws, byConsole);
    const calls = await commandsOf(() =>
      putBucketEncryption(aws, byConsole, toEncryption(), { seen: toSummary(before), confirmed: true }),
    );
    await shell.run(scriptFor(calls, [byConsole, byShell]));
    const after = await getBucketEncryption(aws, byShell);
    expect(after).toEqual(await getBucketEncryption(aws, byConsole));
    expect(after.default).toEqual(toEncryption());
  },
);

test("a new key with alias, rotation, tags and a policy", async () => {
  const [byConsole, byShell] = [`alias/console/${randomUUID()}`, `alias/shell/${randomUUID()}`];
  const policy = await getKeyPolicy(aws, keyArn);
  const asked = {
    alias: byConsole,
    description: 'the clerk\'s "records" & more: 50 % of $HOME',
    tags: [
      { key: "Team", value: "Zürich 1/2" },
      { key: "empty", value: "" },
    ],
    rotationDays: 180,
    policy: JSON.stringify(JSON.parse(policy), null, 2),
  };
  const calls = await commandsOf(() => createKey(aws, asked));
  const [create, ...later] = calls;
  if (create === undefined) throw new Error("Nothing was created.");
  const made = await getKey(aws, byConsole);
  expect(calls).toEqual(toNewKeyCalls(REGION, asked, made.arn));

  const output: { KeyMetadata: { Arn: string } } = JSON.parse(await shell.run(toCli(create, aws.endpoints)));
  const arn = output.KeyMetadata.Arn;
  await shell.run(scriptFor(later, [made.arn, arn]).replaceAll(byConsole, byShell));

  const key = await getKey(aws, byShell);
  expect(key.arn).toBe(arn);
  expect([key.description, key.spec, key.usage, key.origin]).toEqual([
    asked.description,
    made.spec,
    made.usage,
    made.origin,
  ]);
  expect(await listKeyTags(aws, arn)).toEqual(await listKeyTags(aws, made.arn));
  expect(JSON.parse(await getKeyPolicy(aws, arn))).toEqual(JSON.parse(await getKeyPolicy(aws, made.arn)));
  expect(await getRotation(aws, key)).toMatchObject({ status: "on", periodDays: 180 });
});

test("the key of a page without keys, made without a policy", async () => {
  const input = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" };
  const line = toCli({ service: "kms", operation: "CreateKey", region: REGION, input }, aws.endpoints);
  const output: { KeyMetadata: { Arn: string } } = JSON.parse(await shell.run(line));
  expect(await getKey(aws, output.KeyMetadata.Arn)).toMatchObject({ spec: "SYMMETRIC_DEFAULT", state: "Enabled" });
});

test("the list of a folder without objects", async () => {
  const bucket = await newBucket();
  const operation = "ListObjectsV2";
  for (const prefix of ["", "it's/$(here)/"]) {
    const input = toListObjects(bucket, prefix, null);
    const line = toCli({ service: "s3api", operation, region: REGION, input }, aws.endpoints);
    expect(await shell.run(line)).not.toContain("Contents");
  }
  proven.add(operation);
});

test("rotation on, and off again", async () => {
  const [byConsole, byShell] = [await newKey(), await newKey()];
  const on = await commandsOf(() => enableRotation(aws, byConsole, 90));
  await shell.run(scriptFor(on, [byConsole, byShell]));
  expect(await getRotation(aws, await getKey(aws, byShell))).toMatchObject({ status: "on", periodDays: 90 });

  const off = await commandsOf(() => disableRotation(aws, byConsole));
  await shell.run(scriptFor(off, [byConsole, byShell]));
  expect(await getRotation(aws, await getKey(aws, byShell))).toEqual(
    await getRotation(aws, await getKey(aws, byConsole)),
  );
});

test.for(KEYS)("an upload, a download and a deletion of the key %j", async (key) => {
  const [byConsole, byShell] = [await newBucket(), await newBucket()];
  const encryption: DefaultEncryption = { type: "DSSE-KMS", keyId: keyArn };
  const content = { contentType: "text/plain; charset=utf-8", replace: false, confirmed: false };
  const address = { bucket: byShell, key };
  const headOf = async (bucket: string) => ({
    ...(await getObjectHead(aws, { bucket, key })),
    etag: null,
    modifiedAt: null,
  });

  const put = await commandsOf(() =>
    putObject(aws, { bucket: byConsole, key }, encryption, { ...content, body: bytes(), size: CONTENT.length }),
  );
  await shell.run(scriptFor(put, [byConsole, byShell]));
  expect(await headOf(byShell)).toEqual(await headOf(byConsole));
  expect(await headOf(byShell)).toMatchObject({ encryption, size: CONTENT.length });

  const again = toUploadCommand(toPutObject(address, encryption, content), CONTENT.length, REGION, aws.endpoints);
  await expect(shell.run(again)).rejects.toThrow("PreconditionFailed");

  const lineFor = (operation: string, input: object) =>
    toCli({ service: "s3api", operation, region: REGION, input }, aws.endpoints);
  const head: { ServerSideEncryption: string } = JSON.parse(
    await shell.run(lineFor("HeadObject", toGetObject(address))),
  );
  expect(head.ServerSideEncryption).toBe("aws:kms:dsse");
  await shell.run(lineFor("GetObject", toGetObject(address)));
  expect(await readFile(join(shell.folder, "OUTFILE"), "utf8")).toBe(CONTENT);

  const removal = await commandsOf(() =>
    deleteObject(aws, { bucket: byConsole, key }, { etag: null, confirmed: true }),
  );
  await shell.run(scriptFor(removal, [byConsole, byShell]));
  expect((await listObjectVersions(aws, { bucket: byShell, key })).versions).toEqual([]);
});

// Not every key: CreateMultipartUpload answers the key in XML, which cannot hold an ESC.
test.for([KEYS[1] ?? "", KEYS[2] ?? ""])("an upload above what one request takes, of the key %j", async (key) => {
  const bucket = await newBucket();
  const encryption: DefaultEncryption = { type: "DSSE-KMS", keyId: keyArn };
  const input = toPutObject({ bucket, key }, encryption, { contentType: "text/plain", replace: false });
  const script = toUploadCommand(input, 6 * 1024 ** 3, REGION, aws.endpoints);
  await writeFile(join(shell.folder, "FILE"), "x".repeat(11 * MEBIBYTE));
  await shell.run(script.replace("-b 1073741824", `-b ${5 * MEBIBYTE}`));
  await writeFile(join(shell.folder, "FILE"), CONTENT);
  expect(await getObjectHead(aws, { bucket, key })).toMatchObject({
    encryption,
    size: 11 * MEBIBYTE,
    contentType: "text/plain",
  });
  await expect(shell.run(script)).rejects.toThrow("PreconditionFailed");
});

test("no change that the console can make is missing here", async () => {
  const sent = new Set<string>();
  for await (const path of glob("lib/**/{write,*-write}.ts")) {
    const source = await readFile(path, "utf8");
    // S3 Control's operation has the name of S3's, so that one is imported under another.
    const renamed = new Map([...source.matchAll(/(\w+)Command as (\w+)Command/g)].map(([, from, to]) => [to, from]));
    for (const [, name = ""] of source.matchAll(/new (\w+)Command\(/g)) sent.add(renamed.get(name) ?? name);
    if (source.includes("new Upload(")) sent.add("PutObject");
  }
  const changes = [...sent].filter((operation) => isWrite({ service: "s3api", operation, region: REGION, input: {} }));
  expect(changes.length).toBeGreaterThan(5);
  const elsewhere = await provenElsewhere();
  expect(changes.filter((operation) => !proven.has(operation) && !elsewhere.has(operation))).toEqual([]);
});

/** A source that makes a request for `toCli`, or passes one on to it. */
const PRINTS = /\b(toCli|toScript)\(|\bAwsCall\b|\bservice: "/;

test("no command that the console can print is missing here", async () => {
  const clients = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-s3-control"),
    import("@aws-sdk/client-kms"),
    import("@aws-sdk/client-sts"),
  ]);
  const names = clients.flatMap((client) => Object.keys(client));
  const operations = new Set(names.flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []));
  const printed = new Set<string>();
  for await (const path of glob("{app,lib}/**/*.{ts,tsx}")) {
    // A write names reads, too: in its failures. What names a bucket's owner tells operations apart, and makes none.
    if (/test|\b(read|write|bucket-owners?)\.ts$/.test(path)) continue;
    const source = await readFile(path, "utf8");
    if (!PRINTS.test(source)) continue;
    for (const [, name = ""] of source.matchAll(/"([A-Z]\w+)"/g)) if (operations.has(name)) printed.add(name);
  }
  expect(printed.size).toBeGreaterThan(30);
  const elsewhere = await provenElsewhere();
  expect([...printed].filter((operation) => !proven.has(operation) && !elsewhere.has(operation))).toEqual([]);
});

/** What the other files here list as PROVES, each holding its own list against what it ran. */
async function provenElsewhere(): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const path of glob("e2e/commands/*.test.ts")) {
    const [, list = ""] = /^const PROVES = \[([^\]]*)\]/m.exec(await readFile(path, "utf8")) ?? [];
    for (const [, operation = ""] of list.matchAll(/"(\w+)"/g)) found.add(operation);
  }
  return found;
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(CONTENT);
}
