import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf, type Result } from "#lib/aws/result.ts";
import { bucketArn } from "./bucket.ts";
import { toDecidingPolicy } from "./deciding.ts";
import { hasKmsKey } from "./default-change.ts";
import type { HarmReads } from "./default-harm.ts";
import type { Encryption } from "./encryption.ts";
import { type LogSources, logsInto } from "./log-source.ts";
import { getBucketPolicy } from "./read.ts";
import { leavesKmsOut } from "./replication.ts";
import { getReplication } from "./settings-read.ts";

/**
 * What tells what another default than `current` breaks, each read failing alone. `aws` is of the bucket's Region;
 * `sources` reads where access logs go, and is called only where that can matter. Needs s3:GetBucketPolicy and, where
 * today's default has no KMS key, s3:GetReplicationConfiguration and what `sources` needs.
 */
export async function readHarm(
  aws: Aws,
  bucket: string,
  current: Encryption,
  {
    sources,
    next,
    policy = attempt(getBucketPolicy(aws, bucket)),
  }: {
    sources: () => Promise<LogSources>;
    /** Absent while it is still to be chosen. */
    next?: Encryption;
    policy?: Promise<Result<string | null>>;
  },
): Promise<HarmReads> {
  const isAsked = !hasKmsKey(current) && (next === undefined || hasKmsKey(next));
  const [document, logs, replication] = await Promise.all([
    policy,
    isAsked ? attempt(sources()) : null,
    isAsked ? attempt(getReplication(aws, bucket)) : null,
  ]);
  return {
    bucketArn: bucketArn({ name: bucket, region: aws.region }),
    policy: document.ok ? toDecidingPolicy(document.value) : reasonOf(document.failure),
    logs: logs && (logs.ok ? logsInto(bucket, logs.value) : reasonOf(logs.failure)),
    leftOut: replication && (replication.ok ? leavesKmsOut(replication.value) : reasonOf(replication.failure)),
  };
}
