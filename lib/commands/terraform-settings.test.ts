import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import {
  objectLockResource,
  ownershipResource,
  policyResource,
  publicAccessResource,
  tagsResource,
  toTerraformAccountPublicAccess,
  toTerraformSetting,
  versioningResource,
} from "./terraform-bucket.ts";
import { lifecycleResource } from "./terraform-lifecycle.ts";
import { corsResource, loggingResource } from "./terraform-records.ts";
import { replicationResource } from "./terraform-replication.ts";

const REGION = "eu-central-1";
const Bucket = "reports";
const AT = { region: REGION, bucket: Bucket };

/** The one resource of a file as HashiCorp's own parser reads it. */
async function resourceOf(terraform: string): Promise<[kind: string, arguments_: unknown]> {
  const { resource } = await parse("main.tf", terraform);
  const [kind = "", ...others] = Object.keys(resource);
  expect(others).toEqual([]);
  expect(Object.keys(resource[kind])).toEqual([Bucket]);
  return [kind, resource[kind][Bucket][0]];
}

test("versioning, ownership, public access and tags", async () => {
  const VersioningConfiguration = { Status: "Suspended" } as const;
  expect(await resourceOf(toTerraformSetting(REGION, { Bucket, VersioningConfiguration }, versioningResource))).toEqual(
    ["aws_s3_bucket_versioning", { ...AT, versioning_configuration: [{ status: "Suspended" }] }],
  );

  const OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" as const }] };
  expect(await resourceOf(toTerraformSetting(REGION, { Bucket, OwnershipControls }, ownershipResource))).toEqual([
    "aws_s3_bucket_ownership_controls",
    { ...AT, rule: [{ object_ownership: "BucketOwnerEnforced" }] },
  ]);

  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, RestrictPublicBuckets: false };
  expect(
    await resourceOf(toTerraformSetting(REGION, { Bucket, PublicAccessBlockConfiguration }, publicAccessResource)),
  ).toEqual(["aws_s3_bucket_public_access_block", { ...AT, block_public_acls: true, restrict_public_buckets: false }]);

  const Tagging = { TagSet: [{ Key: "cost ${center}", Value: "4711" }] };
  expect(await resourceOf(toTerraformSetting(REGION, { Bucket, Tagging }, tagsResource))).toEqual([
    "aws_s3_bucket",
    { ...AT, tags: { "cost $${center}": "4711" } },
  ]);
  expect(await resourceOf(toTerraformSetting(REGION, { Bucket, Tagging: { TagSet: [] } }, tagsResource))).toEqual([
    "aws_s3_bucket",
    { ...AT, tags: {} },
  ]);
});

test("the account's public access block, which is of no bucket and no Region", async () => {
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: false };
  const file = toTerraformAccountPublicAccess({ AccountId: "111122223333", PublicAccessBlockConfiguration });
  expect((await parse("main.tf", file)).resource).toEqual({
    aws_s3_account_public_access_block: {
      account: [{ account_id: "111122223333", block_public_acls: true, ignore_public_acls: false }],
    },
  });
});

test("a log's target with its prefix, its partitions and who may read it", async () => {
  const LoggingEnabled = {
    TargetBucket: "logs",
    TargetPrefix: "reports/",
    TargetGrants: [{ Grantee: { Type: "CanonicalUser" as const, ID: "abc" }, Permission: "READ" as const }],
    TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" as const } },
  };
  const input = { Bucket, BucketLoggingStatus: { LoggingEnabled } };
  expect(await resourceOf(toTerraformSetting(REGION, input, loggingResource))).toEqual([
    "aws_s3_bucket_logging",
    {
      ...AT,
      target_bucket: "logs",
      target_prefix: "reports/",
      target_grant: [{ permission: "READ", grantee: [{ type: "CanonicalUser", id: "abc" }] }],
      target_object_key_format: [{ partitioned_prefix: [{ partition_date_source: "EventTime" }] }],
    },
  ]);
  const simple = { LoggingEnabled: { ...LoggingEnabled, TargetObjectKeyFormat: { SimplePrefix: {} } } };
  const [, plain] = await resourceOf(
    toTerraformSetting(REGION, { Bucket, BucketLoggingStatus: simple }, loggingResource),
  );
  expect(plain).toMatchObject({ target_object_key_format: [{ simple_prefix: [{}] }] });
});

test("logging that is off is no resource", async () => {
  const file = toTerraformSetting(REGION, { Bucket, BucketLoggingStatus: {} }, loggingResource);
  expect(await parse("main.tf", file)).toEqual({});
});

test("CORS rules in their order", async () => {
  const CORSRules = [
    { ID: "one", AllowedMethods: ["PUT"], AllowedOrigins: ["https://a.example"], ExposeHeaders: ["ETag"] },
    { AllowedMethods: ["GET"], AllowedOrigins: ["*"], AllowedHeaders: ["*"], MaxAgeSeconds: 60 },
  ];
  const input = { Bucket, CORSConfiguration: { CORSRules } };
  expect(await resourceOf(toTerraformSetting(REGION, input, corsResource))).toEqual([
    "aws_s3_bucket_cors_configuration",
    {
      ...AT,
      cors_rule: [
        { id: "one", allowed_methods: ["PUT"], allowed_origins: ["https://a.example"], expose_headers: ["ETag"] },
        { allowed_methods: ["GET"], allowed_origins: ["*"], allowed_headers: ["*"], max_age_seconds: 60 },
      ],
    },
  ]);
});

