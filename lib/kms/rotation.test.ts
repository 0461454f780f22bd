import { expect, test } from "vitest";
import {
  byRotation,
  fromRotationEntry,
  fromRotationStatus,
  reasonCannotRotate,
  reasonPeriodRefused,
  reasonSetElsewhere,
  toEnableKeyRotation,
  toSeen,
} from "./rotation.ts";

const NEXT = new Date("2027-01-02T03:04:05Z");
const CAN = {
  manager: "CUSTOMER",
  spec: "SYMMETRIC_DEFAULT",
  usage: "ENCRYPT_DECRYPT",
  origin: "AWS_KMS",
  state: "Enabled",
} as const;

test.for([
  [
    { KeyRotationEnabled: true, RotationPeriodInDays: 180, NextRotationDate: NEXT },
    { status: "on", periodDays: 180, nextAt: NEXT, onDemandStartedAt: null },
  ],
  [{ KeyRotationEnabled: true }, { status: "on", periodDays: null, nextAt: null, onDemandStartedAt: null }],
  [{ KeyRotationEnabled: false }, { status: "off", onDemandStartedAt: null }],
  [
    { KeyRotationEnabled: false, OnDemandRotationStartDate: NEXT },
    { status: "off", onDemandStartedAt: NEXT },
  ],
  [{}, null],
] as const)("%o reads %o", ([answer, rotation]) => {
  expect(fromRotationStatus(answer)).toEqual(rotation);
});

test.for([
  ["a symmetric key of KMS's own", CAN, null],
  ["a key that is moving its primary", { ...CAN, state: "Updating" }, null],
  ["an AWS managed key", { ...CAN, manager: "AWS" }, "every year"],
  ["an asymmetric key", { ...CAN, spec: "RSA_4096", usage: "SIGN_VERIFY" }, "RSA_4096 for SIGN_VERIFY"],
  ["an HMAC key", { ...CAN, spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC" }, "symmetric encryption keys only"],
  ["imported material", { ...CAN, origin: "EXTERNAL" }, "imported"],
  ["a CloudHSM key", { ...CAN, origin: "AWS_CLOUDHSM" }, "CloudHSM"],
  ["an external key store", { ...CAN, origin: "EXTERNAL_KEY_STORE" }, "external key store"],
  ["an origin of next year", { ...CAN, origin: "MOON" }, "does not know the key origin MOON"],
  ["a disabled key", { ...CAN, state: "Disabled" }, "rotation happens at once"],
  ["a key that is to be deleted", { ...CAN, state: "PendingDeletion" }, "whatever was set before"],
  ["a state of next year", { ...CAN, state: "Frozen" }, "Frozen"],
] as const)("rotation of %s is explained where it cannot apply", ([, key, reason]) => {
  expect(reasonCannotRotate(key) ?? "it can").toContain(reason ?? "it can");
});

test("a replica follows its primary", () => {
  expect(reasonSetElsewhere({ multiRegion: { role: "REPLICA", primaryArn: null, replicaArns: [] } })).toContain(
    "primary",
  );
  expect(reasonSetElsewhere({ multiRegion: { role: "PRIMARY", primaryArn: null, replicaArns: [] } })).toBeNull();
  expect(reasonSetElsewhere({ multiRegion: null })).toBeNull();
});

test.for([
  [89, false],
  [90, true],
  [365, true],
  [2560, true],
  [2561, false],
  [180.5, false],
  [Number.NaN, false],
  [-365, false],
] as const)("%d days: %s", ([days, taken]) => {
  expect(reasonPeriodRefused(days) === null).toBe(taken);
});

test("materials are newest first, the first last, and what waits for its rotation on top", () => {
  const entries = [
    { KeyMaterialId: "first", KeyMaterialState: "NON_CURRENT" },
    { KeyMaterialId: "third", KeyMaterialState: "CURRENT", RotationDate: NEXT, RotationType: "ON_DEMAND" },
    { KeyMaterialId: "second", KeyMaterialState: "NON_CURRENT", RotationDate: new Date(0), RotationType: "AUTOMATIC" },
    { KeyMaterialId: "fourth", KeyMaterialState: "PENDING_ROTATION" },
  ] as const;
  const materials = entries.map((entry) => fromRotationEntry(entry, null)).sort(byRotation);
  expect(materials.map(({ materialId, current, type }) => [materialId, current, type])).toEqual([
    ["fourth", false, null],
    ["third", true, "ON_DEMAND"],
    ["second", false, "AUTOMATIC"],
    ["first", false, null],
  ]);
});

test("an answer without states falls back on the key's current material", () => {
  expect(fromRotationEntry({ KeyMaterialId: "m" }, "m").current).toBe(true);
  expect(fromRotationEntry({ KeyMaterialId: "m" }, "n").current).toBe(false);
  expect(fromRotationEntry({}, null).current).toBe(false);
});

test("what was seen tells on from off and one period from another", () => {
  const on = { status: "on", periodDays: 180, nextAt: null, onDemandStartedAt: null } as const;
  expect([toSeen(on), toSeen({ ...on, periodDays: 365 }), toSeen({ status: "off", onDemandStartedAt: NEXT })]).toEqual([
    "on 180",
    "on 365",
    "off",
  ]);
});

test("the period always travels with the request", () => {
  expect(toEnableKeyRotation("k", 90)).toEqual({ KeyId: "k", RotationPeriodInDays: 90 });
});
