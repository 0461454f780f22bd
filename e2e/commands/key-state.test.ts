import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { traced } from "#lib/aws/trace.ts";
import { isWrite, toCli } from "#lib/commands/cli.ts";
import type { Key } from "#lib/kms/key.ts";
import { toAssumeRole } from "#lib/kms/preflight.ts";
import { tryKey } from "#lib/kms/preflight-read.ts";
import { getKey } from "#lib/kms/read.ts";
import { type StateChange, toStateCall } from "#lib/kms/state.ts";
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion } from "#lib/kms/state-write.ts";
import { openAws } from "./caller.ts";
import { openShell, type Shell } from "./shell.ts";

const PROVES = ["DisableKey", "EnableKey", "ScheduleKeyDeletion", "CancelKeyDeletion"];
const REGION = "eu-central-1";
const OBJECT = "arn:aws:s3:::records/it's $(here)/a.pdf";

let aws: Aws;
let shell: Shell;

beforeAll(async () => {
  aws = openAws();
  shell = await openShell();
});

afterAll(() => shell.close());

async function newKey(): Promise<Key> {
  const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({}));
  return getKey(aws, KeyMetadata?.Arn ?? "");
}

const CHANGES: [StateChange, (key: Key) => Promise<Key>, string][] = [
  ["DisableKey", ({ arn }) => disableKey(aws, arn), "Disabled"],
  ["EnableKey", ({ arn }) => enableKey(aws, arn), "Enabled"],
  ["ScheduleKeyDeletion", (key) => scheduleKeyDeletion(aws, key, 9), "PendingDeletion"],
  ["CancelKeyDeletion", ({ arn }) => cancelKeyDeletion(aws, arn), "Disabled"],
];

test("every change of a key's state is run", () => {
  expect(CHANGES.map(([operation]) => operation)).toEqual(PROVES);
});

test("every change of a state, one after the other", async () => {
  const [byConsole, byShell] = [await newKey(), await newKey()];
  for (const [change, run, state] of CHANGES) {
    const { calls } = await traced(() => run(byConsole));
    // What is shown beforehand is what is sent.
    expect(calls.filter(isWrite)).toEqual([toStateCall(byConsole, change, 9)]);
    await shell.run(toCli(toStateCall(byShell, change, 9), aws.endpoints));
    const [one, other] = [await getKey(aws, byConsole.arn), await getKey(aws, byShell.arn)];
    expect(one.state).toBe(state);
    expect(other.state).toBe(state);
    expect(other.deletionAt?.toDateString()).toBe(one.deletionAt?.toDateString());
  }
});

test("the dry runs of a permission check say that they would have worked", async () => {
  const { arn } = await newKey();
  const { calls } = await traced(() => tryKey(aws, arn, OBJECT));
  expect(calls).toHaveLength(2);
  for (const call of calls) {
    await expect(shell.run(toCli(call, aws.endpoints))).rejects.toThrow(/DryRunOperation/);
  }
});

test("a role is taken on for a permission check", async () => {
  const input = toAssumeRole("arn:aws:iam::000000000000:role/App", "Zoë Müller");
  const output = await shell.run(
    toCli({ service: "sts", operation: "AssumeRole", region: REGION, input }, aws.endpoints),
  );
  expect(JSON.parse(output).AssumedRoleUser.Arn).toMatch(/assumed-role\/App\/Zoe--Mu-ller$/);
});
