import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import { getRotation, listKeys } from "./read.ts";
import type { KeyRotation } from "./rotation-day.ts";

/** GetKeyRotationStatus allows 1,000 requests a second. Source: KMS quotas. */
const AT_A_TIME = 16;

/** Every customer managed key of `aws.region` with its rotation. Raises as listKeys; what fails for one key fails for that key. */
export async function listRotations(aws: Aws): Promise<KeyRotation[]> {
  const { keys } = await listKeys(aws);
  const own = keys.filter(({ described, aliases }) =>
    described.ok
      ? described.value.manager === "CUSTOMER"
      : aliases?.some((name) => name.startsWith("alias/aws/")) !== true,
  );
  return mapParallel(own, AT_A_TIME, async (key) => ({
    key,
    rotation: key.described.ok ? await attempt(getRotation(aws, key.described.value)) : null,
  }));
}
