import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Result } from "#lib/aws/result.ts";
import type { Key } from "#lib/kms/key.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { type DefaultKeyProblem, problemOfDefaultKey } from "./default-key.ts";
import { getBucketRegion } from "./region.ts";

/** A key that a bucket names, and what keeps S3 from using it in the bucket's `region`. */
export type NamedKeyState = { region: string; key: Result<Key>; problem: DefaultKeyProblem | null };

/**
 * The key that `bucket`, in `aws`'s Region as it was last known, names. Before it is called unusable the Region is asked
 * anew: a bucket may have been deleted and made again elsewhere. Raises nothing of AWS's.
 */
export async function readNamedKey(aws: Aws, bucket: string, keyId: string): Promise<NamedKeyState> {
  const state = await judge(aws, keyId);
  if (state.problem?.status !== "broken") return state;
  const region = await attempt(getBucketRegion(aws, bucket));
  return region.ok && region.value !== aws.region ? judge(aws.in(region.value), keyId) : state;
}

async function judge(aws: Aws, keyId: string): Promise<NamedKeyState> {
  const key = await attempt(resolveKey(aws, keyId));
  return { region: aws.region, key, problem: problemOfDefaultKey(aws.region, keyId, key) };
}
