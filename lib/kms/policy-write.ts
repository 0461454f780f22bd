import "server-only";
import { PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { createHash } from "node:crypto";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, changedMeanwhile } from "#lib/aws/errors.ts";
import { readBack } from "#lib/aws/send-then-read.ts";
import { type Key, nameOf } from "./key.ts";
import { toPutKeyPolicy } from "./policy-call.ts";
import { isSamePolicy } from "./policy-lint.ts";
import { lossesOf } from "./policy-loss.ts";
import { undoneOf } from "./policy-undo.ts";
import { weakeningsOf } from "./policy-weakening.ts";
import { getKeyPolicy } from "./read.ts";
import { requireConfirmed } from "./refusal.ts";

/** What a form was showing of a policy, to be compared with what holds when it is sent. */
export function toSeenPolicy(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/**
 * Replaces a key's policy and reads it back. Raises conflict, with nothing written, when the policy is not the one that was
 * `seen`, and invalid when the key's name was not typed for one that takes rights away, protects the key less, or undoes
 * what somebody changed since the policy that it `began` from.
 */
export async function putKeyPolicy(
  aws: Aws,
  key: Key,
  policy: string,
  { seen, began, confirmation }: { seen: string; began?: string | undefined; confirmation: string },
): Promise<void> {
  const before = await getKeyPolicy(aws, key.arn);
  if (toSeenPolicy(before) !== seen)
    throw changedMeanwhile("KMS", "GetKeyPolicy", `the policy of ${nameOf(key)}`, LOOK_AGAIN);
  const effects = [
    ...lossesOf(before, policy),
    ...weakeningsOf(before, policy, key.accountId),
    ...undoneOf(began ?? before, before, policy),
  ];
  if (effects.length > 0) requireConfirmed(key, confirmation, "PutKeyPolicy");
  const sent = await attempt(aws.kms.send(new PutKeyPolicyCommand(toPutKeyPolicy(key.arn, policy))));
  if (!sent.ok && sent.failure.name === MALFORMED)
    throw new AwsError({ ...sent.failure, hint: hintOf(sent.failure) }, undefined);
  await readBack(aws, sent, {
    service: "KMS",
    operation: "PutKeyPolicy",
    read: () => getKeyPolicy(aws, key.arn),
    isAsked: (found) => isSamePolicy(policy, found),
    asked: "the policy as sent",
    // What it says stands in the difference, which is shown anew.
    inWords: () => "another policy",
  });
}

const LOOK_AGAIN = "The page shows the policy that is in force now. Look at the difference from it, and decide again.";

const MALFORMED = "MalformedPolicyDocumentException";

/** KMS checks before it stores, so a refusal leaves the old policy in force. */
function hintOf({ message }: { message: string }): string {
  return /not allow you to update/.test(message)
    ? "This is KMS's safety check against locking oneself out; the policy that was there stays in force. Let the role you act as, or the account, keep kms:PutKeyPolicy."
    : "KMS does not take this as a key policy; the one that was there stays in force. Most often a principal does not exist.";
}
