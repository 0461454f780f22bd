import "server-only";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity, type Identity } from "#lib/aws/identity.ts";
import { type Failure, isExplicitDeny, reasonOf, type Result } from "#lib/aws/result.ts";
import { listAclGrants } from "./acl-read.ts";
import { letsLogsIn, type LogRoute, POLICY_RULE, type TargetRule } from "./log-target.ts";
import type { Logging } from "./logging.ts";
import { holdsByDefault } from "./object-lock.ts";
import { getBucketEncryption, getBucketPolicy } from "./read.ts";
import { getBucketRegion } from "./region.ts";
import { getObjectLock } from "./settings-read.ts";

/**
 * What S3 demands of a bucket that takes the access log of `source`, each rule asked on its own, for the
 * keys that begin with `prefix`. `aws` is of the source's Region. Sources: S3 User Guide, "Enabling Amazon S3 server access logging" and "Using server-side encryption with
 * AWS KMS keys": same Region, same account, SSE-S3 as the default, no default retention.
 */
export async function checkLogTarget(
  aws: Aws,
  source: string,
  { targetBucket: target, prefix }: Pick<Logging, "targetBucket" | "prefix">,
): Promise<TargetRule[]> {
  const [region, identity] = await Promise.all([checkRegion(aws, target), attempt(getIdentity(aws))]);
  const rules = await Promise.all([
    checkAccount(aws, target, identity),
    checkDefault(aws, target),
    checkRetention(aws, target),
    checkPolicy(aws, identity, { source, target, prefix, region: aws.region }),
  ]);
  return [region, ...rules, ...(source === target ? [LOOP] : [])];
}

const LOOP: TargetRule = {
  id: "loop",
  rule: "Another bucket than the one that is logged",
  status: "unknown",
  reason: "Each log object that is written is logged again: the log never comes to rest. S3 allows it.",
};

async function checkRegion(aws: Aws, target: string): Promise<TargetRule> {
  const rule = { id: "region", rule: "Same Region" } as const;
  const found = await attempt(getBucketRegion(aws, target));
  if (!found.ok) return notKnown(rule, found.failure, "The target bucket does not exist.");
  return found.value === aws.region
    ? { ...rule, status: "met", reason: `It is in ${aws.region}.` }
    : { ...rule, status: "broken", reason: `It is in ${found.value}, and the bucket in ${aws.region}.` };
}

async function checkAccount(aws: Aws, target: string, identity: Result<Identity>): Promise<TargetRule> {
  const rule = { id: "account", rule: "Same account" } as const;
  if (!identity.ok) return notKnown(rule, identity.failure);
  const { accountId } = identity.value;
  const found = await attempt(aws.s3.send(new HeadBucketCommand({ Bucket: target, ExpectedBucketOwner: accountId })));
  if (found.ok) return { ...rule, status: "met", reason: `It belongs to ${accountId}.` };
  return found.failure.code === "denied"
    ? {
        ...rule,
        status: "unknown",
        reason: `S3 does not say that it belongs to ${accountId}: another account’s, or not to be looked at.`,
      }
    : notKnown(rule, found.failure);
}

async function checkDefault(aws: Aws, target: string): Promise<TargetRule> {
  const rule = { id: "default", rule: "SSE-S3 as the target’s default" } as const;
  const found = await attempt(getBucketEncryption(aws, target));
  if (!found.ok) return notKnown(rule, found.failure);
  const { type } = found.value.default;
  return type === "SSE-S3"
    ? { ...rule, status: "met", reason: "Its default is SSE-S3." }
    : { ...rule, status: "broken", reason: `Its default is ${type}, under which S3 delivers no log.` };
}

async function checkRetention(aws: Aws, target: string): Promise<TargetRule> {
  const rule = { id: "retention", rule: "No default retention of Object Lock" } as const;
  const found = await attempt(getObjectLock(aws, target));
  if (!found.ok) return notKnown(rule, found.failure);
  return holdsByDefault(found.value)
    ? { ...rule, status: "broken", reason: "Its Object Lock holds every new object by default." }
    : { ...rule, status: "met", reason: "It holds no new object by default." };
}

async function checkPolicy(
  aws: Aws,
  identity: Result<Identity>,
  route: Omit<LogRoute, "accountId">,
): Promise<TargetRule> {
  const [policy, grants] = await Promise.all([
    attempt(getBucketPolicy(aws, route.target)),
    attempt(listAclGrants(aws, route.target)),
  ]);
  if (!policy.ok) return notKnown(POLICY_RULE, policy.failure);
  if (!identity.ok) return notKnown(POLICY_RULE, identity.failure);
  const { accountId } = identity.value;
  return letsLogsIn(policy.value, grants.ok ? grants.value : reasonOf(grants.failure), { ...route, accountId });
}

function notKnown(rule: Pick<TargetRule, "id" | "rule">, failure: Failure, absent?: string): TargetRule {
  const { code, name, permission, message } = failure;
  if (code === "missing") return { ...rule, status: "broken", reason: absent ?? "The target bucket does not exist." };
  const denied = isExplicitDeny(code, message) ? "denied by a policy" : "missing";
  const reason = permission === null ? `S3 answered ${name}.` : `It may not be read: ${permission} is ${denied}.`;
  return { ...rule, status: "unknown", reason };
}