test("lifecycle rules with every kind of filter and effect", async () => {
  const input = {
    Bucket,
    TransitionDefaultMinimumObjectSize: "varies_by_storage_class" as const,
    LifecycleConfiguration: {
      Rules: [
        {
          ID: "all",
          Status: "Enabled" as const,
          Filter: {},
          Expiration: { Date: new Date("2030-01-01T00:00:00.000Z") },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
        {
          ID: "some",
          Status: "Disabled" as const,
          Filter: { And: { Prefix: "tmp/", ObjectSizeGreaterThan: 1, Tags: [{ Key: "a", Value: "b" }] } },
          Transitions: [{ Days: 30, StorageClass: "GLACIER" as const }],
          NoncurrentVersionTransitions: [{ NoncurrentDays: 5, StorageClass: "GLACIER" as const }],
          NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 3 },
        },
        {
          ID: "tagged",
          Status: "Enabled" as const,
          Filter: { Tag: { Key: "a", Value: "b" } },
          Expiration: { Days: 1 },
        },
        { ID: "old", Status: "Enabled" as const, Prefix: "x/", Expiration: { ExpiredObjectDeleteMarker: true } },
      ],
    },
  };
  expect(await resourceOf(toTerraformSetting(REGION, input, lifecycleResource))).toEqual([
    "aws_s3_bucket_lifecycle_configuration",
    {
      ...AT,
      transition_default_minimum_object_size: "varies_by_storage_class",
      rule: [
        {
          id: "all",
          status: "Enabled",
          filter: [{}],
          expiration: [{ date: "2030-01-01T00:00:00Z" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
        {
          id: "some",
          status: "Disabled",
          filter: [{ and: [{ prefix: "tmp/", object_size_greater_than: 1, tags: { a: "b" } }] }],
          transition: [{ days: 30, storage_class: "GLACIER" }],
          noncurrent_version_transition: [{ noncurrent_days: 5, storage_class: "GLACIER" }],
          noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 3 }],
        },
        { id: "tagged", status: "Enabled", filter: [{ tag: [{ key: "a", value: "b" }] }], expiration: [{ days: 1 }] },
        { id: "old", status: "Enabled", prefix: "x/", expiration: [{ expired_object_delete_marker: true }] },
      ],
    },
  ]);
});

test("replication rules with what they do to KMS objects", async () => {
  const input = {
    Bucket,
    ReplicationConfiguration: {
      Role: "arn:aws:iam::111122223333:role/replication",
      Rules: [
        {
          ID: "copy",
          Priority: 1,
          Status: "Enabled" as const,
          Filter: { Prefix: "a/" },
          DeleteMarkerReplication: { Status: "Disabled" as const },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" as const } },
          Destination: {
            Bucket: "arn:aws:s3:::elsewhere",
            EncryptionConfiguration: { ReplicaKmsKeyID: "arn:aws:kms:eu-west-1:111122223333:key/1" },
            ReplicationTime: { Status: "Enabled" as const, Time: { Minutes: 15 } },
            Metrics: { Status: "Enabled" as const, EventThreshold: { Minutes: 15 } },
          },
        },
      ],
    },
  };
  expect(await resourceOf(toTerraformSetting(REGION, input, replicationResource))).toEqual([
    "aws_s3_bucket_replication_configuration",
    {
      ...AT,
      role: "arn:aws:iam::111122223333:role/replication",
      rule: [
        {
          id: "copy",
          priority: 1,
          status: "Enabled",
          filter: [{ prefix: "a/" }],
          delete_marker_replication: [{ status: "Disabled" }],
          source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: "Enabled" }] }],
          destination: [
            {
              bucket: "arn:aws:s3:::elsewhere",
              encryption_configuration: [{ replica_kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/1" }],
              replication_time: [{ status: "Enabled", time: [{ minutes: 15 }] }],
              metrics: [{ status: "Enabled", event_threshold: [{ minutes: 15 }] }],
            },
          ],
        },
      ],
    },
  ]);
});

test("Object Lock with and without a default retention", async () => {
  const lock = { ObjectLockEnabled: "Enabled" as const };
  const held = { ...lock, Rule: { DefaultRetention: { Mode: "COMPLIANCE" as const, Years: 7 } } };
  expect(
    await resourceOf(toTerraformSetting(REGION, { Bucket, ObjectLockConfiguration: held }, objectLockResource)),
  ).toEqual([
    "aws_s3_bucket_object_lock_configuration",
    { ...AT, object_lock_enabled: "Enabled", rule: [{ default_retention: [{ mode: "COMPLIANCE", years: 7 }] }] },
  ]);
  const [, open] = await resourceOf(
    toTerraformSetting(REGION, { Bucket, ObjectLockConfiguration: lock }, objectLockResource),
  );
  expect(open).toEqual({ ...AT, object_lock_enabled: "Enabled" });
});

test("a bucket policy, with what Terraform would evaluate kept as text", async () => {
  const Policy = JSON.stringify({ Statement: [{ Resource: "arn:aws:s3:::reports/${aws:username}/*" }] });
  const text = toTerraformSetting(REGION, { Bucket, Policy }, policyResource);
  expect(text).toContain("$${aws:username}");
  const [kind, found] = await resourceOf(text);
  expect(kind).toBe("aws_s3_bucket_policy");
  expect(found).toMatchObject({ ...AT, policy: expect.stringContaining("jsonencode") });
});
