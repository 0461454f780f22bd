import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type Key } from "#lib/kms/key.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import type { KeyFacts } from "./key-rules.ts";
import { type CountedFilter, isCounted, tallyKeys } from "./tally.ts";
import { axisOf, momentOf, percentOf } from "./time-axis.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const KEY = fromKeyMetadata({ KeyId: ARN, Arn: ARN, KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" }, []);
const FAILURE: Failure = {
  code: "denied",
  service: "KMS",
  operation: "Get",
  name: "AccessDeniedException",
  message: "",
  permission: null,
  hint: "",
  requestId: null,
};
const REFUSED = { ok: false, failure: FAILURE } as const;
const NOW = new Date("2026-11-23T12:00:00Z");
const DAY = 86_400_000;

function on(days: number): Result<Rotation> {
  const nextAt = new Date(NOW.getTime() + days * DAY);
  return { ok: true, value: { status: "on", periodDays: 365, nextAt, onDemandStartedAt: null } };
}

function facts(change: Partial<Key>, rotation: Result<Rotation>): KeyFacts {
  const described = { ok: true, value: { ...KEY, state: "Enabled", ...change } } as const;
  return { key: { arn: ARN, keyId: KEY.keyId, region: KEY.region, aliases: [], described }, rotation };
}

test("each key counts once, and a rotation that was refused as not known", () => {
  const off: Result<Rotation> = { ok: true, value: { status: "off", onDemandStartedAt: null } };
  const never: Result<Rotation> = { ok: true, value: { status: "not-applicable", reason: "disabled" } };
  const undescribed: KeyFacts = { key: { ...facts({}, REFUSED).key, described: REFUSED }, rotation: REFUSED };
  const keys = [
    facts({}, on(10)),
    facts({}, off),
    facts({}, REFUSED),
    facts({ state: "Disabled" }, never),
    facts({ manager: "AWS" }, never),
    facts({ spec: "RSA_2048" }, never),
    undescribed,
  ];
  expect(tallyKeys(keys)).toEqual({
    states: new Map([
      ["Enabled", 3],
      ["Disabled", 1],
    ]),
    rotations: { on: 1, off: 1, "not-applicable": 1, unknown: 1 },
    data: 4,
    undescribed: 1,
    awsManaged: 1,
    other: 1,
  });
});

test("as many keys are found by a state, and by a rotation, as are counted under it", () => {
  const off: Result<Rotation> = { ok: true, value: { status: "off", onDemandStartedAt: null } };
  const never: Result<Rotation> = { ok: true, value: { status: "not-applicable", reason: "disabled" } };
  const keys = [
    facts({}, on(10)),
    facts({}, off),
    facts({}, REFUSED),
    facts({ state: "Disabled" }, never),
    facts({ state: "Disabled", manager: "AWS" }, never),
    facts({ state: "Disabled", spec: "RSA_2048" }, never),
    { key: { ...facts({}, REFUSED).key, described: REFUSED }, rotation: REFUSED },
  ];
  const found = (filter: CountedFilter) => keys.filter((key) => isCounted(key, filter)).length;
  const { states, rotations, data } = tallyKeys(keys);
  for (const [state, count] of states) expect(found({ state, rotation: null })).toBe(count);
  for (const rotation of ["on", "off", "not-applicable", "unknown"] as const) {
    expect(found({ state: null, rotation })).toBe(rotations[rotation]);
  }
  expect(found({ state: null, rotation: null })).toBe(data);
  expect(found({ state: "Disabled", rotation: "off" })).toBe(0);
});

test("a deletion stands before any rotation, and what is not known comes at no moment", () => {
  const deletionAt = new Date(NOW.getTime() + 7 * DAY);
  expect(momentOf(facts({ deletionAt }, on(10)))).toEqual({ kind: "deletion", at: deletionAt });
  expect(momentOf(facts({}, on(10)))).toMatchObject({ kind: "rotation", periodDays: 365 });
  expect(momentOf(facts({}, REFUSED))).toBeNull();
});

test.for([0, 30, 365, 2560])("the line holds a moment in %i days, its marks in order from today", (days) => {
  const at = new Date(NOW.getTime() + days * DAY);
  const axis = axisOf(NOW, [at]);
  expect(percentOf(axis, at)).toBeGreaterThanOrEqual(0);
  expect(percentOf(axis, at)).toBeLessThan(100);
  expect(axis.marks[0]).toMatchObject({ label: "today", percent: 0 });
  expect(axis.marks.length).toBeLessThanOrEqual(8);
  expect(axis.marks.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
  expect(axis.marks.map(({ percent }) => percent)).toEqual(
    axis.marks.map(({ percent }) => percent).toSorted((a, b) => a - b),
  );
});

test("what is overdue lies at the beginning of the line", () => {
  expect(percentOf(axisOf(NOW, []), new Date(NOW.getTime() - DAY))).toBe(0);
});
