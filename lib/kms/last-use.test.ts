import { expect, test } from "vitest";
import { fromLastUsage } from "./last-use.ts";

const AT = new Date("2026-11-20T10:00:00Z");

test("no use since tracking began is not a use, and says since when", () => {
  expect(fromLastUsage({ KeyLastUsage: {}, TrackingStartDate: AT })).toEqual({ used: null, trackedSince: AT });
  expect(fromLastUsage({})).toEqual({ used: null, trackedSince: null });
});

test("the last use says when, what, and which event of CloudTrail it is", () => {
  const KeyLastUsage = { Operation: "Decrypt", Timestamp: AT, CloudTrailEventId: "e" } as const;
  expect(fromLastUsage({ KeyLastUsage, TrackingStartDate: AT })).toEqual({
    used: { at: AT, operation: "Decrypt", eventId: "e" },
    trackedSince: AT,
  });
});
