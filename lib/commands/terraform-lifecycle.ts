import type {
  LifecycleRule,
  LifecycleRuleFilter,
  PutBucketLifecycleConfigurationCommandInput,
  Tag,
} from "@aws-sdk/client-s3";
import { type Arguments, block, toMap } from "./hcl.ts";
import { type BucketPlace, bucketResource } from "./terraform-bucket.ts";

export function lifecycleResource(place: BucketPlace, input: PutBucketLifecycleConfigurationCommandInput): string {
  return bucketResource(
    "aws_s3_bucket_lifecycle_configuration",
    place,
    [["transition_default_minimum_object_size", input.TransitionDefaultMinimumObjectSize]],
    (input.LifecycleConfiguration?.Rules ?? []).map(toRule),
  );
}

function toRule(rule: LifecycleRule): string {
  const { Expiration: expiration, NoncurrentVersionExpiration: old, AbortIncompleteMultipartUpload: abort } = rule;
  return block(
    "rule",
    [
      ["id", rule.ID],
      ["status", rule.Status],
      ["prefix", rule.Filter === undefined ? rule.Prefix : undefined],
    ],
    [
      ...(rule.Filter === undefined ? [] : [toFilter(rule.Filter)]),
      ...given("expiration", expiration, [
        ["date", toDate(expiration?.Date)],
        ["days", expiration?.Days],
        ["expired_object_delete_marker", expiration?.ExpiredObjectDeleteMarker],
      ]),
      ...(rule.Transitions ?? []).map((transition) =>
        block("transition", [
          ["date", toDate(transition.Date)],
          ["days", transition.Days],
          ["storage_class", transition.StorageClass],
        ]),
      ),
      ...given("noncurrent_version_expiration", old, [
        ["noncurrent_days", old?.NoncurrentDays],
        ["newer_noncurrent_versions", old?.NewerNoncurrentVersions],
      ]),
      ...(rule.NoncurrentVersionTransitions ?? []).map((transition) =>
        block("noncurrent_version_transition", [
          ["noncurrent_days", transition.NoncurrentDays],
          ["newer_noncurrent_versions", transition.NewerNoncurrentVersions],
          ["storage_class", transition.StorageClass],
        ]),
      ),
      ...given("abort_incomplete_multipart_upload", abort, [["days_after_initiation", abort?.DaysAfterInitiation]]),
    ],
  );
}

function toFilter({ And: and, ...one }: LifecycleRuleFilter): string {
  if (and !== undefined) {
    const tags = (and.Tags ?? []).map(({ Key = "", Value = "" }): [string, string] => [Key, Value]);
    return block(
      "filter",
      [],
      [
        block("and", [
          ["prefix", and.Prefix],
          ["object_size_greater_than", and.ObjectSizeGreaterThan],
          ["object_size_less_than", and.ObjectSizeLessThan],
          ["tags", tags.length === 0 ? undefined : toMap(tags)],
        ]),
      ],
    );
  }
  return block(
    "filter",
    [
      ["prefix", one.Prefix],
      ["object_size_greater_than", one.ObjectSizeGreaterThan],
      ["object_size_less_than", one.ObjectSizeLessThan],
    ],
    one.Tag === undefined ? [] : [toTag(one.Tag)],
  );
}

/** The tag that a filter asks for. */
export function toTag({ Key, Value }: Tag): string {
  return block("tag", [
    ["key", Key],
    ["value", Value],
  ]);
}

function given(name: string, value: object | undefined, args: Arguments): string[] {
  return value === undefined ? [] : [block(name, args)];
}

/** The provider takes RFC 3339 without fractions of a second. */
function toDate(date: Date | undefined): string | undefined {
  return date?.toISOString().replace(/\.\d+Z$/, "Z");
}
