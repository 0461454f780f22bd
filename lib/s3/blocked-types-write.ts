import "server-only";
import { PutBucketEncryptionCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { type EncryptionRule, lossesOfSseC, ruleText, toPutRule, withSseC } from "./blocked-types.ts";
import { getEncryptionRule } from "./settings-read.ts";
import { changeSetting, type Decision, ownRefusal } from "./setting-change.ts";

/**
 * Makes the bucket refuse uploads under SSE-C or take them; `seen` is the ruleText() that the person decided on.
 * Raises as changeSetting, and invalid for a rule without a default, of which it is not known what sending it does.
 * Needs s3:GetEncryptionConfiguration and s3:PutEncryptionConfiguration.
 */
export async function putSseCBlocking(
  aws: Aws,
  bucket: string,
  blocked: boolean,
  decision: Decision,
): Promise<EncryptionRule> {
  return changeSetting(
    aws,
    {
      service: "S3",
      operation: "PutBucketEncryption",
      thing: `the encryption rule of ${bucket}`,
      name: bucket,
      read: () => getEncryptionRule(aws, bucket),
      inWords: ruleText,
    },
    decision,
    {
      next: (current) => {
        if (current.ApplyServerSideEncryptionByDefault?.SSEAlgorithm === undefined) throw withoutDefault(bucket);
        return withSseC(current, blocked);
      },
      losses: (_next, current) => lossesOfSseC(blocked, current),
      send: (next) => aws.s3.send(new PutBucketEncryptionCommand(toPutRule(bucket, next))),
    },
  );
}

function withoutDefault(bucket: string) {
  return ownRefusal(
    "Check before PutBucketEncryption",
    "DefaultNotSaid",
    `S3 answers no default encryption for ${bucket}, and blocking a type sends the whole rule.`,
    "Set the default encryption first.",
  );
}
