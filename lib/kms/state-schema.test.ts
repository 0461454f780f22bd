import { expect, test } from "vitest";
import { keyStateSchema } from "./state-schema.ts";

const arn = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";

test.for([
  [{ change: "EnableKey" }, true],
  [{ change: "CancelKeyDeletion" }, true],
  [{ change: "DisableKey" }, false],
  [{ change: "DisableKey", confirmation: "alias/a" }, true],
  [{ change: "ScheduleKeyDeletion", pendingDays: "30" }, false],
  [{ change: "ScheduleKeyDeletion", confirmation: "alias/a" }, false],
  [{ change: "ScheduleKeyDeletion", confirmation: "alias/a", pendingDays: "6" }, false],
  [{ change: "ScheduleKeyDeletion", confirmation: "alias/a", pendingDays: "7" }, true],
  [{ change: "DeleteKey", confirmation: "alias/a" }, false],
] as const)("%o is accepted: %s", ([form, accepted]) => {
  expect(keyStateSchema.safeParse({ arn, seen: "Enabled", ...form }).success).toBe(accepted);
});

test("a form that does not say what it was showing is refused", () => {
  expect(keyStateSchema.safeParse({ arn, change: "EnableKey" }).success).toBe(false);
});
