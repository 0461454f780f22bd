import type { LoggingEnabled, PutBucketLoggingCommandInput, TargetGrant } from "@aws-sdk/client-s3";

/** Where a bucket's server access log goes. */
export type Logging = {
  targetBucket: string;
  /** What the log objects' keys begin with; may be empty. */
  prefix: string;
  /** By which time the keys are partitioned; null puts the prefix before a flat name. */
  partitionedBy: "EventTime" | "DeliveryTime" | null;
  /** Who may read the log objects by an ACL, in AWS's words; handed back as read. */
  grants: readonly TargetGrant[];
};

/** S3 answers no LoggingEnabled where logging is off: null. */
export function fromLoggingEnabled(enabled: LoggingEnabled | undefined): Logging | null {
  if (enabled === undefined) return null;
  const partitioned = enabled.TargetObjectKeyFormat?.PartitionedPrefix;
  return {
    targetBucket: enabled.TargetBucket ?? "",
    prefix: enabled.TargetPrefix ?? "",
    // EventTime is what S3 takes where none is said. Source: PartitionedPrefix.
    partitionedBy: partitioned === undefined ? null : (partitioned.PartitionDateSource ?? "EventTime"),
    grants: enabled.TargetGrants ?? [],
  };
}

/** The request that sends a bucket's log to `logging`; null turns it off. */
export function toPutBucketLogging(bucket: string, logging: Logging | null): PutBucketLoggingCommandInput {
  if (logging === null) return { Bucket: bucket, BucketLoggingStatus: {} };
  const { targetBucket, prefix, partitionedBy, grants } = logging;
  return {
    Bucket: bucket,
    BucketLoggingStatus: {
      LoggingEnabled: {
        TargetBucket: targetBucket,
        TargetPrefix: prefix,
        ...(grants.length === 0 ? {} : { TargetGrants: [...grants] }),
        ...(partitionedBy === null
          ? {}
          : { TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: partitionedBy } } }),
      },
    },
  };
}

/** In one line that tells any two apart. */
export function loggingInWords(logging: Logging | null): string {
  if (logging === null) return "off";
  const { targetBucket, prefix, partitionedBy, grants } = logging;
  const format = partitionedBy === null ? "" : `, partitioned by ${partitionedBy}`;
  const readers = grants.length === 0 ? "" : `, granted by ACL: ${grants.map(grantInWords).toSorted().join(" and ")}`;
  // In quotes no prefix is taken for the words around it.
  return `to ${targetBucket} under ${prefix === "" ? "no prefix" : JSON.stringify(prefix)}${format}${readers}`;
}

function grantInWords({ Permission, Grantee }: TargetGrant): string {
  const grantee = Object.entries({ ...Grantee }).filter(([, value]) => value !== undefined);
  const inOrder = grantee.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${Permission ?? "nothing"} for ${inOrder.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ")}`;
}

export const LOGGING_LOSS =
  "Who asked what of this bucket, over which TLS and with which signature, is no longer written down here. What was delivered stays.";
