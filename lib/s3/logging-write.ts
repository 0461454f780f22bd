import "server-only";
import { PutBucketLoggingCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { checkLogTarget } from "./log-target-read.ts";
import { type Logging, loggingInWords, LOGGING_LOSS, toPutBucketLogging } from "./logging.ts";
import { changeSetting, type Decision, ownRefusal } from "./setting-change.ts";
import { getLogging } from "./settings-read.ts";

/** What a person asks of an access log; who may read it by an ACL stays as it is. */
export type LoggingChoice = Omit<Logging, "grants">;

/**
 * Sends the bucket's access log to a target, or turns it off; `seen` is the loggingInWords() that the person decided on.
 * Raises as changeSetting, and invalid for a target that breaks a rule of S3's: of those S3 itself refuses another
 * Region or account only, and drops the log for the rest. That the target's policy lets S3 write is left to be set after.
 * Needs s3:GetBucketLogging, s3:PutBucketLogging, and on the target s3:ListBucket, s3:GetEncryptionConfiguration,
 * s3:GetBucketObjectLockConfiguration, s3:GetBucketPolicy and, where ACLs are on, s3:GetBucketAcl; without those the rule is left to S3.
 */
export async function putLogging(
  aws: Aws,
  bucket: string,
  choice: LoggingChoice | null,
  decision: Decision,
): Promise<Logging | null> {
  return changeSetting<Logging | null>(
    aws,
    {
      service: "S3",
      operation: "PutBucketLogging",
      thing: `the access log of ${bucket}`,
      name: bucket,
      read: () => getLogging(aws, bucket),
      inWords: loggingInWords,
    },
    decision,
    {
      next: async (current) => {
        if (choice === null) return null;
        await requireTarget(aws, bucket, choice);
        return { ...choice, grants: current?.grants ?? [] };
      },
      losses: (next, current) => (next === null && current !== null ? [LOGGING_LOSS] : []),
      send: (next) => aws.s3.send(new PutBucketLoggingCommand(toPutBucketLogging(bucket, next))),
    },
  );
}

async function requireTarget(aws: Aws, bucket: string, choice: LoggingChoice): Promise<void> {
  const rules = await checkLogTarget(aws, bucket, choice);
  // A policy can be set after; the log begins to arrive with it.
  const broken = rules.filter(({ status, id }) => status === "broken" && id !== "policy" && id !== "deny");
  if (broken.length === 0) return;
  const reasons = broken.map(({ rule, reason }) => `${rule}: ${reason}`).join(" ");
  throw ownRefusal(
    "Check before PutBucketLogging",
    "LogTargetNotUsable",
    `${choice.targetBucket} cannot take this log. ${reasons}`,
    "Choose another target bucket, or set this one as S3 demands.",
  );
}
