import "server-only";
import type { Aws } from "./clients.ts";
import { AwsError } from "./errors.ts";

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
