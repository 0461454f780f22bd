import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type ListedKey } from "./key.ts";
import type { Rotation } from "./rotation.ts";
import { judgeRotation, verdictsInWords } from "./rotation-policy.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const DENIED: Failure = {
  code: "denied",
  service: "KMS",
  operation: "GetKeyRotationStatus",
  name: "AccessDeniedException",
  message: "",
  permission: "kms:GetKeyRotationStatus",
  hint: "",
  requestId: null,
};
const KEY: ListedKey = {
  arn: ARN,
  keyId: ID,
  region: "eu-central-1",
  aliases: [],
  described: { ok: true, value: fromKeyMetadata({ Arn: ARN, KeyId: ID }, []) },
};

function on(periodDays: number | null): Result<Rotation> {
  return { ok: true, value: { status: "on", periodDays, nextAt: null, onDemandStartedAt: null } };
}

test.for<[string, ListedKey, Result<Rotation> | null, string, string]>([
  ["at the limit", KEY, on(365), "within", "every 365 days"],
  ["one day over", KEY, on(366), "outside", "every 366 days"],
  ["off", KEY, { ok: true, value: { status: "off", onDemandStartedAt: null } }, "outside", "off"],
  ["a period that AWS does not say", KEY, on(null), "unknown", "not reported"],
  ["a refused reading", KEY, { ok: false, failure: DENIED }, "unknown", "needs kms:GetKeyRotationStatus"],
  ["a key that was not described", { ...KEY, described: { ok: false, failure: DENIED } }, null, "unknown", "needs"],
  [
    "imported material",
    KEY,
    { ok: true, value: { status: "not-applicable", reason: "imported" } },
    "not-applicable",
    "imported",
  ],
])("%s", ([, key, rotation, verdict, reason]) => {
  const found = judgeRotation(key, rotation, 365);
  expect(found.verdict).toBe(verdict);
  expect(found.reason).toContain(reason);
});

test.for<[string, Parameters<typeof verdictsInWords>[0]]>([
  ["", []],
  ["1 that KMS does not rotate by itself", ["not-applicable"]],
  [
    "2 outside, 1 not known, 3 that KMS does not rotate by itself, 1 within",
    ["within", "not-applicable", "outside", "not-applicable", "unknown", "outside", "not-applicable"],
  ],
])("verdicts are counted as %j", ([words, verdicts]) => {
  expect(verdictsInWords(verdicts)).toBe(words);
});
