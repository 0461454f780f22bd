import type { Failure } from "#lib/aws/result.ts";

/** Refusals of the console's own: nothing was sent to AWS. */
const own = { code: "denied", service: "Twofold", permission: null, requestId: null } as const;

export const FOREIGN_ORIGIN: Failure = {
  ...own,
  operation: "Origin check",
  name: "ForeignOrigin",
  message: "This request did not come from a page of this console. Nothing was sent to AWS.",
  hint: "Open the console at its own address and try again; behind a proxy, set TWOFOLD_ORIGIN.",
};

export const READ_ONLY: Failure = {
  ...own,
  operation: "Read-only check",
  name: "ReadOnlySession",
  message: "This session is read-only. Nothing was sent to AWS.",
  hint: "Allow changes for this session in the bar at the top, then try again.",
};
