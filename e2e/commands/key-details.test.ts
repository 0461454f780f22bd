import { CreateKeyCommand, ListGrantsCommand } from "@aws-sdk/client-kms";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { type AwsCall, isWrite, toScript } from "#lib/commands/cli.ts";
import { createAlias, deleteAlias, moveAlias } from "#lib/kms/alias-write.ts";
import { toSeenDescription } from "#lib/kms/description.ts";
import { fromGrantEntry, type NewGrant } from "#lib/kms/grant.ts";
import { createGrant, retireGrant, revokeGrant } from "#lib/kms/grant-write.ts";
import type { Key } from "#lib/kms/key.ts";
import { setKeyTags, updateKeyDescription } from "#lib/kms/key-write.ts";
import { putKeyPolicy, toSeenPolicy } from "#lib/kms/policy-write.ts";
import { getKey, getKeyPolicy, listKeyMaterials, listKeyTags } from "#lib/kms/read.ts";
import { currentMaterial, rotationsLeft } from "#lib/kms/rotate-now.ts";
import { rotateKeyOnDemand } from "#lib/kms/rotation-write.ts";
import { toSeenTags } from "#lib/kms/tag.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

/** What is run here; writes.test.ts reads it from this text. */
const PROVES = [
  "UpdateAlias",
  "DeleteAlias",
  "UpdateKeyDescription",
  "TagResource",
  "UntagResource",
  "CreateGrant",
  "RevokeGrant",
  "RetireGrant",
  "RotateKeyOnDemand",
  "PutKeyPolicy",
];

const TRICKY = 'the clerk\'s "records" & more:\n50 % of $HOME `here` \\ Zürich';

let aws: Aws;
let shell: Shell;
const proven = new Set<string>();

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
});

afterAll(() => shell.close());

/** Two keys alike: one that the console changes, and one that the shell changes by the commands that are shown for it. */
async function twoKeys(): Promise<[byConsole: Key, byShell: Key]> {
  const make = async () => {
    const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({}));
    return getKey(aws, KeyMetadata?.Arn ?? "");
  };
  return [await make(), await make()];
}

/** Does `run`, then the same by its printed commands with other names in them. */
async function inShell(run: () => Promise<unknown>, ...names: [from: string, to: string][]): Promise<AwsCall[]> {
  const { calls } = await traced(run);
  const writes = calls.filter(isWrite);
  expect(writes).not.toEqual([]);
  for (const { operation } of writes) proven.add(operation);
  let script = toScript(writes, aws.endpoints);
  for (const [from, to] of names) {
    expect(script).toContain(from);
    script = script.replaceAll(from, to);
  }
  await shell.run(script);
  return writes;
}

const newAlias = () => `alias/commands/${randomUUID()}`;

test("an alias is created, moved and deleted", async () => {
  const [one, other] = await twoKeys();
  const [byConsole, byShell] = [newAlias(), newAlias()];
  await inShell(() => createAlias(aws, one, byConsole), [byConsole, byShell]);
  expect((await getKey(aws, byShell)).arn).toBe(one.arn);
  await inShell(() => moveAlias(aws, byConsole, one.arn, other), [byConsole, byShell]);
  expect((await getKey(aws, byShell)).arn).toBe(other.arn);
  await inShell(() => deleteAlias(aws, byConsole, other.arn), [byConsole, byShell]);
  expect((await getKey(aws, other.arn)).aliases).toEqual([]);
});

test("a description with everything that a shell could take for its own", async () => {
  const [one, other] = await twoKeys();
  await inShell(() => updateKeyDescription(aws, one, TRICKY, toSeenDescription("")), [one.arn, other.arn]);
  expect((await getKey(aws, other.arn)).description).toBe(TRICKY);
});

test("tags are added, changed and removed", async () => {
  const [one, other] = await twoKeys();
  const [first, second] = [
    [
      { key: "Team", value: "Zürich 1/2" },
      { key: "gone", value: "" },
    ],
    [
      { key: "Team", value: "Basel" },
      { key: "new", value: "-x" },
    ],
  ];
  await inShell(() => setKeyTags(aws, one, first, toSeenTags([])), [one.arn, other.arn]);
  expect(toSeenTags(await listKeyTags(aws, other.arn))).toBe(toSeenTags(first));
  await inShell(() => setKeyTags(aws, one, second, toSeenTags(first)), [one.arn, other.arn]);
  expect(toSeenTags(await listKeyTags(aws, other.arn))).toBe(toSeenTags(second));
});

const ROOT = "arn:aws:iam::000000000000:root";
const GRANTS: NewGrant[] = [
  {
    name: "imaging/2026",
    grantee: { kind: "principal", name: "arn:aws:iam::000000000000:role/imaging" },
    retiring: { kind: "principal", name: ROOT },
    operations: ["Decrypt", "GenerateDataKey"],
    constraints: {
      contextSubset: [{ name: "aws:s3:arn", value: "arn:aws:s3:::b/it's $(here)" }],
      contextEquals: null,
      sourceArn: null,
    },
  },
  {
    name: "table",
    grantee: { kind: "service", name: "dynamodb.amazonaws.com" },
    retiring: { kind: "service", name: "dynamodb.amazonaws.com" },
    operations: ["DescribeKey"],
    constraints: {
      contextSubset: null,
      contextEquals: null,
      sourceArn: "arn:aws:dynamodb:eu-central-1:000000000000:table/t",
    },
  },
];

async function grantsOf(key: Key) {
  return ((await aws.kms.send(new ListGrantsCommand({ KeyId: key.arn }))).Grants ?? []).map(fromGrantEntry);
}

test.for(GRANTS)("a grant of $name is made, revoked, made again and retired", async (grant) => {
  const [one, other] = await twoKeys();
  for (const end of [revokeGrant, retireGrant]) {
    await inShell(() => createGrant(aws, one, grant), [one.arn, other.arn]);
    const [[made], [copy]] = [await grantsOf(one), await grantsOf(other)];
    expect(copy).toMatchObject(grant);
    await inShell(
      () => end(aws, one, made?.id ?? "", grant.name),
      [one.arn, other.arn],
      [made?.id ?? "", copy?.id ?? ""],
    );
    expect(await grantsOf(other)).toEqual([]);
  }
});

test("a key rotates at once", async () => {
  const [one, other] = await twoKeys();
  const seen = currentMaterial(await listKeyMaterials(aws, one));
  await inShell(() => rotateKeyOnDemand(aws, one, seen), [one.arn, other.arn]);
  expect(rotationsLeft(await listKeyMaterials(aws, other))).toBe(24);
});

test("a key policy, laid out over many lines", async () => {
  const [one, other] = await twoKeys();
  const before = await getKeyPolicy(aws, one.arn);
  const policy: { Statement: object[] } = JSON.parse(before);
  const statement = { Sid: "It's", Effect: "Allow", Principal: { AWS: ROOT }, Action: "kms:Decrypt", Resource: "*" };
  const after = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }, null, 2);
  await inShell(
    () => putKeyPolicy(aws, one, after, { seen: toSeenPolicy(before), confirmation: "" }),
    [one.arn, other.arn],
  );
  expect(await getKeyPolicy(aws, other.arn)).toBe(after);
});

test("all that is said to be run here was run", () => {
  expect(PROVES.filter((operation) => !proven.has(operation))).toEqual([]);
});
