import "server-only";
import { PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { createHash } from "node:crypto";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, changedMeanwhile, readBackMismatch } from "#lib/aws/errors.ts";
import { readSettled } from "#lib/aws/settled.ts";
import { type Key, nameOf } from "./key.ts";
import { toPutKeyPolicy } from "./policy-call.ts";
import { isSamePolicy } from "./policy-lint.ts";
import { lossesOf } from "./policy-loss.ts";
import { getKeyPolicy } from "./read.ts";
import { requireConfirmed } from "./refusal.ts";

/** What a form was showing of a policy, to be compared with what holds when it is sent. */
export function toSeenPolicy(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/**
 * Replaces a key's policy and reads it back. Raises conflict, with nothing written, when the policy is not the one that was
 * `seen`, and invalid when it takes rights away and the key's name was not typed.
 */
export async function putKeyPolicy(
  aws: Aws,
  key: Key,
  policy: string,
  { seen, confirmation }: { seen: string; confirmation: string },
): Promise<void> {
  const before = await getKeyPolicy(aws, key.arn);
  if (toSeenPolicy(before) !== seen) throw changedMeanwhile("KMS", "GetKeyPolicy", `the policy of ${nameOf(key)}`);
  if (lossesOf(before, policy).length > 0) requireConfirmed(key, confirmation, "PutKeyPolicy");
  const sent = await attempt(aws.kms.send(new PutKeyPolicyCommand(toPutKeyPolicy(key.arn, policy))));
  if (!sent.ok) throw new AwsError({ ...sent.failure, hint: hintOf(sent.failure) }, undefined);
  const found = await readSettled(
    aws,
    () => getKeyPolicy(aws, key.arn),
    (text) => isSamePolicy(policy, text),
  );
  if (!isSamePolicy(policy, found)) throw readBackMismatch("KMS", "PutKeyPolicy", "the policy as sent", found);
}

/** KMS checks before it stores, so a refusal leaves the old policy in force. */
function hintOf({ name, message, hint }: { name: string; message: string; hint: string }): string {
  if (name !== "MalformedPolicyDocumentException") return hint;
  return /not allow you to update/.test(message)
    ? "This is KMS's safety check against locking oneself out; the policy that was there stays in force. Let the role you act as, or the account, keep kms:PutKeyPolicy."
    : "KMS does not take this as a key policy; the one that was there stays in force. Most often a principal does not exist.";
}
