import type { Result } from "#lib/aws/result.ts";
import type { CalendarDay } from "./calendar.ts";
import type { ListedKey } from "./key.ts";
import type { Rotation } from "./rotation.ts";

/** A key and its rotation; null where the key itself could not be described. */
export type KeyRotation = { key: ListedKey; rotation: Result<Rotation> | null };

/** The day on which KMS rotates a key next, or null when none is known. */
export function toRotationDay({ key, rotation }: KeyRotation): CalendarDay | null {
  if (rotation?.ok !== true || rotation.value.status !== "on" || rotation.value.nextAt === null) return null;
  const { nextAt, periodDays } = rotation.value;
  const alias = key.aliases?.[0];
  const period = periodDays === null ? "at a period that AWS does not say" : `every ${periodDays} days`;
  return {
    uid: `rotation-${key.keyId}-${key.region}@twofold`,
    at: nextAt,
    summary: `KMS rotates ${alias ?? key.keyId}`,
    description: `${key.arn}\nAutomatic rotation, ${period}. New key material under the same ARN; no data is re-encrypted.\nAs AWS reported it; a change of the period moves it.`,
  };
}

/** A sentence on the keys whose next rotation is not known, with a space before it; "" where that of all is. */
export function unreadInWords(keys: readonly KeyRotation[]): string {
  const unread = keys.filter(
    ({ rotation }) => rotation?.ok !== true || (rotation.value.status === "on" && rotation.value.nextAt === null),
  ).length;
  if (unread === 0) return "";
  return unread === 1
    ? " The next rotation of 1 key is not known: it is not in here."
    : ` The next rotation of ${unread} keys is not known: they are not in here.`;
}
