import type { PutBucketVersioningCommandInput } from "@aws-sdk/client-s3";

/** A bucket's versioning: "never" until it is first turned on, after which it can only be suspended. */
export type Versioning = { status: "never" | "enabled" | "suspended"; mfaDelete: boolean };

/** S3 answers nothing at all for a bucket whose versioning was never touched. */
export function fromVersioning(answer: { Status?: string | undefined; MFADelete?: string | undefined }): Versioning {
  const mfaDelete = answer.MFADelete === "Enabled";
  if (answer.Status === "Enabled") return { status: "enabled", mfaDelete };
  return { status: answer.Status === "Suspended" ? "suspended" : "never", mfaDelete };
}

/** The request that turns versioning on. */
export function toEnableVersioning(bucket: string): PutBucketVersioningCommandInput {
  return { Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } };
}

/** The request that stops making versions. Those that exist stay, and MFA delete stays as it is. */
export function toSuspendVersioning(bucket: string): PutBucketVersioningCommandInput {
  return { Bucket: bucket, VersioningConfiguration: { Status: "Suspended" } };
}

/** In one line that tells any two apart. */
export function versioningInWords({ status, mfaDelete }: Versioning): string {
  return `${status}${mfaDelete ? " with MFA delete" : ""}`;
}

export const SUSPENDED_LOSS =
  "An object that is overwritten or deleted from then on is gone when it is the version called null: no older version of it is kept.";
