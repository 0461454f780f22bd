import "server-only";
import {
  GetBucketNotificationConfigurationCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { reasonOf } from "#lib/aws/result.ts";
import { type Kept, nameOfKept, PROBE_PREFIX, reasonNotRemovable } from "./probe.ts";
import { requireWhole } from "./object-read.ts";
import { getVersioning } from "./read.ts";
import { getObjectLock, getReplication } from "./settings-read.ts";

/**
 * What probes would set off in a bucket, a sentence each, and why they are not sent there at all; null where they are.
 * `leftovers` names what earlier runs left, or one that is under way.
 */
export type ProbeEffects = { effects: string[]; refusal: string | null; leftovers: string[] };

/** Asks what else happens when a few objects are written and removed. What is not known is said to be so. */
export async function readProbeEffects(aws: Aws, bucket: string): Promise<ProbeEffects> {
  const [kept, versioning, lock, replication, notifications] = await Promise.all([
    attempt(listKept(aws, bucket, PROBE_PREFIX)),
    attempt(getVersioning(aws, bucket)),
    attempt(getObjectLock(aws, bucket)),
    attempt(getReplication(aws, bucket)),
    attempt(countNotifications(aws, bucket)),
  ]);
  const effects: string[] = [];
  const leftovers = kept.ok ? kept.value.map(nameOfKept) : [];
  if (!kept.ok) effects.push(`Whether an earlier run left something is not known: ${reasonOf(kept.failure)}.`);
  if (versioning.ok && versioning.value.status !== "never") {
    effects.push(
      "The bucket keeps versions: each object is removed by its version, so that none and no delete marker stay.",
    );
  }
  if (!replication.ok) effects.push(`Whether the bucket is replicated is not known: ${reasonOf(replication.failure)}.`);
  else if (replication.value !== null) {
    effects.push(
      "The bucket is replicated: replicas may arrive elsewhere and stay there, as S3 does not replicate a removal by version.",
    );
  }
  if (!notifications.ok)
    effects.push(`Whether somebody is told of new objects is not known: ${reasonOf(notifications.failure)}.`);
  else if (notifications.value > 0) {
    effects.push(
      `${notifications.value} event ${notifications.value === 1 ? "notification is" : "notifications are"} set: whoever listens is told of these objects and of their removal.`,
    );
  }
  if (!lock.ok)
    return {
      effects,
      leftovers,
      refusal: `Whether Object Lock would hold them is not known: ${reasonOf(lock.failure)}.`,
    };
  if (!versioning.ok) {
    return {
      effects,
      leftovers,
      refusal: `Whether they can be removed is not known: ${reasonOf(versioning.failure)}.`,
    };
  }
  return { effects, leftovers, refusal: reasonNotRemovable(lock.value, versioning.value) };
}

/** Needs s3:GetBucketNotification. */
async function countNotifications(aws: Aws, bucket: string): Promise<number> {
  const found = await aws.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  const { TopicConfigurations = [], QueueConfigurations = [], LambdaFunctionConfigurations = [] } = found;
  const bridge = found.EventBridgeConfiguration === undefined ? 0 : 1;
  return TopicConfigurations.length + QueueConfigurations.length + LambdaFunctionConfigurations.length + bridge;
}

/** Every version, delete marker and upload under a prefix: some dozens at the most, as a page of each tells. */
export async function listKept(aws: Aws, Bucket: string, Prefix: string): Promise<Kept[]> {
  const [versions, uploads] = await Promise.all([
    aws.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix })),
    aws.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix })),
  ]);
  requireWhole(versions, "ListObjectVersions");
  requireWhole(uploads, "ListMultipartUploads");
  const stored = [...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])];
  return [
    ...stored.map(({ Key = "", VersionId }) => ({ key: Key, versionId: VersionId ?? null })),
    ...(uploads.Uploads ?? []).map(({ Key = "", UploadId = "" }) => ({ key: Key, uploadId: UploadId })),
  ];
}
