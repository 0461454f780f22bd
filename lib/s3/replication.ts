import type {
  PutBucketReplicationCommandInput,
  ReplicationConfiguration,
  ReplicationRule,
  Tag,
} from "@aws-sdk/client-s3";

/** Where a bucket's new objects are copied to, by rule as S3 answers it: shown and handed on unchanged. */
export type Replication = { role: string; rules: ReplicationRule[] };

export function fromReplication(configuration: ReplicationConfiguration): Replication {
  return { role: configuration.Role ?? "", rules: configuration.Rules ?? [] };
}

export function toPutBucketReplication(bucket: string, { role, rules }: Replication): PutBucketReplicationCommandInput {
  return { Bucket: bucket, ReplicationConfiguration: { Role: role, Rules: rules } };
}

/** What a rule does with objects under SSE-KMS and DSSE-KMS. Source: S3 User Guide, "Replicating encrypted objects". */
export type KmsReplication =
  /** They are left out, which is S3's own choice. */
  | { selected: false }
  /** A null replicaKeyId: selected without a key, which S3 does not replicate with. As written, not checked by S3. */
  | { selected: true; replicaKeyId: string | null };

/** One rule for a person. */
export function replicationInWords(rule: ReplicationRule): {
  name: string;
  enabled: boolean;
  about: string;
  targetBucket: string;
  /** The account that owns the replicas, where the rule names one. */
  account: string | null;
  kms: KmsReplication;
  deleteMarkers: boolean;
} {
  const { Destination } = rule;
  return {
    name: rule.ID ?? "Rule without a name",
    enabled: rule.Status === "Enabled",
    about: scopeOf(rule),
    targetBucket: (Destination?.Bucket ?? "").replace(/^arn:[^:]+:s3:::/, ""),
    account: Destination?.Account ?? null,
    kms:
      rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled"
        ? { selected: true, replicaKeyId: Destination?.EncryptionConfiguration?.ReplicaKmsKeyID ?? null }
        : { selected: false },
    deleteMarkers: rule.DeleteMarkerReplication?.Status === "Enabled",
  };
}

/** Which new objects a rule that is in force does not copy once they have a KMS key, and why not: "leaves out …". */
export type LeftOut = { name: string; about: string; targetBucket: string; why: string };

export function leavesKmsOut(replication: Replication | null): LeftOut[] {
  return (replication?.rules ?? []).map(replicationInWords).flatMap(({ name, enabled, about, targetBucket, kms }) => {
    if (!enabled || (kms.selected && kms.replicaKeyId !== null)) return [];
    const why = kms.selected
      ? "selects objects under KMS keys, but names no key for their replicas"
      : "leaves out objects under KMS keys";
    return [{ name, about, targetBucket, why }];
  });
}

function scopeOf({ Filter: filter, Prefix }: ReplicationRule): string {
  const all = filter?.And ?? filter;
  const tags: Tag[] = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag]);
  const excluded = filter?.And?.Not ?? filter?.Not;
  const prefix = all?.Prefix ?? Prefix ?? "";
  const parts = [
    ...(prefix === "" ? [] : [`under ${prefix}`]),
    ...tags.map(({ Key, Value }) => `tagged ${Key}=${Value}`),
  ];
  const whole = parts.length === 0 ? "All new objects" : `New objects ${parts.join(", ")}`;
  return excluded === undefined ? whole : `${whole}, except ${JSON.stringify(excluded)}`;
}
