import type { GetKeyLastUsageCommandOutput } from "@aws-sdk/client-kms";

/** The last successful cryptographic use of a key, as far as KMS has tracked it. */
export type LastUse = {
  /** Null where there was none since tracking began. */
  used: { at: Date | null; operation: string; eventId: string | null } | null;
  /** From when on KMS knows; null where it does not say. */
  trackedSince: Date | null;
};

/** When KMS began to track uses at all. Source: KMS Developer Guide, "Determine past usage of a KMS key". */
export const TRACKING_BEGAN = new Date("2026-04-23T00:00:00Z");

/** What GetKeyLastUsage says: an empty object is no use since tracking began, which is not "never". */
export function fromLastUsage(answer: Omit<GetKeyLastUsageCommandOutput, "$metadata">): LastUse {
  const { Operation, Timestamp, CloudTrailEventId } = answer.KeyLastUsage ?? {};
  const trackedSince = answer.TrackingStartDate ?? null;
  if (Operation === undefined && Timestamp === undefined) return { used: null, trackedSince };
  return {
    used: { at: Timestamp ?? null, operation: Operation ?? "not reported", eventId: CloudTrailEventId ?? null },
    trackedSince,
  };
}
