import { FailureNotice } from "#components/failure-notice.tsx";
import type { Failure } from "#lib/aws/result.ts";
import type { FirstRunPlace } from "./place.ts";
import { placeHref } from "./place-href.ts";

/** What the address names and AWS does not have, or does not tell of. `what` continues "There is no …". */
export function ReadFailure({ failure, what, place }: { failure: Failure; what: string; place: FirstRunPlace }) {
  const title = failure.code === "missing" ? `There is no ${what}` : `AWS does not tell of the ${what}`;
  return <FailureNotice failure={failure} retryHref={placeHref(place)} title={title} />;
}
