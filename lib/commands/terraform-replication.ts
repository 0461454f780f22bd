import type {
  Destination,
  PutBucketReplicationCommandInput,
  ReplicationRule,
  ReplicationRuleFilter,
} from "@aws-sdk/client-s3";
import { type Arguments, block, toMap } from "./hcl.ts";
import { type BucketPlace, bucketResource } from "./terraform-bucket.ts";
import { toTag } from "./terraform-lifecycle.ts";

/** What a rule excludes is left out: no provider version that is known here has an argument for it. */
export function replicationResource(place: BucketPlace, input: PutBucketReplicationCommandInput): string {
  const { Role, Rules = [] } = input.ReplicationConfiguration ?? {};
  return bucketResource("aws_s3_bucket_replication_configuration", place, [["role", Role]], Rules.map(toRule));
}

function toRule(rule: ReplicationRule): string {
  const { SourceSelectionCriteria: selection, DeleteMarkerReplication: markers, ExistingObjectReplication: old } = rule;
  const selected = [
    ...given("sse_kms_encrypted_objects", selection?.SseKmsEncryptedObjects, [
      ["status", selection?.SseKmsEncryptedObjects?.Status],
    ]),
    ...given("replica_modifications", selection?.ReplicaModifications, [
      ["status", selection?.ReplicaModifications?.Status],
    ]),
  ];
  return block(
    "rule",
    [
      ["id", rule.ID],
      ["priority", rule.Priority],
      ["status", rule.Status],
      ["prefix", rule.Filter === undefined ? rule.Prefix : undefined],
    ],
    [
      ...(rule.Filter === undefined ? [] : [toFilter(rule.Filter)]),
      ...given("delete_marker_replication", markers, [["status", markers?.Status]]),
      ...given("existing_object_replication", old, [["status", old?.Status]]),
      ...(selected.length === 0 ? [] : [block("source_selection_criteria", [], selected)]),
      ...(rule.Destination === undefined ? [] : [toDestination(rule.Destination)]),
    ],
  );
}

function toFilter({ And: and, ...one }: ReplicationRuleFilter): string {
  if (and !== undefined) {
    const tags = (and.Tags ?? []).map(({ Key = "", Value = "" }): [string, string] => [Key, Value]);
    const args: Arguments = [
      ["prefix", and.Prefix],
      ["tags", tags.length === 0 ? undefined : toMap(tags)],
    ];
    return block("filter", [], [block("and", args)]);
  }
  return block("filter", [["prefix", one.Prefix]], one.Tag === undefined ? [] : [toTag(one.Tag)]);
}

function toDestination(destination: Destination): string {
  const { EncryptionConfiguration: encryption, AccessControlTranslation: translation } = destination;
  const { ReplicationTime: time, Metrics: metrics } = destination;
  const minutes = (name: string, value: { Minutes?: number | undefined } | undefined) =>
    given(name, value, [["minutes", value?.Minutes]]);
  return block(
    "destination",
    [
      ["bucket", destination.Bucket],
      ["account", destination.Account],
      ["storage_class", destination.StorageClass],
    ],
    [
      ...given("access_control_translation", translation, [["owner", translation?.Owner]]),
      ...given("encryption_configuration", encryption, [["replica_kms_key_id", encryption?.ReplicaKmsKeyID]]),
      ...given("replication_time", time, [["status", time?.Status]], minutes("time", time?.Time)),
      ...given("metrics", metrics, [["status", metrics?.Status]], minutes("event_threshold", metrics?.EventThreshold)),
    ],
  );
}

function given(name: string, value: object | undefined, args: Arguments, blocks: string[] = []): string[] {
  return value === undefined ? [] : [block(name, args, blocks)];
}
