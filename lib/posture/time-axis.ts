import type { KeyFacts } from "./key-rules.ts";

/** What comes next for a key. */
export type Moment = { kind: "rotation"; at: Date; periodDays: number | null } | { kind: "deletion"; at: Date };

/** A line of time from today; marks are beginnings of months, as percent of its length. */
export type Axis = { from: number; length: number; marks: { label: string; percent: number; width: number }[] };

const DAY = 86_400_000;
const LEAST_DAYS = 180;
/** Keys rotate every seven years at the least often, so what lies beyond is a date that somebody got wrong. */
const MOST_DAYS = 3_650;
const MARKS = 7;

/** A deletion comes before any rotation: none happens while it is pending. */
export function momentOf({ key: { described }, rotation }: KeyFacts): Moment | null {
  const deletionAt = described.ok ? described.value.deletionAt : null;
  if (isDate(deletionAt)) return { kind: "deletion", at: deletionAt };
  if (!rotation.ok || rotation.value.status !== "on" || !isDate(rotation.value.nextAt)) return null;
  return { kind: "rotation", at: rotation.value.nextAt, periodDays: rotation.value.periodDays };
}

/** Reaches a little beyond the last moment: half a year at the least, ten years at the most. */
export function axisOf(now: Date, moments: Date[]): Axis {
  const from = now.getTime();
  const days = moments.filter(isDate).map((at) => (at.getTime() - from) / DAY);
  const length = Math.min(MOST_DAYS, Math.max(LEAST_DAYS, ...days)) * 1.04 * DAY;
  const months = monthsBetween(now, new Date(from + length));
  const step = Math.max(1, Math.ceil(months.length / MARKS));
  const starts = [now, ...months.filter((_, index) => index % step === step - 1)];
  const percents = starts.map((at) => ((at.getTime() - from) / length) * 100);
  const marks = starts.map((at, index) => ({
    label: index === 0 ? "today" : monthOf(at),
    percent: percents[index] ?? 0,
    width: (percents[index + 1] ?? 100) - (percents[index] ?? 0),
  }));
  return { from, length, marks };
}

/** Where on the line a moment lies; what is overdue lies at its beginning. */
export function percentOf({ from, length }: Axis, at: Date): number {
  return Math.min(100, Math.max(0, ((at.getTime() - from) / length) * 100));
}

function isDate(at: Date | null): at is Date {
  return at !== null && !Number.isNaN(at.getTime());
}

/** The beginnings of the months after `now`, UTC. */
function monthsBetween(now: Date, end: Date): Date[] {
  const months: Date[] = [];
  for (let month = 1; ; month += 1) {
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, 1));
    if (start >= end) return months;
    months.push(start);
  }
}

function monthOf(at: Date): string {
  return at.toLocaleString("en", { month: "short", year: "numeric", timeZone: "UTC" });
}
