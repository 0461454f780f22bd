const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From the coarsest: how long a stretch must be to be told in a unit. Days go far, because AWS counts waiting periods in days. */
const UNITS = [
  { from: 365 * DAY, length: 365.25 * DAY, word: "y" },
  { from: 61 * DAY, length: 30.44 * DAY, word: "mo" },
  { from: DAY, length: DAY, word: "d" },
  { from: HOUR, length: HOUR, word: "h" },
  { from: MINUTE, length: MINUTE, word: "min" },
];

/** "2 h ago", "in 30 d"; under a minute it is "just now". */
export function relativeTime(at: Date, now: Date): string {
  const ahead = at.getTime() - now.getTime();
  const distance = Math.abs(ahead) + MINUTE / 2;
  const unit = UNITS.find(({ from }) => distance >= from);
  if (unit === undefined) return ahead > 0 ? "in a moment" : "just now";
  const span = `${Math.max(1, Math.round(Math.abs(ahead) / unit.length))} ${unit.word}`;
  return ahead > 0 ? `in ${span}` : `${span} ago`;
}

/** "2026-11-23 22:30:05 UTC". */
export function utcTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A moment: relative on screen, in exact UTC on hover and on paper. */
export function Time({ at, now }: { at: Date; now: Date }) {
  return (
    <time className="whitespace-nowrap" dateTime={at.toISOString()} title={utcTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}

/** As Time, of when something was written; null where AWS did not report it, or a time that cannot be. */
export function Written({ at, now }: { at: Date | null; now: Date }) {
  return at === null ? <span className="text-dim">not reported</span> : <Time at={at} now={now} />;
}
