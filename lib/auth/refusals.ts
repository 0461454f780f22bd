import type { Aws } from "#lib/aws/clients.ts";
import { endpointKind } from "#lib/aws/endpoint.ts";
import type { Failure } from "#lib/aws/result.ts";
import { type Settings, settings } from "#lib/settings.ts";
import { isSameOrigin } from "./origin.ts";
import type { Session } from "./seal.ts";

/** Refusals of the console's own: nothing was sent to AWS. */
const own = { code: "denied", service: "Twofold", permission: null, requestId: null } as const;

export const FOREIGN_ORIGIN: Failure = {
  ...own,
  operation: "Origin check",
  name: "ForeignOrigin",
  message: "This request did not come from a page of this console. Nothing was sent to AWS.",
  hint: "Open the console at its own address and try again; behind a proxy, set TWOFOLD_ORIGIN.",
};

const READ_ONLY: Failure = {
  ...own,
  operation: "Read-only check",
  name: "ReadOnlySession",
  message: "This session is read-only. Nothing was sent to AWS.",
  hint: "Allow changes for this session in the bar at the top, then try again.",
};

/** Real AWS is read-only until the person switches it for this session; a laptop's LocalStack never is. */
export function mayWrite(
  session: Pick<Session, "writable">,
  { endpoints }: Pick<Aws, "endpoints">,
  { embedded }: Pick<Settings, "embedded"> = settings(),
): boolean {
  return endpointKind(endpoints, embedded) !== "aws" || session.writable;
}

/** Why what is done in somebody's name is refused where it does not come from a page of this console, or null. */
export function originRefusalOf(headers: Headers, { origin }: Pick<Settings, "origin"> = settings()): Failure | null {
  return isSameOrigin(headers, origin) ? null : FOREIGN_ORIGIN;
}

/** Why a change is refused whatever it is, or null. */
export function refusalOf(
  headers: Headers,
  session: Pick<Session, "writable">,
  aws: Pick<Aws, "endpoints">,
  given: Pick<Settings, "embedded" | "origin"> = settings(),
): Failure | null {
  const foreign = originRefusalOf(headers, given);
  if (foreign !== null) return foreign;
  return mayWrite(session, aws, given) ? null : READ_ONLY;
}
