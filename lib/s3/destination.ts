import type { InventoryConfiguration, ReplicationRule } from "@aws-sdk/client-s3";

/** Where a bucket has S3 write, and with which key, as far as the bucket's settings name one. */
export type Destination = {
  /** The rule's or configuration's own id; null where it has none. */
  id: string | null;
  /** The bucket that is written to. */
  bucket: string;
  /** As it is written there: an ARN, an id or an alias; null where no key is named. */
  keyId: string | null;
  /** A rule that is switched off stays stored. */
  enabled: boolean;
};

/** "arn:aws:s3:::reports" is the bucket "reports". */
function bucketOfArn(arn: string): string {
  return arn.replace(/^arn:[a-z-]+:s3:::/, "");
}

/** The replicas of a rule. Their key is named only where KMS objects are replicated. */
export function fromReplicationRule({ ID, Status, Destination: to }: ReplicationRule): Destination {
  return {
    id: ID ?? null,
    bucket: bucketOfArn(to?.Bucket ?? ""),
    keyId: to?.EncryptionConfiguration?.ReplicaKmsKeyID ?? null,
    enabled: Status === "Enabled",
  };
}

/** The lists of an inventory. */
export function fromInventory({ Id, IsEnabled, Destination: to }: InventoryConfiguration): Destination {
  const target = to?.S3BucketDestination;
  return {
    id: Id ?? null,
    bucket: bucketOfArn(target?.Bucket ?? ""),
    keyId: target?.Encryption?.SSEKMS?.KeyId ?? null,
    enabled: IsEnabled ?? false,
  };
}
