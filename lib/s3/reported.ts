/** A number of bytes as AWS reported it; null where it is none: absent, negative, a fraction, or not a number. */
export function reportedBytes(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
