import "server-only";
import type { Aws } from "./clients.ts";
import { AwsError } from "./errors.ts";

/**
 * The Regions that a console serves, and the one of them that it is at home in: the `configured` one where that is
 * served, else the first. An empty list serves the configured one alone.
 */
export function servedRegions(configured: string, regions: readonly string[]): { region: string; regions: string[] } {
  const [first = configured] = regions;
  return {
    region: regions.includes(configured) ? configured : first,
    regions: regions.length === 0 ? [configured] : [...regions],
  };
}

/** The same caller in a Region that came from a form. Raises invalid for one that the console does not serve. */
export function inServedRegion(aws: Aws, region: string): Aws {
  if (aws.regions.includes(region)) return aws.in(region);
  throw new AwsError(
    {
      code: "invalid",
      service: "Twofold",
      operation: "Region check",
      name: "RegionNotServed",
      message: `This console does not serve ${region}. Nothing was sent to AWS.`,
      permission: null,
      hint: `Choose one of ${aws.regions.join(", ")}.`,
      requestId: null,
    },
    null,
  );
}
