import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";
import { doubtThatS3CanUse, type Key, reasonS3CannotUse } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";

/** What is wrong, or not known, of the key that a bucket's default names. */
export type DefaultKeyProblem =
  /** Uploads under the default fail. `short` is a few words for a tag, `reason` a sentence. */
  | { status: "broken"; short: string; reason: string }
  | { status: "unknown"; short: string; reason: string; failure: Failure | null };

/**
 * Whether S3 can use `keyId`, as a default of a bucket in `region` names it and KMS `found` it: null when it can.
 * S3 itself never asks before the first upload.
 */
export function problemOfDefaultKey(region: string, keyId: string, found: Result<Key>): DefaultKeyProblem | null {
  const keyRegion = found.ok ? found.value.region : (fromKeyArn(keyId)?.region ?? region);
  if (keyRegion !== region) {
    const reason = `This key is in ${keyRegion}. S3 encrypts with keys of the bucket’s own Region only, ${region}.`;
    return { status: "broken", short: `key of ${keyRegion}`, reason };
  }
  if (!found.ok) return problemOfFailure(keyId, found.failure);
  const reason = reasonS3CannotUse(found.value);
  if (reason !== null) return { status: "broken", short: STATES.get(found.value.state) ?? "cannot be used", reason };
  const doubt = doubtThatS3CanUse(found.value);
  return doubt === null ? null : { status: "unknown", short: "its service is not known", reason: doubt, failure: null };
}

function problemOfFailure(keyId: string, failure: Failure): DefaultKeyProblem {
  if (failure.code === "missing" || failure.name === "InvalidArnException") {
    return { status: "broken", short: "no such key", reason: `KMS knows no key ${keyId} in the bucket’s Region.` };
  }
  const short = reasonOf(failure);
  return { status: "unknown", short, reason: `Whether this key can be used is not known: ${short}.`, failure };
}

const STATES = new Map([
  ["Disabled", "key disabled"],
  ["PendingDeletion", "key pending deletion"],
  ["PendingReplicaDeletion", "key pending deletion"],
  ["PendingImport", "key without material"],
  ["Unavailable", "key store disconnected"],
  ["Creating", "key being made"],
]);
