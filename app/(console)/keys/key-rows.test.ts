import { expect, test } from "vitest";
import { kmsError, scripted } from "#lib/aws/testing.ts";
import type { NamedKey } from "#lib/kms/key.ts";
import { listNamedKeys } from "#lib/kms/read.ts";
import { readRows } from "./key-rows.ts";

const COUNT = 500;
const idOf = (index: number) => `${String(index).padStart(8, "0")}-2222-3333-4444-555555555555`;
const arnOf = (index: number) => `arn:aws:kms:eu-central-1:000000000000:key/${idOf(index)}`;
const KIND = {
  KeyState: "Enabled",
  KeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
  Origin: "AWS_KMS",
} as const;
const KEYS: NamedKey[] = Array.from({ length: COUNT }, (_, index) => ({
  arn: arnOf(index),
  keyId: idOf(index),
  region: "eu-central-1",
  aliases: [],
}));

/** 500 keys, of which the third may not be described and the fifth not say how it rotates. */
function kms() {
  return scripted(({ target, body }) => {
    const { KeyId = "" }: { KeyId?: string } = JSON.parse(body);
    if (target === "ListKeys")
      return { body: { Keys: KEYS.map(({ arn, keyId }) => ({ KeyArn: arn, KeyId: keyId })), Truncated: false } };
    if (target === "ListAliases") return { body: { Aliases: [] } };
    if (target === "DescribeKey") {
      return KeyId === arnOf(2)
        ? kmsError(400, "AccessDeniedException")
        : { body: { KeyMetadata: { Arn: KeyId, KeyId: KeyId.split("/")[1], ...KIND } } };
    }
    return KeyId === arnOf(4) ? kmsError(400, "AccessDeniedException") : { body: { KeyRotationEnabled: false } };
  });
}

test("the names of 500 keys take two requests", async () => {
  const { aws, requests } = kms();
  expect((await listNamedKeys(aws)).keys).toHaveLength(COUNT);
  expect(new Set(requests.map(({ target }) => target))).toEqual(new Set(["ListAliases", "ListKeys"]));
  expect(requests).toHaveLength(2);
});

test("each of 500 rows is read, and one that cannot be read spoils itself alone", async () => {
  const read = await Promise.all(readRows(kms().aws, KEYS, null).map(({ reading }) => reading));
  const failed = read.flatMap(({ listed, rotation }, index) =>
    listed.described.ok && rotation?.ok === true ? [] : [[index, rotation]],
  );
  expect(read).toHaveLength(COUNT);
  expect(failed).toEqual([
    [2, null],
    [4, { ok: false, failure: expect.objectContaining({ permission: "kms:GetKeyRotationStatus" }) }],
  ]);
});

test("the first rows are whole before the last are begun", async () => {
  const { aws, requests } = kms();
  const rows = readRows(aws, KEYS, null);
  await rows[0]?.reading;
  expect(requests.length).toBeLessThan(64);
  await Promise.all(rows.map(({ reading }) => reading));
  expect(requests).toHaveLength(2 * COUNT - 1);
});
