/** A day in a calendar. */
export type CalendarDay = {
  /** The same for the same thing in every file, so that a calendar replaces it: "…@twofold". */
  uid: string;
  at: Date;
  summary: string;
  description: string;
};

/** What a line holds at most before it is folded, in bytes of UTF-8. Source: RFC 5545, 3.1. */
const MAX_LINE_BYTES = 75;

/** Whole days as an iCalendar file. Source: RFC 5545. */
export function toCalendar(name: string, description: string, days: readonly CalendarDay[], now: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Twofold//Key rotations//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-CALDESC:${escapeText(description)}`,
    ...days.flatMap((day) => toEvent(day, now)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function toEvent({ uid, at, summary, description }: CalendarDay, now: Date): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${toStamp(now)}`,
    // A date without a time is a whole day; it is the UTC day, on which KMS counts.
    `DTSTART;VALUE=DATE:${toStamp(at).slice(0, 8)}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** "20261124T193000Z". */
function toStamp(at: Date): string {
  return `${at.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
}

/** Control characters have no place in a text value. Source: RFC 5545, 3.3.11. */
function escapeText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
      .replace(/[\\;,]/g, "\\$&")
      .replaceAll("\n", "\\n")
  );
}

/** A long line goes on in the next one after a space. No character is cut in two. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let [folded, bytes] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > MAX_LINE_BYTES) [folded, bytes] = [`${folded}\r\n `, 1];
    folded += character;
    bytes += size;
  }
  return folded;
}
