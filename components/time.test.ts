import { expect, test } from "vitest";
import { relativeTime, utcTime } from "./time.tsx";

const NOW = new Date("2026-11-23T12:00:00Z");
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

test.for<[number, string]>([
  [0, "just now"],
  [-20 * SECOND, "just now"],
  [20 * SECOND, "in a moment"],
  [-5 * 60 * SECOND, "5 min ago"],
  [-59.8 * 60 * SECOND, "1 h ago"],
  [-2 * HOUR, "2 h ago"],
  [-3 * DAY, "3 d ago"],
  [30 * DAY, "in 30 d"],
  [30 * DAY - 5 * SECOND, "in 30 d"],
  [-245 * DAY, "8 mo ago"],
  [-6 * 365.25 * DAY, "6 y ago"],
])("%d ms from now reads %s", ([offset, words]) => {
  expect(relativeTime(new Date(NOW.getTime() + offset), NOW)).toBe(words);
});

test("the exact time is in UTC, to the second", () => {
  expect(utcTime(NOW)).toBe("2026-11-23 12:00:00 UTC");
});
