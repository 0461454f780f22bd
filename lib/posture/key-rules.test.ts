import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type Key } from "#lib/kms/key.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { KEY_RULES, type KeyFacts, type KeyRuleId } from "./key-rules.ts";
import type { Verdict } from "./rule.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const KEY: Key = {
  ...fromKeyMetadata({ KeyId: ARN, Arn: ARN, KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" }, []),
  state: "Enabled",
};
const DENIED: Failure = {
  code: "denied",
  service: "KMS",
  operation: "DescribeKey",
  name: "AccessDeniedException",
  message: "no",
  permission: "kms:DescribeKey",
  hint: "",
  requestId: null,
};

function on(periodDays: number | null): Result<Rotation> {
  return { ok: true, value: { status: "on", periodDays, nextAt: null, onDemandStartedAt: null } };
}

function facts(change: Partial<Key>, rotation: Result<Rotation> = on(365)): KeyFacts {
  const described = { ok: true, value: { ...KEY, ...change } } as const;
  return { key: { arn: ARN, keyId: KEY.keyId, region: KEY.region, aliases: [], described }, rotation };
}

const REFUSED = { ok: false, failure: DENIED } as const;
const UNDESCRIBED: KeyFacts = { key: { ...facts({}).key, described: REFUSED }, rotation: REFUSED };
const OFF: Result<Rotation> = { ok: true, value: { status: "off", onDemandStartedAt: null } };
const NEVER: Result<Rotation> = { ok: true, value: { status: "not-applicable", reason: "imported" } };

test.for<[KeyRuleId, Verdict["verdict"], string, KeyFacts]>([
  ["not-pending-deletion", "pass", "an enabled key", facts({})],
  [
    "not-pending-deletion",
    "fail",
    "a key scheduled for deletion",
    facts({ state: "PendingDeletion", deletionAt: new Date(0) }),
  ],
  ["not-pending-deletion", "fail", "a primary that waits for its replicas", facts({ state: "PendingReplicaDeletion" })],
  ["not-pending-deletion", "unknown", "a key that may not be described", UNDESCRIBED],
  ["not-pending-deletion", "not-applicable", "a key that AWS manages", facts({ manager: "AWS" })],
  ["not-pending-deletion", "not-applicable", "a key for signatures", facts({ spec: "RSA_2048", usage: "SIGN_VERIFY" })],

  ["rotates", "pass", "rotation on", facts({})],
  ["rotates", "fail", "rotation off", facts({}, OFF)],
  ["rotates", "unknown", "a rotation that may not be read", facts({}, REFUSED)],
  ["rotates", "unknown", "a key that may not be described", UNDESCRIBED],
  ["rotates", "not-applicable", "imported material", facts({ origin: "EXTERNAL" }, NEVER)],

  ["enabled", "pass", "an enabled key", facts({})],
  ["enabled", "fail", "a disabled key", facts({ state: "Disabled" })],
  ["enabled", "fail", "a key without material", facts({ state: "PendingImport" })],
  ["enabled", "unknown", "a key that may not be described", UNDESCRIBED],
  [
    "enabled",
    "not-applicable",
    "a key scheduled for deletion, which is a finding of its own",
    facts({ state: "PendingDeletion" }),
  ],

  ["rotates-yearly", "pass", "every 365 days", facts({})],
  ["rotates-yearly", "pass", "every 90 days", facts({}, on(90))],
  ["rotates-yearly", "fail", "every 366 days", facts({}, on(366))],
  ["rotates-yearly", "unknown", "a period that KMS does not say", facts({}, on(null))],
  ["rotates-yearly", "unknown", "a rotation that may not be read", facts({}, REFUSED)],
  ["rotates-yearly", "not-applicable", "rotation off", facts({}, OFF)],
])("%s is a %s for %s", ([id, verdict, , subject]) => {
  expect(KEY_RULES[id].check(subject)).toMatchObject({ verdict });
});

test("a scheduled deletion is dated in UTC", () => {
  const deletionAt = new Date("2026-12-14T23:30:00Z");
  expect(KEY_RULES["not-pending-deletion"].check(facts({ state: "PendingDeletion", deletionAt }))).toEqual({
    verdict: "fail",
    why: "KMS deletes it on 2026-12-14 (UTC).",
  });
});
