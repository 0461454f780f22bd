import "server-only";
import { ownRefusal } from "./setting-change.ts";
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import type { Aws } from "#lib/aws/clients.ts";
import { type AwsError, changedMeanwhile } from "#lib/aws/errors.ts";
import { sendThenRead } from "#lib/aws/send-then-read.ts";
import { S3_MANAGED_ALIAS } from "#lib/kms/key.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { resolveKey } from "#lib/kms/read.ts";
import { bucketArn } from "./bucket.ts";
import { toDecidingPolicy } from "./deciding.ts";
import { type Encryption, keyIdOf } from "./encryption.ts";
import {
  isSameJson,
  planChange,
  type PolicyChange,
  type PolicyPlan,
  replacesForeign,
  sidsLost,
  type Target,
} from "./enforce.ts";
import { type Breaking, breakingOf, weakeningOf } from "./policy-effect.ts";
import { toDeleteBucketPolicy, toPutBucketPolicy } from "./policy-call.ts";
import { getBucketEncryption, getBucketPolicy } from "./read.ts";

/** A change of a bucket's policy, ready to be shown or sent. */
export type ReadyChange = PolicyPlan & {
  /** The key that the statements name; null where they name none. */
  keyArn: string | null;
  /** The bucket's default; null where the change does not depend on it. */
  default: Encryption | null;
  /** The Sids of this console's statements that go. */
  lost: string[];
  /** What it takes away, in sentences; null where nothing. */
  weakening: string | null;
  /** What it demands and a statement of the policy refuses for certain; null where the two go together. */
  breaking: Breaking | null;
  /** Tells this plan from any other: what a form was shown, to be compared when it is sent. */
  seen: string;
};

/**
 * What `change` makes of the bucket's policy as it is now. `aws` is of the bucket's Region, as below.
 * Raises invalid where it cannot be made. Needs s3:GetBucketPolicy and, to demand DSSE-KMS,
 * s3:GetEncryptionConfiguration and, where the default names its key otherwise than by ARN, kms:DescribeKey.
 */
export async function prepareChange(aws: Aws, bucket: string, change: PolicyChange): Promise<ReadyChange> {
  const [before, found] = await Promise.all([
    getBucketPolicy(aws, bucket),
    change.startsWith("dsse-") && change !== "dsse-off" ? getDefault(aws, bucket) : null,
  ]);
  const target: Target = { arn: bucketArn({ name: bucket, region: aws.region }), keyArn: found?.keyArn ?? null };
  const planned = planChange(before, change, target);
  if ("problem" in planned) throw refused(planned.problem, "Look at the policy, and change it with another tool.");
  const { plan } = planned;
  const deciding =
    found === null
      ? null
      : {
          bucketArn: target.arn,
          policy: toDecidingPolicy(plan.after),
          standard: withKey(found),
          blockedTypes: found.blockedTypes,
          keyFault: null,
        };
  return {
    ...plan,
    keyArn: target.keyArn,
    default: found?.encryption ?? null,
    lost: sidsLost(plan, target.arn),
    weakening: weakeningOf(plan, target.arn, found?.encryption.type ?? ""),
    breaking: deciding === null ? null : breakingOf(deciding),
    seen: `${digest(plan.before)}.${digest(plan.after)}`,
  };
}

type Default = { encryption: Encryption; keyArn: string | null; blockedTypes: string[] | null };

/** What a write without headers gets, and the ARN of its key: DSSE-KMS without one means the AWS managed key. */
async function getDefault(aws: Aws, bucket: string): Promise<Default> {
  const { default: encryption, blockedTypes } = await getBucketEncryption(aws, bucket);
  const hasKey = encryption.type === "DSSE-KMS" || encryption.type === "SSE-KMS";
  if (!hasKey) return { encryption, keyArn: null, blockedTypes };
  const keyId = keyIdOf(encryption) ?? S3_MANAGED_ALIAS;
  // A key of another account names itself, whether or not this caller may describe it.
  return { encryption, keyArn: fromKeyArn(keyId) === null ? (await resolveKey(aws, keyId)).arn : keyId, blockedTypes };
}

/** The default with its key by ARN, as statements name it. */
function withKey({ encryption, keyArn }: Default): Encryption {
  return encryption.type === "DSSE-KMS" || encryption.type === "SSE-KMS"
    ? { ...encryption, keyId: keyArn }
    : encryption;
}

/**
 * Makes `change` in the bucket's policy, by Sid, and reads it back. `seen` is prepareChange()'s, `consented` whether the
 * person agreed that statements of others under the same Sids go, `confirmed` whether they typed the bucket's name,
 * which a weakening demands, and a change after which nothing can be uploaded any more. Answers the policy as AWS reads it back.
 * Raises conflict when the policy, or what the statements are made of, is no longer as seen (S3 has no conditional form
 * of this request, so the moment between reading and writing stays) or reads back otherwise, and invalid without consent.
 * Needs what prepareChange needs and s3:PutBucketPolicy, or s3:DeleteBucketPolicy where no statement is left.
 */
export async function changeBucketPolicy(
  aws: Aws,
  bucket: string,
  change: PolicyChange,
  { seen, consented, confirmed }: { seen: string; consented: boolean; confirmed: boolean },
): Promise<string | null> {
  const ready = await prepareChange(aws, bucket, change);
  if (ready.seen !== seen) {
    const [before] = seen.split(".");
    const thing = before === digest(ready.before) ? "default encryption" : "policy";
    throw changedMeanwhile("S3", "PutBucketPolicy", `the ${thing} of ${bucket}`);
  }
  if (replacesForeign(ready, change) && !consented) {
    throw refused(
      "A statement of somebody else’s would go, and that was not agreed to.",
      "Look at the statement, and agree if it may go.",
    );
  }
  if (ready.weakening !== null && !confirmed) {
    throw refused(ready.weakening, `Type the bucket’s name, ${bucket}, to confirm.`);
  }
  if (ready.after === ready.before) return ready.before;
  if (ready.breaking?.all === true && !confirmed) {
    throw refused(`${ready.breaking.sentence} Nothing was changed.`, `Type the bucket’s name, ${bucket}, to confirm.`);
  }
  return setPolicy(aws, bucket, ready.after);
}

async function setPolicy(aws: Aws, bucket: string, policy: string | null): Promise<string | null> {
  const inWords = (some: string | null) => some ?? "no policy";
  return sendThenRead(aws, {
    service: "S3",
    operation: policy === null ? "DeleteBucketPolicy" : "PutBucketPolicy",
    send: () =>
      policy === null
        ? aws.s3.send(new DeleteBucketPolicyCommand(toDeleteBucketPolicy(bucket)))
        : aws.s3.send(new PutBucketPolicyCommand(toPutBucketPolicy(bucket, policy))),
    read: () => getBucketPolicy(aws, bucket),
    isAsked: (found) => isSameJson(found, policy),
    asked: inWords(policy),
    inWords,
  });
}

function digest(policy: string | null): string {
  return createHash("sha256")
    .update(policy ?? "")
    .digest("base64url");
}

function refused(reason: string, hint: string): AwsError {
  return ownRefusal("BucketPolicy", "NotConfirmed", reason, hint);
}
