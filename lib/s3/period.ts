/** A number of days in words; S3 may leave it out. */
export function days(count: number | undefined): string {
  if (count === undefined) return "an unstated time";
  return count === 1 ? "1 day" : `${count.toLocaleString("en")} days`;
}

export function years(count: number): string {
  return count === 1 ? "1 year" : `${count.toLocaleString("en")} years`;
}
