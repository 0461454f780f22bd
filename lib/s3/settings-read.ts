import "server-only";
import {
  GetBucketAbacCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketReplicationCommand,
  GetObjectLockConfigurationCommand,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { notReported } from "#lib/aws/errors.ts";
import type { EncryptionRule } from "./blocked-types.ts";
import { type CorsRule, fromCorsRule } from "./cors.ts";
import { fromLifecycle, type Lifecycle, NO_LIFECYCLE } from "./lifecycle.ts";
import { fromLoggingEnabled, type Logging } from "./logging.ts";
import type { ObjectLock } from "./object-lock.ts";
import { fromPublicAccessBlock, NOTHING_BLOCKED, type PublicAccessBlock } from "./public-access.ts";
import { fromReplication, type Replication } from "./replication.ts";

/** The one rule of the bucket, whole. Needs s3:GetEncryptionConfiguration. `aws` is of the bucket's Region, as below. */
export async function getEncryptionRule(aws: Aws, bucket: string): Promise<EncryptionRule> {
  const answer = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
  const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0];
  if (rule === undefined) throw notReported("S3", "GetBucketEncryption", "what the default encryption is");
  return rule;
}

/** Where the server access log goes, null where it is off. Needs s3:GetBucketLogging. */
export async function getLogging(aws: Aws, bucket: string): Promise<Logging | null> {
  const answer = await aws.s3.send(new GetBucketLoggingCommand({ Bucket: bucket }));
  return fromLoggingEnabled(answer.LoggingEnabled);
}

/** Needs s3:GetBucketCORS. */
export async function listCorsRules(aws: Aws, bucket: string): Promise<CorsRule[]> {
  const request = aws.s3.send(new GetBucketCorsCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "NoSuchCORSConfiguration");
  if (answer === null) return [];
  if (answer.CORSRules === undefined) throw notReported("S3", "GetBucketCors", "which rules there are");
  return answer.CORSRules.map(fromCorsRule);
}

/** Needs s3:GetLifecycleConfiguration. */
export async function getLifecycle(aws: Aws, bucket: string): Promise<Lifecycle> {
  const request = aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "NoSuchLifecycleConfiguration");
  if (answer === null) return NO_LIFECYCLE;
  if (answer.Rules === undefined) throw notReported("S3", "GetBucketLifecycleConfiguration", "which rules there are");
  return fromLifecycle(answer);
}

/** Null where nothing is replicated. Needs s3:GetReplicationConfiguration. */
export async function getReplication(aws: Aws, bucket: string): Promise<Replication | null> {
  const request = aws.s3.send(new GetBucketReplicationCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "ReplicationConfigurationNotFoundError");
  if (answer === null) return null;
  const configuration = answer.ReplicationConfiguration;
  if (configuration?.Rules === undefined) throw notReported("S3", "GetBucketReplication", "which rules there are");
  return fromReplication(configuration);
}

/** Null where it is off. Needs s3:GetBucketObjectLockConfiguration. */
export async function getObjectLock(aws: Aws, bucket: string): Promise<ObjectLock | null> {
  const request = aws.s3.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }));
  const answer = await nullIfNone(request, "ObjectLockConfigurationNotFoundError");
  if (answer === null) return null;
  const lock = answer.ObjectLockConfiguration;
  if (lock === undefined) throw notReported("S3", "GetObjectLockConfiguration", "whether Object Lock is on");
  return lock;
}

/** What holds for every bucket of the account, in all Regions. Needs s3:GetAccountPublicAccessBlock. */
export async function getAccountPublicAccessBlock(aws: Aws, accountId: string): Promise<PublicAccessBlock> {
  const request = aws.s3control.send(new GetPublicAccessBlockCommand({ AccountId: accountId }));
  const answer = await nullIfNone(request, "NoSuchPublicAccessBlockConfiguration");
  if (answer === null) return NOTHING_BLOCKED;
  const block = answer.PublicAccessBlockConfiguration;
  if (block === undefined) throw notReported("S3 Control", "GetPublicAccessBlock", "what is blocked");
  return fromPublicAccessBlock(block);
}

/** Whether tags decide who may do what with the bucket, which moves them to other requests. Needs s3:GetBucketABAC. */
export async function getAbac(aws: Aws, bucket: string): Promise<boolean> {
  const answer = await aws.s3.send(new GetBucketAbacCommand({ Bucket: bucket }));
  const status = answer.AbacStatus?.Status;
  if (status === undefined) throw notReported("S3", "GetBucketAbac", "whether tags decide");
  return status === "Enabled";
}
