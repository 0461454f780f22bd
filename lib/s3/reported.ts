const DAY_MILLISECONDS = 86_400_000;

/** A number of bytes as AWS reported it; null where it is none: absent, negative, a fraction, or not a number. */
export function reportedBytes(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/**
 * When something was written, as AWS reported it; null where that cannot be: absent, no date, or in the future, but for
 * clocks that differ. `now` in milliseconds.
 */
export function reportedPast(value: Date | undefined, now: number = Date.now()): Date | null {
  if (value === undefined) return null;
  const at = value.getTime();
  return at >= 0 && at <= now + DAY_MILLISECONDS ? value : null;
}
