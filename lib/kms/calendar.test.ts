import { describe, expect, test } from "vitest";
import { toCalendar } from "./calendar.ts";

const NOW = new Date("2026-11-24T19:30:05.123Z");
const DAY = { uid: "rotation-1@twofold", at: new Date("2027-03-01T23:59:59Z"), summary: "s", description: "d" };

/** Reads a calendar as RFC 5545 says: unfolds, then parts each line at its first colon. */
function read(text: string): [string, string][] {
  expect(text.endsWith("\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const lines = text.replaceAll("\r\n ", "").trimEnd().split("\r\n");
  return lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
}

test("a day is an event of the UTC date with a stamp and a lasting id", () => {
  const lines = read(toCalendar("Keys", "All", [DAY], NOW));
  expect(lines.slice(0, 3)).toEqual([
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", "-//Twofold//Key rotations//EN"],
  ]);
  expect(lines).toContainEqual(["UID", "rotation-1@twofold"]);
  expect(lines).toContainEqual(["DTSTAMP", "20261124T193005Z"]);
  expect(lines).toContainEqual(["DTSTART;VALUE=DATE", "20270301"]);
  expect(lines.at(-1)).toEqual(["END", "VCALENDAR"]);
});

test("no events is still a calendar", () => {
  expect(read(toCalendar("Keys", "All", [], NOW)).filter(([name]) => name === "BEGIN")).toHaveLength(1);
});

describe("text", () => {
  test.for([
    ["a,b;c\\d", "a\\,b\\;c\\\\d"],
    ["one\r\ntwo\nthree", "one\\ntwo\\nthree"],
    ["END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"],
    ["bell\u0007 and tab\t", "bell  and tab "],
  ])("%j stays one value", ([summary = "", value]) => {
    const lines = read(toCalendar("Keys", "All", [{ ...DAY, summary }], NOW));
    expect(lines).toContainEqual(["SUMMARY", value]);
    expect(lines.filter(([name]) => name === "END")).toHaveLength(2);
  });

  test.for(["x".repeat(500), "日本語".repeat(60), "😀".repeat(80), `${"é".repeat(33)},${"x".repeat(40)}`])(
    "%j is folded at 75 bytes, and no character is cut",
    (summary) => {
      const text = toCalendar("Keys", "All", [{ ...DAY, summary }], NOW);
      for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(text).not.toContain("\ufffd");
      expect(read(text)).toContainEqual(["SUMMARY", summary.replaceAll(",", "\\,")]);
    },
  );
});
