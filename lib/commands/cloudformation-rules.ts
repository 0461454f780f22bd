import type {
  LifecycleRule,
  PutBucketLifecycleConfigurationCommandInput,
  PutBucketReplicationCommandInput,
  ReplicationRule,
  Tag,
} from "@aws-sdk/client-s3";
import { type Properties, toTag } from "./cloudformation-bucket.ts";
import type { Yaml } from "./yaml.ts";

/** CloudFormation has no filter: its conditions stand on the rule itself, and all have to hold. */
export function lifecycleProperties(input: PutBucketLifecycleConfigurationCommandInput): Properties {
  return {
    properties: {
      LifecycleConfiguration: {
        Rules: (input.LifecycleConfiguration?.Rules ?? []).map(toLifecycleRule),
        TransitionDefaultMinimumObjectSize: input.TransitionDefaultMinimumObjectSize,
      },
    },
    notes: [],
  };
}

function toLifecycleRule(rule: LifecycleRule): Yaml {
  const { Filter: filter, Expiration: expiration, NoncurrentVersionExpiration: old } = rule;
  const all = filter?.And ?? filter;
  const tags: Tag[] = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag]);
  return {
    Id: rule.ID,
    Status: rule.Status,
    Prefix: all?.Prefix ?? rule.Prefix,
    TagFilters: tags.length === 0 ? undefined : tags.map(toTag),
    ObjectSizeGreaterThan: toNumeral(all?.ObjectSizeGreaterThan),
    ObjectSizeLessThan: toNumeral(all?.ObjectSizeLessThan),
    ExpirationInDays: expiration?.Days,
    ExpirationDate: expiration?.Date?.toISOString(),
    ExpiredObjectDeleteMarker: expiration?.ExpiredObjectDeleteMarker,
    Transitions: rule.Transitions?.map(({ StorageClass, Days, Date: date }) => ({
      StorageClass,
      TransitionInDays: Days,
      TransitionDate: date?.toISOString(),
    })),
    NoncurrentVersionExpiration:
      old === undefined
        ? undefined
        : { NoncurrentDays: old.NoncurrentDays, NewerNoncurrentVersions: old.NewerNoncurrentVersions },
    NoncurrentVersionTransitions: rule.NoncurrentVersionTransitions?.map((transition) => ({
      StorageClass: transition.StorageClass,
      TransitionInDays: transition.NoncurrentDays,
      NewerNoncurrentVersions: transition.NewerNoncurrentVersions,
    })),
    AbortIncompleteMultipartUpload:
      rule.AbortIncompleteMultipartUpload === undefined
        ? undefined
        : { DaysAfterInitiation: rule.AbortIncompleteMultipartUpload.DaysAfterInitiation },
  };
}

function toNumeral(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : String(bytes);
}

export function replicationProperties({
  ReplicationConfiguration: configuration,
}: PutBucketReplicationCommandInput): Properties {
  const rules = configuration?.Rules ?? [];
  const name = ({ ID }: ReplicationRule) => ID ?? "without a name";
  const existing = rules.filter(({ ExistingObjectReplication: old }) => old?.Status === "Enabled").map(name);
  const excluding = rules.filter(({ Filter }) => Filter?.Not !== undefined || Filter?.And?.Not !== undefined).map(name);
  return {
    properties: { ReplicationConfiguration: { Role: configuration?.Role, Rules: rules.map(toReplicationRule) } },
    notes: [
      ...(existing.length === 0
        ? []
        : [`Replication of existing objects has no property: rule ${existing.join(", ")}.`]),
      ...(excluding.length === 0 ? [] : [`What a rule excludes has no property: rule ${excluding.join(", ")}.`]),
    ],
  };
}

function toReplicationRule(rule: ReplicationRule): Yaml {
  const { Filter: filter, SourceSelectionCriteria: selection, Destination: target } = rule;
  return {
    Id: rule.ID,
    Priority: rule.Priority,
    Status: rule.Status,
    Prefix: filter === undefined ? rule.Prefix : undefined,
    Filter:
      filter === undefined
        ? undefined
        : {
            Prefix: filter.Prefix,
            TagFilter: filter.Tag === undefined ? undefined : toTag(filter.Tag),
            And:
              filter.And === undefined
                ? undefined
                : { Prefix: filter.And.Prefix, TagFilters: filter.And.Tags?.map(toTag) },
          },
    DeleteMarkerReplication: statusOf(rule.DeleteMarkerReplication),
    SourceSelectionCriteria:
      selection === undefined
        ? undefined
        : {
            SseKmsEncryptedObjects: statusOf(selection.SseKmsEncryptedObjects),
            ReplicaModifications: statusOf(selection.ReplicaModifications),
          },
    Destination: {
      Bucket: target?.Bucket,
      Account: target?.Account,
      StorageClass: target?.StorageClass,
      AccessControlTranslation:
        target?.AccessControlTranslation === undefined ? undefined : { Owner: target.AccessControlTranslation.Owner },
      EncryptionConfiguration:
        target?.EncryptionConfiguration === undefined
          ? undefined
          : { ReplicaKmsKeyID: target.EncryptionConfiguration.ReplicaKmsKeyID },
      Metrics:
        target?.Metrics === undefined
          ? undefined
          : { Status: target.Metrics.Status, EventThreshold: minutesOf(target.Metrics.EventThreshold) },
      ReplicationTime:
        target?.ReplicationTime === undefined
          ? undefined
          : { Status: target.ReplicationTime.Status, Time: minutesOf(target.ReplicationTime.Time) },
    },
  };
}

function statusOf(setting: { Status?: string | undefined } | undefined): Yaml | undefined {
  return setting?.Status === undefined ? undefined : { Status: setting.Status };
}

function minutesOf(time: { Minutes?: number | undefined } | undefined): Yaml | undefined {
  return time?.Minutes === undefined ? undefined : { Minutes: time.Minutes };
}
