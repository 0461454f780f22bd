import { describe, expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { fromKeyMetadata } from "./key.ts";
import { toSeenState } from "./state.ts";
import { cancelKeyDeletion, disableKey, enableKey, requireSeenState, scheduleKeyDeletion } from "./state-write.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const DAY_SECONDS = 86_400;

/** A KMS that describes the key so after every change, but for the answers given. */
function kms(metadata: object, changed: Record<string, Answer> = {}) {
  return scripted(({ target }) => {
    const answers: Record<string, Answer> = {
      DescribeKey: { body: { KeyMetadata: { Arn: ARN, KeyId: ID, ...metadata } } },
      ListAliases: { body: { Aliases: [] } },
      ...changed,
    };
    return answers[target ?? ""] ?? { body: {} };
  });
}

const key = (metadata: object) => fromKeyMetadata({ Arn: ARN, KeyId: ID, ...metadata }, []);
const inDays = (days: number) => Date.now() / 1000 + days * DAY_SECONDS;
const dated = (days: number) => ({ KeyState: "PendingDeletion", DeletionDate: inDays(days) });

describe("what is sent and read back", () => {
  test("a key is disabled and enabled", async () => {
    const off = kms({ KeyState: "Disabled" });
    expect(await disableKey(off.aws, ARN)).toMatchObject({ state: "Disabled" });
    expect(off.requests[0]).toMatchObject({ target: "DisableKey", body: JSON.stringify({ KeyId: ARN }) });
    const on = kms({ KeyState: "Enabled" });
    expect(await enableKey(on.aws, ARN)).toMatchObject({ state: "Enabled" });
    expect(on.requests[0]).toMatchObject({ target: "EnableKey", body: JSON.stringify({ KeyId: ARN }) });
  });

  test("a deletion is scheduled with its waiting period", async () => {
    const { aws, requests } = kms(dated(14));
    expect(await scheduleKeyDeletion(aws, key({ KeyState: "Enabled" }), 14)).toMatchObject({
      state: "PendingDeletion",
    });
    expect(requests[0]).toMatchObject({
      target: "ScheduleKeyDeletion",
      body: JSON.stringify({ KeyId: ARN, PendingWindowInDays: 14 }),
    });
  });

  test("a primary key reads back how long it waits once its replicas are gone", async () => {
    const primary = {
      KeyState: "PendingReplicaDeletion",
      PendingDeletionWindowInDays: 9,
      MultiRegion: true,
      MultiRegionConfiguration: { MultiRegionKeyType: "PRIMARY", ReplicaKeys: [{ Arn: ARN, Region: "us-east-1" }] },
    } as const;
    const found = await scheduleKeyDeletion(kms(primary).aws, key(primary), 9);
    expect(found).toMatchObject({ state: "PendingReplicaDeletion", pendingDays: 9, deletionAt: null });
    await expect(scheduleKeyDeletion(kms(primary).aws, key(primary), 30)).rejects.toMatchObject({
      failure: { name: "ReadBackMismatch" },
    });
  });

  test("a cancelled deletion leaves the key disabled", async () => {
    const { aws, requests } = kms({ KeyState: "Disabled" });
    expect(await cancelKeyDeletion(aws, ARN)).toMatchObject({ state: "Disabled" });
    expect(requests[0]?.target).toBe("CancelKeyDeletion");
  });
});

describe.concurrent("what AWS reads back otherwise is a loud failure", () => {
  test.for<[string, object, (aws: ReturnType<typeof kms>["aws"]) => Promise<unknown>]>([
    ["a key that stays enabled", { KeyState: "Enabled" }, (aws) => disableKey(aws, ARN)],
    ["a key that stays disabled", { KeyState: "Disabled" }, (aws) => enableKey(aws, ARN)],
    ["a deletion on another date", dated(7), (aws) => scheduleKeyDeletion(aws, key({ KeyState: "Enabled" }), 30)],
    ["a deletion that goes on", dated(7), (aws) => cancelKeyDeletion(aws, ARN)],
  ])("%s", async ([, metadata, change]) => {
    await expect(change(kms(metadata).aws)).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
  });
});

describe("what KMS refuses is named", () => {
  const refused = kmsError(400, "AccessDeniedException", "not authorized to perform: kms:DisableKey on resource");
  const wrongState = kmsError(400, "KMSInvalidStateException", `${ARN} is pending deletion.`);

  test("a missing permission", async () => {
    await expect(disableKey(kms({}, { DisableKey: refused }).aws, ARN)).rejects.toMatchObject({
      failure: { code: "denied", permission: "kms:DisableKey" },
    });
  });

  test.for([
    ["EnableKey", (aws: ReturnType<typeof kms>["aws"]) => enableKey(aws, ARN)],
    ["DisableKey", (aws: ReturnType<typeof kms>["aws"]) => disableKey(aws, ARN)],
    ["ScheduleKeyDeletion", (aws: ReturnType<typeof kms>["aws"]) => scheduleKeyDeletion(aws, key({}), 7)],
    ["CancelKeyDeletion", (aws: ReturnType<typeof kms>["aws"]) => cancelKeyDeletion(aws, ARN)],
  ] as const)("a state that does not allow %s", async ([operation, change]) => {
    await expect(change(kms({}, { [operation]: wrongState }).aws)).rejects.toMatchObject({
      failure: { operation, name: "KMSInvalidStateException", hint: expect.stringContaining("state") },
    });
  });
});

describe("before anything is sent", () => {
  test("a state that somebody else changed is told", () => {
    const found = key({ KeyState: "Disabled" });
    expect(() => requireSeenState(found, "DisableKey", "Enabled")).toThrow(/Somebody changed the state of/);
    expect(() => requireSeenState(found, "EnableKey", toSeenState(found))).not.toThrow();
  });

  test("a change that does not apply is refused with its reason", () => {
    const found = key({ KeyState: "PendingImport" });
    expect(() => requireSeenState(found, "DisableKey", "PendingImport")).toThrow(/no key material/);
  });
});
