import type { PutBucketCorsCommandInput, PutBucketLoggingCommandInput, TargetGrant } from "@aws-sdk/client-s3";
import { block } from "./hcl.ts";
import { type BucketPlace, bucketResource } from "./terraform-bucket.ts";

/** Where a bucket's access log goes. Logging that is off is no resource at all: an empty text. */
export function loggingResource(place: BucketPlace, input: PutBucketLoggingCommandInput): string {
  const logging = input.BucketLoggingStatus?.LoggingEnabled;
  if (logging === undefined) return "";
  const format = logging.TargetObjectKeyFormat;
  const inside =
    format?.PartitionedPrefix !== undefined
      ? [block("partitioned_prefix", [["partition_date_source", format.PartitionedPrefix.PartitionDateSource]])]
      : format?.SimplePrefix !== undefined
        ? [block("simple_prefix", [])]
        : [];
  return bucketResource(
    "aws_s3_bucket_logging",
    place,
    [
      ["target_bucket", logging.TargetBucket],
      ["target_prefix", logging.TargetPrefix],
    ],
    [
      ...(logging.TargetGrants ?? []).map(grant),
      ...(inside.length === 0 ? [] : [block("target_object_key_format", [], inside)]),
    ],
  );
}

function grant({ Grantee, Permission }: TargetGrant): string {
  return block(
    "target_grant",
    [["permission", Permission]],
    [
      block("grantee", [
        ["type", Grantee?.Type],
        ["id", Grantee?.ID],
        ["uri", Grantee?.URI],
        ["email_address", Grantee?.EmailAddress],
      ]),
    ],
  );
}

export function corsResource(place: BucketPlace, input: PutBucketCorsCommandInput): string {
  const rules = (input.CORSConfiguration?.CORSRules ?? []).map((rule) =>
    block("cors_rule", [
      ["id", rule.ID],
      ["allowed_headers", rule.AllowedHeaders],
      ["allowed_methods", rule.AllowedMethods],
      ["allowed_origins", rule.AllowedOrigins],
      ["expose_headers", rule.ExposeHeaders],
      ["max_age_seconds", rule.MaxAgeSeconds],
    ]),
  );
  return bucketResource("aws_s3_bucket_cors_configuration", place, [], rules);
}
