import type { ReactNode } from "react";
import { utcTime } from "#components/time.tsx";

/** When AWS said so: what stands above it may be otherwise by now. */
export function AsOf({ at, children }: { at: Date; children: ReactNode }) {
  return (
    <p className="text-sm text-dim">
      {children} as of <time dateTime={at.toISOString()}>{utcTime(at)}</time>.
    </p>
  );
}
