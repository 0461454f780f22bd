import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import type { Failure } from "#lib/aws/result.ts";
import type { PickableKey } from "#lib/kms/key.ts";
import { listS3Keys } from "#lib/kms/read.ts";

/** What a key picker offers for one Region, or why AWS did not list its keys. */
export type KeyChoices = { keys: PickableKey[]; failure: Failure | null };

/** Every customer key of `aws.region` that S3 could be given. The AWS managed one is offered by its name, not its ARN. */
export async function readKeyChoices(aws: Aws): Promise<KeyChoices> {
  const listed = await attempt(listS3Keys(aws));
  if (!listed.ok) return { keys: [], failure: listed.failure };
  return { keys: listed.value.filter(({ manager }) => manager === "CUSTOMER"), failure: null };
}
