import { expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { fromKeyMetadata, type Key } from "./key.ts";
import { reasonCannotRotateNow, rotationsLeft } from "./rotate-now.ts";
import { rotateKeyOnDemand } from "./rotation-write.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const METADATA = {
  Arn: ARN,
  KeyId: ID,
  KeyState: "Enabled",
  KeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
  Origin: "AWS_KMS",
} as const;
const KEY = fromKeyMetadata(METADATA, ["alias/records"]);
const FIRST = { KeyMaterialId: "m1", KeyMaterialState: "CURRENT" };

/** A KMS whose key has these generations of material, and rotates when it is told but for the answers given. */
function rotating(history: object[], changed: Record<string, Answer> = {}) {
  let held = history;
  return scripted(({ target }) => {
    const answer = changed[target ?? ""];
    if (answer !== undefined) return answer;
    if (target === "RotateKeyOnDemand") {
      held = [
        { KeyMaterialId: "m2", KeyMaterialState: "CURRENT", RotationType: "ON_DEMAND", RotationDate: 1_800_000_000 },
        ...held.map((one) => ({ ...one, KeyMaterialState: "NON_CURRENT" })),
      ];
    }
    if (target === "ListKeyRotations") return { body: { Rotations: held, Truncated: false } };
    if (target === "DescribeKey") return { body: { KeyMetadata: METADATA } };
    if (target === "GetKeyRotationStatus") return { body: { KeyRotationEnabled: false } };
    return { body: {} };
  });
}

function sent(requests: { target: string | null }[]) {
  return requests.filter(({ target }) => target === "RotateKeyOnDemand").length;
}

test("a key rotates, and its new material is read back", async () => {
  const { aws, requests } = rotating([FIRST]);
  expect(await rotateKeyOnDemand(aws, KEY, "m1")).toEqual({ status: "rotated", materialId: "m2" });
  expect(sent(requests)).toBe(1);
});

test("a rotation that takes its time is said to have begun", async () => {
  const { aws } = rotating([FIRST], {
    RotateKeyOnDemand: {},
    GetKeyRotationStatus: { body: { KeyRotationEnabled: false, OnDemandRotationStartDate: 1_800_000_000 } },
  });
  expect(await rotateKeyOnDemand(aws, KEY, "m1")).toEqual({ status: "started" });
});

test("a rotation of which nothing is seen is a loud failure", async () => {
  const { aws } = rotating([FIRST], { RotateKeyOnDemand: {} });
  await expect(rotateKeyOnDemand(aws, KEY, "m1")).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
});

test("a key that somebody rotated meanwhile is not rotated again", async () => {
  const { aws, requests } = rotating([FIRST]);
  await expect(rotateKeyOnDemand(aws, KEY, "m0")).rejects.toMatchObject({ failure: { name: "ChangedMeanwhile" } });
  expect(sent(requests)).toBe(0);
});

test.for([
  ["AccessDeniedException", { code: "denied", permission: "kms:RotateKeyOnDemand" }],
  ["ConflictException", { code: "conflict", hint: expect.stringContaining("20 minutes") }],
] as const)("AWS's %s is shown as such", async ([name, failure]) => {
  const { aws, requests } = rotating([FIRST], { RotateKeyOnDemand: kmsError(400, name) });
  await expect(rotateKeyOnDemand(aws, KEY, "m1")).rejects.toMatchObject({ failure });
  expect(sent(requests)).toBe(1);
});

test("a history that may not be read stops it", async () => {
  const { aws, requests } = rotating([], { ListKeyRotations: kmsError(400, "AccessDeniedException") });
  await expect(rotateKeyOnDemand(aws, KEY, "m1")).rejects.toMatchObject({ code: "denied" });
  expect(sent(requests)).toBe(0);
});

test("after 25 rotations on demand there is none left", async () => {
  const history = Array.from({ length: 25 }, () => ({ RotationType: "ON_DEMAND", RotationDate: 1_700_000_000 }));
  const { aws, requests } = rotating([FIRST, ...history]);
  await expect(rotateKeyOnDemand(aws, KEY, "m1")).rejects.toMatchObject({ failure: { name: "NoRotationLeft" } });
  expect(sent(requests)).toBe(0);
});

test("automatic rotations do not count", () => {
  const material = {
    materialId: null,
    current: false,
    state: null,
    rotatedAt: null,
    description: null,
    expiresAt: null,
  };
  expect(rotationsLeft(["AUTOMATIC", "ON_DEMAND", null].map((type) => ({ ...material, type })))).toBe(24);
});

test("a key with imported material rotates to material that waits", async () => {
  const imported: Key = { ...KEY, origin: "EXTERNAL" };
  await expect(rotateKeyOnDemand(rotating([FIRST]).aws, imported, "m1")).rejects.toMatchObject({
    failure: { name: "NoNewMaterial" },
  });
  const waiting = rotating([FIRST, { KeyMaterialId: "m9", KeyMaterialState: "PENDING_ROTATION" }]);
  expect(await rotateKeyOnDemand(waiting.aws, imported, "m1")).toMatchObject({ status: "rotated" });
});

test.for<[Partial<Key>, string | null]>([
  [{}, null],
  [{ origin: "EXTERNAL" }, null],
  [{ manager: "AWS" }, "AWS manages"],
  [{ spec: "RSA_2048", usage: "SIGN_VERIFY" }, "Only symmetric"],
  [{ origin: "AWS_CLOUDHSM" }, "custom key stores"],
  [{ state: "Disabled" }, "enabled keys only"],
  [{ multiRegion: { role: "REPLICA", primaryArn: null, replicaArns: [] } }, "primary key"],
])("a key with %o", ([more, reason]) => {
  expect(reasonCannotRotateNow({ ...KEY, ...more }) ?? "null").toContain(reason ?? "null");
});
