import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { describe, expect, it, test } from "vitest";
import { kms, newKey, refusal } from "./clients.ts";

const DAY = 86_400_000;

function enable(KeyId: string, RotationPeriodInDays?: number) {
  return kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
}

function status(KeyId: string) {
  return kms.send(new GetKeyRotationStatusCommand({ KeyId }));
}

function rotate(KeyId: string) {
  return kms.send(new RotateKeyOnDemandCommand({ KeyId }));
}

describe("automatic rotation", () => {
  test.for([89, 2561, 1])("refuses a period of %d days", async (days) => {
    await expect(enable((await newKey()).id, days)).rejects.toEqual(
      refusal("ValidationException", /rotationPeriodInDays/),
    );
  });

  test.for([90, 400, 2560])("comes due %d days after it was enabled", async (days) => {
    const { id } = await newKey();
    await enable(id, days);
    const { NextRotationDate, ...rest } = await status(id);
    expect(rest).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: days });
    expect(Math.abs((NextRotationDate?.getTime() ?? 0) - Date.now() - days * DAY)).toBeLessThan(60_000);
  });

  it("moves its date with the period", async () => {
    const { id } = await newKey();
    await enable(id);
    await enable(id, 100);
    const { NextRotationDate, RotationPeriodInDays } = await status(id);
    expect(RotationPeriodInDays).toBe(100);
    expect(Math.abs((NextRotationDate?.getTime() ?? 0) - Date.now() - 100 * DAY)).toBeLessThan(60_000);
  });

  it("is off in a new key and after it was disabled", async () => {
    const { id } = await newKey();
    expect((await status(id)).KeyRotationEnabled).toBe(false);
    await enable(id);
    await kms.send(new DisableKeyRotationCommand({ KeyId: id }));
    expect(await status(id)).not.toHaveProperty("NextRotationDate");
    expect((await status(id)).KeyRotationEnabled).toBe(false);
  });

  it("reads false while deletion is pending, and true again afterwards", async () => {
    const { id } = await newKey();
    await enable(id);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id }));
    expect((await status(id)).KeyRotationEnabled).toBe(false);
    await kms.send(new CancelKeyDeletionCommand({ KeyId: id }));
    expect((await status(id)).KeyRotationEnabled).toBe(true);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }));
    expect(KeyMetadata).toMatchObject({ KeyState: "Disabled", Enabled: false });
    expect(KeyMetadata?.DeletionDate).toBeUndefined();
  });

  test.for([
    ["asymmetric", { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }],
    ["HMAC", { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }],
  ] as const)("is refused for an %s key", async ([, spec]) => {
    const { id } = await newKey(spec);
    await expect(enable(id)).rejects.toEqual(refusal("UnsupportedOperationException"));
    await expect(rotate(id)).rejects.toEqual(refusal("UnsupportedOperationException"));
  });

  it("is refused for imported material", async () => {
    const { id } = await newKey({ Origin: "EXTERNAL" });
    await expect(enable(id)).rejects.toEqual(refusal("UnsupportedOperationException", /origin is EXTERNAL/));
  });

  it("is refused for a key that is disabled or pending deletion", async () => {
    const { id } = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    await expect(enable(id)).rejects.toEqual(refusal("DisabledException"));
    await expect(rotate(id)).rejects.toEqual(refusal("DisabledException"));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id }));
    await expect(enable(id)).rejects.toEqual(refusal("KMSInvalidStateException"));
    await expect(rotate(id)).rejects.toEqual(refusal("KMSInvalidStateException"));
  });
});

describe("rotation on demand", () => {
  it("changes the current material and is listed", async () => {
    const { id } = await newKey();
    const current = async () =>
      (await kms.send(new DescribeKeyCommand({ KeyId: id }))).KeyMetadata?.CurrentKeyMaterialId;
    const first = await current();
    await rotate(id);
    const second = await current();
    expect(second).not.toBe(first);
    const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId: id }));
    expect(Rotations).toMatchObject([
      { KeyMaterialId: second, RotationType: "ON_DEMAND", RotationDate: expect.any(Date) },
    ]);
    const all = await kms.send(new ListKeyRotationsCommand({ KeyId: id, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }));
    expect(all.Rotations).toMatchObject([
      { KeyMaterialId: first, KeyMaterialState: "NON_CURRENT" },
      { KeyMaterialId: second, KeyMaterialState: "CURRENT" },
    ]);
    expect(all.Rotations?.[0]).not.toHaveProperty("RotationDate");
    expect(all.Rotations?.[0]).not.toHaveProperty("RotationType");
  });

  it("ends after 25 times, which are listed page by page", async () => {
    const { id } = await newKey();
    for (let count = 0; count < 25; count += 1) await rotate(id);
    await expect(rotate(id)).rejects.toEqual(refusal("LimitExceededException"));
    const page = await kms.send(new ListKeyRotationsCommand({ KeyId: id, Limit: 20 }));
    const rest = await kms.send(new ListKeyRotationsCommand({ KeyId: id, Limit: 20, Marker: page.NextMarker }));
    expect([page.Truncated, page.Rotations?.length, rest.Truncated, rest.Rotations?.length]).toEqual([
      true,
      20,
      false,
      5,
    ]);
  });
});
