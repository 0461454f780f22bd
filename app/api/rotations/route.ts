import { defineHandler } from "#lib/auth/handler.ts";
import { toCalendar } from "#lib/kms/calendar.ts";
import { listRotations } from "#lib/kms/rotation-read.ts";
import { toRotationDay, unreadInWords } from "#lib/kms/rotation-day.ts";

/** The next rotation of every key, as a calendar. A Region whose keys cannot be listed refuses the whole: half a calendar looks whole. */
export const GET = defineHandler(async (aws) => {
  const found = await Promise.all(aws.regions.map((region) => listRotations(aws.in(region))));
  const keys = found.flat();
  const days = keys.flatMap((key) => toRotationDay(key) ?? []);
  const description = `The next automatic rotation of each KMS key in ${aws.regions.join(", ")}.${unreadInWords(keys)}`;
  return new Response(toCalendar("KMS key rotations", description, days, new Date()), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="key-rotations.ics"',
      "Cache-Control": "no-store",
    },
  });
});
