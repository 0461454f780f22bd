import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { describe, expect, it, test } from "vitest";
import { configOf, kms, newKey, refusal } from "./clients.ts";

const DAY_MILLISECONDS = 86_400_000;

const enable = (KeyId: string) => kms.send(new EnableKeyCommand({ KeyId }));
const disable = (KeyId: string) => kms.send(new DisableKeyCommand({ KeyId }));
const schedule = (KeyId: string, PendingWindowInDays?: number) =>
  kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
const cancel = (KeyId: string) => kms.send(new CancelKeyDeletionCommand({ KeyId }));

async function describeKey(KeyId: string) {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
}

function daysFromNow(at: Date | undefined): number {
  return Math.round(((at?.getTime() ?? 0) - Date.now()) / DAY_MILLISECONDS);
}

describe("the state of a key", () => {
  it("goes off and on, and again without complaint", async () => {
    const { id } = await newKey();
    await disable(id);
    await disable(id);
    expect(await describeKey(id)).toMatchObject({ KeyState: "Disabled", Enabled: false });
    await enable(id);
    await enable(id);
    expect(await describeKey(id)).toMatchObject({ KeyState: "Enabled", Enabled: true });
  });

  it("is Disabled after a cancelled deletion, whatever it was before", async () => {
    const { id } = await newKey();
    await schedule(id, 7);
    await cancel(id);
    const found = await describeKey(id);
    expect(found).toMatchObject({ KeyState: "Disabled", Enabled: false });
    expect(found?.DeletionDate).toBeUndefined();
    await enable(id);
    expect(await describeKey(id)).toMatchObject({ KeyState: "Enabled", Enabled: true });
  });
});

describe("a scheduled deletion", () => {
  test.for([
    [undefined, 30],
    [7, 7],
    [30, 30],
  ] as const)("in %s days answers and shows the date in %i", async ([asked, days]) => {
    const { id, arn } = await newKey();
    const answer = await schedule(id, asked);
    expect(answer).toMatchObject({ KeyId: arn, KeyState: "PendingDeletion", PendingWindowInDays: days });
    expect(daysFromNow(answer.DeletionDate)).toBe(days);
    const found = await describeKey(id);
    expect(found).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });
    expect(daysFromNow(found?.DeletionDate)).toBe(days);
  });

  test.for([6, 31])("in %i days is refused", async (days) => {
    const { id } = await newKey();
    await expect(schedule(id, days)).rejects.toEqual(refusal("ValidationException"));
    expect(await describeKey(id)).toMatchObject({ KeyState: "Enabled" });
  });

  test.for([
    ["DisableKey", disable],
    ["EnableKey", enable],
    ["ScheduleKeyDeletion", schedule],
  ] as const)("refuses %s", async ([, change]) => {
    const { id } = await newKey();
    await schedule(id, 7);
    await expect(change(id)).rejects.toEqual(refusal("KMSInvalidStateException", /^arn:.* is pending deletion\.$/));
    expect(await describeKey(id)).toMatchObject({ KeyState: "PendingDeletion" });
  });

  it("cannot be cancelled where there is none", async () => {
    const { id } = await newKey();
    await expect(cancel(id)).rejects.toEqual(refusal("KMSInvalidStateException", /^arn:.* is not pending deletion\.$/));
    expect(await describeKey(id)).toMatchObject({ KeyState: "Enabled" });
  });
});

describe("a primary key with a replica", () => {
  it("waits for it without a date, cannot be used, and can be kept", async () => {
    const { id, arn } = await newKey({ MultiRegion: true });
    await kms.send(new ReplicateKeyCommand({ KeyId: id, ReplicaRegion: "eu-west-1" }));
    const answer = await schedule(id, 9);
    expect(answer).toMatchObject({ KeyId: arn, KeyState: "PendingReplicaDeletion", PendingWindowInDays: 9 });
    expect(answer.DeletionDate).toBeUndefined();
    const waiting = await describeKey(id);
    expect(waiting).toMatchObject({ KeyState: "PendingReplicaDeletion", PendingDeletionWindowInDays: 9 });
    expect(waiting?.DeletionDate).toBeUndefined();
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: "AES_256" }))).rejects.toEqual(
      refusal("KMSInvalidStateException"),
    );
    await expect(disable(id)).rejects.toEqual(refusal("KMSInvalidStateException"));
    await cancel(id);
    expect(await describeKey(id)).toMatchObject({ KeyState: "Disabled" });
  });

  it("leaves its replica to be deleted by itself", async () => {
    const { id } = await newKey({ MultiRegion: true });
    await kms.send(new ReplicateKeyCommand({ KeyId: id, ReplicaRegion: "eu-west-1" }));
    const there = new KMSClient(configOf("eu-west-1"));
    const answer = await there.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }));
    expect(answer).toMatchObject({ KeyState: "PendingDeletion", DeletionDate: expect.any(Date) });
    expect(await describeKey(id)).toMatchObject({ KeyState: "Enabled" });
  });
});

describe("a key without material", () => {
  test.for([
    ["DisableKey", disable],
    ["EnableKey", enable],
  ] as const)("refuses %s", async ([, change]) => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: "EXTERNAL" }));
    const id = KeyMetadata?.KeyId ?? "";
    await expect(change(id)).rejects.toEqual(refusal("KMSInvalidStateException", /^arn:.* is pending import\.$/));
    expect(await describeKey(id)).toMatchObject({ KeyState: "PendingImport" });
  });
});

describe("a key that AWS manages", () => {
  test.for([
    ["DisableKey", disable],
    ["EnableKey", enable],
    ["ScheduleKeyDeletion", schedule],
    ["CancelKeyDeletion", cancel],
  ] as const)("refuses %s", async ([, change]) => {
    const found = await describeKey("alias/aws/s3");
    await expect(change(found?.KeyId ?? "")).rejects.toEqual(refusal("AccessDeniedException"));
  });
});
