import { PART_NAMES, type Parts, type WholeBucket } from "./whole-bucket.ts";

/** Buckets for tests of what is written of them. */
const Bucket = "reports";
const REGION = "eu-central-1";
export const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const ABSENT = { state: "absent" } as const;

/** A bucket of which nothing was ever set: S3 gives it a default encryption all the same. */
export const BARE: WholeBucket = {
  name: Bucket,
  region: REGION,
  parts: {
    ownership: ABSENT,
    encryption: set({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
      },
    }),
    publicAccess: ABSENT,
    versioning: ABSENT,
    objectLock: ABSENT,
    tags: ABSENT,
    lifecycle: ABSENT,
    cors: ABSENT,
    logging: ABSENT,
    replication: ABSENT,
    policy: ABSENT,
  },
};

/** A bucket that nothing may be read of. */
export const UNREAD: WholeBucket = {
  name: Bucket,
  region: REGION,
  parts: PART_NAMES.reduce<Parts>(
    (parts, name) => ({ ...parts, [name]: { state: "unknown", reason: `needs s3:Get${name}` } }),
    BARE.parts,
  ),
};

/** A bucket that has everything, and of each what a language may lack. */
export const FULL: WholeBucket = {
  name: Bucket,
  region: REGION,
  parts: {
    ownership: set({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } }),
    encryption: set({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY },
            BucketKeyEnabled: false,
            BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
          },
        ],
      },
    }),
    publicAccess: set({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
    }),
    versioning: {
      state: "set",
      request: { Bucket, VersioningConfiguration: { Status: "Enabled" } },
      notes: ["MFA delete is on."],
    },
    objectLock: set({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30, DefaultEventHold: { Days: 90 } } },
      },
    }),
    tags: set({
      Bucket,
      Tagging: {
        TagSet: [
          { Key: "team", Value: "it's ${records} & more" },
          { Key: "no", Value: "on" },
        ],
      },
    }),
    lifecycle: set({
      Bucket,
      TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      LifecycleConfiguration: {
        Rules: [
          {
            ID: "age",
            Status: "Enabled",
            Filter: {
              And: { Prefix: "scans/", Tags: [{ Key: "kind", Value: "raw" }], ObjectSizeGreaterThan: 1_000_000 },
            },
            Transitions: [{ Days: 90, StorageClass: "GLACIER" }],
            Expiration: { Days: 3650 },
            NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 3 },
            NoncurrentVersionTransitions: [{ NoncurrentDays: 10, StorageClass: "GLACIER" }],
          },
          {
            ID: "rest",
            Status: "Disabled",
            Filter: { Prefix: "" },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    }),
    cors: set({
      Bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            ID: "uploads",
            AllowedOrigins: ["https://console.example"],
            AllowedMethods: ["PUT", "POST"],
            AllowedHeaders: ["*"],
            ExposeHeaders: ["ETag"],
            MaxAgeSeconds: 600,
          },
        ],
      },
    }),
    logging: set({
      Bucket,
      BucketLoggingStatus: {
        LoggingEnabled: {
          TargetBucket: "reports-logs",
          TargetPrefix: "s3/",
          TargetGrants: [{ Grantee: { Type: "CanonicalUser", ID: "abc" }, Permission: "READ" }],
          TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" } },
        },
      },
    }),
    replication: set({
      Bucket,
      ReplicationConfiguration: {
        Role: "arn:aws:iam::111122223333:role/replication",
        Rules: [
          {
            ID: "dsse",
            Priority: 1,
            Status: "Enabled",
            Filter: { And: { Prefix: "scans/", Tags: [{ Key: "copy", Value: "yes" }], Not: { Prefix: "scans/tmp/" } } },
            DeleteMarkerReplication: { Status: "Disabled" },
            ExistingObjectReplication: { Status: "Enabled" },
            SourceSelectionCriteria: {
              SseKmsEncryptedObjects: { Status: "Enabled" },
              ReplicaModifications: { Status: "Enabled" },
            },
            Destination: {
              Bucket: "arn:aws:s3:::reports-copy",
              Account: "444455556666",
              StorageClass: "STANDARD_IA",
              AccessControlTranslation: { Owner: "Destination" },
              EncryptionConfiguration: { ReplicaKmsKeyID: KEY.replace("eu-central-1", "eu-west-1") },
              Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
              ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
            },
          },
        ],
      },
    }),
    policy: set({
      Bucket,
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Theirs",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:DeleteObject"],
            Resource: `arn:aws:s3:::${Bucket}/*`,
            Condition: { Null: { "aws:PrincipalOrgID": "true" } },
          },
        ],
      }),
    }),
  },
};

function set<Request>(request: Request) {
  return { state: "set" as const, request, notes: [] };
}
