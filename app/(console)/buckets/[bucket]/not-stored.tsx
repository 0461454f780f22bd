import { FailureNotice } from "#components/failure-notice.tsx";
import { Notice } from "#components/notice.tsx";
import { mayBeStored } from "#lib/s3/object.ts";
import type { Outcome } from "./upload-outcome.ts";

/** Why a file was not stored, or why that is not known. */
export function NotStored({ outcome }: { outcome: Extract<Outcome, { status: "failed" | "refused" | "unknown" }> }) {
  if (outcome.status === "failed") {
    return (
      <FailureNotice failure={outcome.failure} live title={mayBeStored(outcome.failure) ? UNKNOWN : "Not stored"} />
    );
  }
  return outcome.status === "refused" ? (
    <Notice live title="Not stored" tone="bad">
      <p>{outcome.reason}</p>
    </Notice>
  ) : (
    <Notice live title={UNKNOWN} tone="bad">
      <p>{outcome.reason} Reload and look at the bucket’s objects.</p>
    </Notice>
  );
}

const UNKNOWN = "Not known whether it was stored";
