import type { ObjectLockConfiguration, PutObjectLockConfigurationCommandInput } from "@aws-sdk/client-s3";
import { days, years } from "./period.ts";

/** A bucket's Object Lock: as S3 answers it where it is on. Once on it cannot be turned off. */
export type ObjectLock = ObjectLockConfiguration;

export function toPutObjectLock(bucket: string, lock: ObjectLock): PutObjectLockConfigurationCommandInput {
  return { Bucket: bucket, ObjectLockConfiguration: lock };
}

/** Whether new objects are held by themselves, which refuses the bucket as a target of access logs. */
export function holdsByDefault(lock: ObjectLock | null): boolean {
  return lock?.Rule?.DefaultRetention !== undefined;
}

/** What Object Lock does to new objects, a sentence each. */
export function objectLockInWords(lock: ObjectLock | null): string[] {
  if (lock?.ObjectLockEnabled !== "Enabled")
    return ["Off. It can be turned on for a versioned bucket, and not off again."];
  const retention = lock.Rule?.DefaultRetention;
  const sentences = ["On. It cannot be turned off, and versioning cannot be suspended."];
  const period = periodInWords(retention);
  if (period === null)
    sentences.push("No default retention: a version is held only where its upload or a person says so.");
  if (period !== null) {
    sentences.push(
      `Each new version is held for ${period} in ${retention?.Mode ?? "an unstated"} mode${MODES.get(retention?.Mode ?? "") ?? ""}.`,
    );
  }
  const hold = periodInWords(retention?.DefaultEventHold);
  if (hold !== null) {
    sentences.push(`Each new version begins with an event hold, and is kept for ${hold} once the event is recorded.`);
  }
  return sentences;
}

const MODES = new Map([
  ["COMPLIANCE", ": nobody can delete it earlier, not even the root user"],
  ["GOVERNANCE", ": who has s3:BypassGovernanceRetention can delete it earlier"],
]);

function periodInWords(period: { Days?: number | undefined; Years?: number | undefined } | undefined): string | null {
  if (period?.Days !== undefined) return days(period.Days);
  return period?.Years === undefined ? null : years(period.Years);
}
