import { expect, test } from "vitest";
import {
  reasonChangeRefused,
  reasonWindowRefused,
  type StateChange,
  stateAfter,
  stateFailureInWords,
  toSeenState,
  terraformResourceOf,
  toStateInput,
  toTerraformState,
} from "./state.ts";

const ARN = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const REPLICA = ARN.replace("eu-central-1", "us-east-1");
const AT = new Date("2026-12-24T00:00:00.000Z");
const KEY = {
  arn: ARN,
  manager: "CUSTOMER",
  state: "Enabled",
  deletionAt: null,
  pendingDays: null,
  multiRegion: null,
} as const;
const PRIMARY = { role: "PRIMARY", primaryArn: ARN } as const;

/** Which changes KMS takes in each state. Source: KMS Developer Guide, "Key states of AWS KMS keys". */
test.for<[string, StateChange[]]>([
  ["Enabled", ["DisableKey", "ScheduleKeyDeletion"]],
  ["Disabled", ["EnableKey", "ScheduleKeyDeletion"]],
  ["PendingDeletion", ["CancelKeyDeletion"]],
  ["PendingReplicaDeletion", ["CancelKeyDeletion"]],
  ["PendingImport", ["ScheduleKeyDeletion"]],
  ["Creating", []],
  ["Updating", ["ScheduleKeyDeletion"]],
  ["Unavailable", ["EnableKey", "DisableKey", "ScheduleKeyDeletion"]],
])("a key that is %s can be changed by %o", ([state, expected]) => {
  const changes = ["EnableKey", "DisableKey", "ScheduleKeyDeletion", "CancelKeyDeletion"] as const;
  const taken = changes.filter((change) => reasonChangeRefused({ ...KEY, state }, change) === null);
  expect(taken).toEqual(expected);
});

test("nothing can be done to a key that AWS manages, and it says who does", () => {
  expect(reasonChangeRefused({ ...KEY, manager: "AWS" }, "DisableKey")).toMatch(/AWS manages this key/);
  expect(reasonChangeRefused({ ...KEY, manager: "AWS" }, "EnableKey")).toMatch(/AWS manages this key/);
});

test("a key whose store is disconnected can still be kept from its deletion", () => {
  const key = { ...KEY, state: "Unavailable", deletionAt: AT };
  expect(reasonChangeRefused(key, "CancelKeyDeletion")).toBeNull();
});

test.for([
  [7, true],
  [30, true],
  [6, false],
  [31, false],
  [7.5, false],
  [Number.NaN, false],
] as const)("a waiting period of %s days is taken: %s", ([days, taken]) => {
  expect(reasonWindowRefused(days) === null).toBe(taken);
});

test("another deletion date is another state to have seen", () => {
  expect(toSeenState(KEY)).toBe("Enabled");
  expect(toSeenState({ ...KEY, state: "PendingDeletion", deletionAt: AT })).toBe(
    "PendingDeletion 2026-12-24T00:00:00.000Z",
  );
  expect(toSeenState({ ...KEY, state: "PendingReplicaDeletion", pendingDays: 9 })).toBe(
    "PendingReplicaDeletion 9 days",
  );
});

test("only scheduling a deletion says how long to wait", () => {
  expect(toStateInput("ScheduleKeyDeletion", ARN, 14)).toEqual({ KeyId: ARN, PendingWindowInDays: 14 });
  expect(toStateInput("CancelKeyDeletion", ARN, 14)).toEqual({ KeyId: ARN });
});

test("a primary key waits for its replicas, and says so", () => {
  const primary = { ...KEY, multiRegion: { ...PRIMARY, replicaArns: [REPLICA] } };
  expect(stateAfter(primary, "ScheduleKeyDeletion")).toBe("PendingReplicaDeletion");
  const alone = { ...primary, multiRegion: { ...PRIMARY, replicaArns: [] } };
  expect(stateAfter(alone, "ScheduleKeyDeletion")).toBe("PendingDeletion");
});

test("a refusal for the key's state says that nothing changed, and to reload; another stays as AWS said it", () => {
  const failure = {
    code: "invalid" as const,
    service: "KMS",
    operation: "DisableKey",
    name: "KMSInvalidStateException",
    message: `${ARN} is pending deletion.`,
    permission: null,
    hint: "",
    requestId: null,
  };
  expect(stateFailureInWords(failure).message).toMatch(
    /is pending deletion\. In that state KMS does not take this change/,
  );
  expect(stateFailureInWords(failure).hint).toMatch(/says what the key reads now/);
  const denied = { ...failure, name: "AccessDeniedException" };
  expect(stateFailureInWords(denied)).toBe(denied);
});

test.for([
  ["AWS_KMS", null, "aws_kms_key"],
  ["AWS_CLOUDHSM", null, "aws_kms_key"],
  ["EXTERNAL", null, "aws_kms_external_key"],
  ["AWS_KMS", "PRIMARY", "aws_kms_key"],
  ["AWS_KMS", "REPLICA", "aws_kms_replica_key"],
  ["EXTERNAL", "REPLICA", "aws_kms_replica_external_key"],
] as const)("a key from %s that is %s in its Regions is %s in Terraform", ([origin, role, resource]) => {
  const multiRegion = role === null ? null : { role, primaryArn: ARN, replicaArns: [] };
  expect(terraformResourceOf({ origin, multiRegion })).toBe(resource);
});

test("Terraform knows every change but a cancelled deletion", () => {
  const terraform = (change: StateChange) => toTerraformState("aws_kms_key", "alias/records", change, 9);
  expect(terraform("EnableKey")).toContain("is_enabled = true");
  expect(terraform("DisableKey")).toContain("is_enabled = false");
  expect(terraform("ScheduleKeyDeletion")).toContain("deletion_window_in_days = 9");
  expect(terraform("CancelKeyDeletion")).toBeNull();
});
