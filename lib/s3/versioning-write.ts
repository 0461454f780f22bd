import "server-only";
import { PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { getVersioning } from "./read.ts";
import { changeSetting, type Decision } from "./setting-change.ts";
import {
  SUSPENDED_LOSS,
  toEnableVersioning,
  toSuspendVersioning,
  type Versioning,
  versioningInWords,
} from "./versioning.ts";

/**
 * Turns versioning on, or suspends it; `seen` is the versioningInWords() that the person decided on. Raises as
 * changeSetting; S3 itself refuses a bucket under Object Lock, and under MFA delete anybody but the root user.
 * Needs s3:GetBucketVersioning and s3:PutBucketVersioning.
 */
export async function putVersioning(
  aws: Aws,
  bucket: string,
  status: "enabled" | "suspended",
  decision: Decision,
): Promise<Versioning> {
  const input = status === "enabled" ? toEnableVersioning(bucket) : toSuspendVersioning(bucket);
  return changeSetting(
    aws,
    {
      service: "S3",
      operation: "PutBucketVersioning",
      thing: `the versioning of ${bucket}`,
      name: bucket,
      read: () => getVersioning(aws, bucket),
      inWords: versioningInWords,
    },
    decision,
    {
      next: ({ mfaDelete }) => ({ status, mfaDelete }),
      losses: (next, current) => (next.status === "suspended" && current.status === "enabled" ? [SUSPENDED_LOSS] : []),
      send: () => aws.s3.send(new PutBucketVersioningCommand(input)),
    },
  );
}
