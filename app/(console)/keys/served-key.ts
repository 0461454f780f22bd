import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import type { Key } from "#lib/kms/key.ts";
import { getKey } from "#lib/kms/read.ts";

/** The key that a form names. Raises invalid where the console does not serve its Region. */
export function servedKey(aws: Aws, arn: string): Promise<Key> {
  return getKey(inServedRegion(aws, fromKeyArn(arn)?.region ?? aws.region), arn);
}
