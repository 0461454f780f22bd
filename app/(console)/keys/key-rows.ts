import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { createGate } from "#lib/aws/gate.ts";
import type { Failure, Result } from "#lib/aws/result.ts";
import type { ListedKey, NamedKey } from "#lib/kms/key.ts";
import { describeNamed, getRotation } from "#lib/kms/read.ts";
import type { Rotation } from "#lib/kms/rotation.ts";

/** A row of the list: what is known at once, and what is being read. */
export type KeyRow = { key: NamedKey; reading: Promise<{ listed: ListedKey; rotation: Result<Rotation> | null }> };

/** How many keys are read at a time: of DescribeKey KMS allows 2,000 a second, of GetKeyRotationStatus 1,000. Source: KMS quotas. */
const AT_A_TIME = 16;

/** Begins to read every key, in their order. `aws` is of their Region. */
export function readRows(aws: Aws, keys: readonly NamedKey[], aliasFailure: Failure | null): KeyRow[] {
  const gate = createGate(AT_A_TIME);
  return keys.map((key) => ({
    key,
    reading: gate(async () => {
      const listed = await describeNamed(aws, key, aliasFailure);
      const rotation = listed.described.ok ? await attempt(getRotation(aws, listed.described.value)) : null;
      return { listed, rotation };
    }),
  }));
}
