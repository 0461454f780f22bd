import { expect, test } from "vitest";
import { axisOf, percentOf } from "./time-axis.ts";

const NOW = new Date("2026-03-15T12:00:00Z");
const DAY = 86_400_000;

test("a line reaches half a year, or a little beyond the last moment", () => {
  expect(axisOf(NOW, []).length / DAY).toBeCloseTo(187.2);
  const axis = axisOf(NOW, [new Date(NOW.getTime() + 400 * DAY)]);
  expect(axis.length / DAY).toBeCloseTo(416);
  expect(axis.marks[0]).toMatchObject({ label: "today", percent: 0 });
  expect(axis.marks.length).toBeLessThanOrEqual(8);
});

test.for([
  ["no time at all", Number.NaN],
  ["the end of time", 8.64e15],
  ["long ago", -8.64e15],
])("a date that is %s ends the line all the same", ([, at]) => {
  const axis = axisOf(NOW, [new Date(at ?? 0)]);
  expect(axis.marks.length).toBeGreaterThan(1);
  expect(axis.length / DAY).toBeLessThan(3_800);
});

test("what is overdue lies at the beginning, what is far off at the end", () => {
  const axis = axisOf(NOW, []);
  expect(percentOf(axis, new Date(0))).toBe(0);
  expect(percentOf(axis, new Date(8.64e15))).toBe(100);
});
