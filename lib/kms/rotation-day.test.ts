import { expect, test } from "vitest";
import { kmsError, scripted } from "#lib/aws/testing.ts";
import { type KeyRotation, toRotationDay, unreadInWords } from "./rotation-day.ts";
import { listRotations } from "./rotation-read.ts";

const IDS = ["1", "2", "3", "4"].map((digit) => `${digit.repeat(8)}-2222-3333-4444-555555555555`);
const arnOf = (id = "") => `arn:aws:kms:eu-central-1:000000000000:key/${id}`;

/** Four keys: one rotates, one may not be described, one's rotation may not be read, one is AWS's. */
function fourKeys() {
  return scripted(({ target, body }) => {
    const { KeyId = "" }: { KeyId?: string } = JSON.parse(body);
    const id = KeyId.split("/")[1] ?? "";
    if (target === "ListKeys") return { body: { Keys: IDS.map((KeyId) => ({ KeyId, KeyArn: arnOf(KeyId) })) } };
    if (target === "ListAliases") return { body: { Aliases: [{ AliasName: "alias/records", TargetKeyId: IDS[0] }] } };
    if (target === "DescribeKey") {
      if (id === IDS[1]) return kmsError(400, "AccessDeniedException");
      const kind = {
        KeySpec: "SYMMETRIC_DEFAULT",
        KeyUsage: "ENCRYPT_DECRYPT",
        Origin: "AWS_KMS",
        KeyState: "Enabled",
      };
      const KeyManager = id === IDS[3] ? "AWS" : "CUSTOMER";
      return { body: { KeyMetadata: { Arn: arnOf(id), KeyId: id, KeyManager, ...kind } } };
    }
    if (id === IDS[2]) return kmsError(400, "AccessDeniedException");
    return { body: { KeyRotationEnabled: true, RotationPeriodInDays: 180, NextRotationDate: 1_800_000_000 } };
  });
}

test("each customer managed key is there, and one that cannot be read spoils only itself", async () => {
  const keys = await listRotations(fourKeys().aws);
  expect(keys.map(({ key, rotation }) => [key.keyId, rotation?.ok ?? null])).toEqual([
    [IDS[0], true],
    [IDS[1], null],
    [IDS[2], false],
  ]);
  expect(keys.map((key) => toRotationDay(key)?.uid ?? null)).toEqual([
    `rotation-${IDS[0]}-eu-central-1@twofold`,
    null,
    null,
  ]);
  expect(keys.map(toRotationDay)[0]).toMatchObject({
    at: new Date(1_800_000_000_000),
    summary: "KMS rotates alias/records",
    description: expect.stringContaining("every 180 days"),
  });
  expect(unreadInWords(keys)).toBe(" The next rotation of 2 keys is not known: they are not in here.");
  expect(unreadInWords(keys.slice(0, 1))).toBe("");
});

test("a key that rotates on a day which AWS does not say is not left out without a word", async () => {
  const rotation = { status: "on", periodDays: 180, nextAt: null, onDemandStartedAt: null } as const;
  const keys = (await listRotations(fourKeys().aws))
    .slice(0, 1)
    .map(({ key }): KeyRotation => ({ key, rotation: { ok: true, value: rotation } }));
  expect(keys.map(toRotationDay)).toEqual([null]);
  expect(unreadInWords(keys)).toBe(" The next rotation of 1 key is not known: it is not in here.");
});
