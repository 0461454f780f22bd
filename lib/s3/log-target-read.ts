import "server-only";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import type { Failure } from "#lib/aws/result.ts";
import { letsLogsIn, type TargetRule } from "./log-target.ts";
import { holdsByDefault } from "./object-lock.ts";
import { getBucketEncryption, getBucketPolicy } from "./read.ts";
import { getBucketRegion } from "./region.ts";
import { getObjectLock } from "./settings-read.ts";

/**
 * What S3 demands of a bucket that takes the access log of `source`, each rule asked on its own. `aws` is of the source's
 * Region. Sources: S3 User Guide, "Enabling Amazon S3 server access logging" and "Using server-side encryption with
 * AWS KMS keys": same Region, same account, SSE-S3 as the default, no default retention.
 */
export async function checkLogTarget(aws: Aws, source: string, target: string): Promise<TargetRule[]> {
  const region = await checkRegion(aws, target);
  const rules = await Promise.all([
    checkAccount(aws, target),
    checkDefault(aws, target),
    checkRetention(aws, target),
    checkPolicy(aws, target),
  ]);
  return [region, ...rules, ...(source === target ? [LOOP] : [])];
}

const LOOP: TargetRule = {
  rule: "Another bucket than the one that is logged",
  status: "unknown",
  reason: "Each log object that is written is logged again: the log never comes to rest. S3 allows it.",
};

async function checkRegion(aws: Aws, target: string): Promise<TargetRule> {
  const rule = "Same Region";
  const found = await attempt(getBucketRegion(aws, target));
  if (!found.ok) return notKnown(rule, found.failure, "The target bucket does not exist.");
  return found.value === aws.region
    ? { rule, status: "met", reason: `It is in ${aws.region}.` }
    : { rule, status: "broken", reason: `It is in ${found.value}, and the bucket in ${aws.region}.` };
}

async function checkAccount(aws: Aws, target: string): Promise<TargetRule> {
  const rule = "Same account";
  const identity = await attempt(getIdentity(aws));
  if (!identity.ok) return notKnown(rule, identity.failure);
  const { accountId } = identity.value;
  const found = await attempt(aws.s3.send(new HeadBucketCommand({ Bucket: target, ExpectedBucketOwner: accountId })));
  if (found.ok) return { rule, status: "met", reason: `It belongs to ${accountId}.` };
  return found.failure.code === "denied"
    ? {
        rule,
        status: "unknown",
        reason: `S3 does not say that it belongs to ${accountId}: another account’s, or not to be looked at.`,
      }
    : notKnown(rule, found.failure);
}

async function checkDefault(aws: Aws, target: string): Promise<TargetRule> {
  const rule = "SSE-S3 as the target’s default";
  const found = await attempt(getBucketEncryption(aws, target));
  if (!found.ok) return notKnown(rule, found.failure);
  const { type } = found.value.default;
  return type === "SSE-S3"
    ? { rule, status: "met", reason: "Its default is SSE-S3." }
    : { rule, status: "broken", reason: `Its default is ${type}, under which S3 delivers no log.` };
}

async function checkRetention(aws: Aws, target: string): Promise<TargetRule> {
  const rule = "No default retention of Object Lock";
  const found = await attempt(getObjectLock(aws, target));
  if (!found.ok) return notKnown(rule, found.failure);
  return holdsByDefault(found.value)
    ? { rule, status: "broken", reason: "Its Object Lock holds every new object by default." }
    : { rule, status: "met", reason: "It holds no new object by default." };
}

async function checkPolicy(aws: Aws, target: string): Promise<TargetRule> {
  const found = await attempt(getBucketPolicy(aws, target));
  return found.ok ? letsLogsIn(found.value) : notKnown(letsLogsIn(null).rule, found.failure);
}

function notKnown(rule: string, { code, name, permission }: Failure, absent?: string): TargetRule {
  if (code === "missing") return { rule, status: "broken", reason: absent ?? "The target bucket does not exist." };
  const reason = permission === null ? `S3 answered ${name}.` : `It may not be read: ${permission} is missing.`;
  return { rule, status: "unknown", reason };
}
