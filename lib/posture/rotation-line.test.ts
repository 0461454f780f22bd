import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata } from "#lib/kms/key.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import type { KeyFacts } from "./key-rules.ts";
import { listInWords, offLine, toFacts } from "./rotation-line.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const KEY = fromKeyMetadata({ KeyId: ARN, Arn: ARN, KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" }, []);
const FAILURE: Failure = {
  code: "denied",
  service: "KMS",
  operation: "GetKeyRotationStatus",
  name: "AccessDeniedException",
  message: "",
  permission: null,
  hint: "",
  requestId: null,
};
const REFUSED = { ok: false, failure: FAILURE } as const;
const NEXT = new Date("2027-02-01T00:00:00Z");

function on(nextAt: Date | null): Result<Rotation> {
  return { ok: true, value: { status: "on", periodDays: 365, nextAt, onDemandStartedAt: null } };
}
const OFF: Result<Rotation> = { ok: true, value: { status: "off", onDemandStartedAt: null } };
const NEVER: Result<Rotation> = { ok: true, value: { status: "not-applicable", reason: "HMAC" } };

function key(deletionAt: Date | null = null) {
  const described = { ok: true, value: { ...KEY, deletionAt } } as const;
  return { arn: ARN, keyId: KEY.keyId, region: KEY.region, aliases: [], described };
}

test.for<[string, KeyFacts[], string | null]>([
  ["no key", [], null],
  [
    "a coming rotation and a deletion",
    [
      { key: key(), rotation: on(NEXT) },
      { key: key(NEXT), rotation: NEVER },
    ],
    null,
  ],
  ["a refused rotation", [{ key: key(), rotation: REFUSED }], "Not on the line: 1 whose rotation is not known."],
  [
    "every reason",
    [
      { key: key(), rotation: OFF },
      { key: key(), rotation: OFF },
      { key: key(), rotation: NEVER },
      { key: key(), rotation: on(null) },
      { key: { ...key(), described: REFUSED }, rotation: REFUSED },
    ],
    "Not on the line: 1 whose rotation is not known, 1 that rotates on a date that AWS does not report, 2 with rotation off and 1 that KMS does not rotate.",
  ],
])("of %s the line says who is not on it", ([, facts, words]) => {
  expect(offLine(facts)).toBe(words);
});

test("a key that could not be described keeps its place among the facts, refused", () => {
  const undescribed = { ...key(), described: REFUSED };
  expect(toFacts([{ key: undescribed, rotation: null }])).toEqual([{ key: undescribed, rotation: REFUSED }]);
  expect(toFacts([{ key: key(), rotation: OFF }])).toEqual([{ key: key(), rotation: OFF }]);
});

test("lists end with and", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listInWords)).toEqual(["", "a", "a and b", "a, b and c"]);
});
