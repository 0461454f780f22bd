import type {
  CORSRule,
  CreateBucketCommandInput,
  PutBucketCorsCommandInput,
  PutBucketEncryptionCommandInput,
  PutBucketLoggingCommandInput,
  PutBucketOwnershipControlsCommandInput,
  PutBucketTaggingCommandInput,
  PutBucketVersioningCommandInput,
  PutObjectLockConfigurationCommandInput,
  PutPublicAccessBlockCommandInput,
  Tag,
} from "@aws-sdk/client-s3";
import type { Yaml } from "./yaml.ts";

/** Properties of AWS::S3::Bucket for one request, and what CloudFormation cannot say of it, a sentence each. */
export type Properties = { properties: { [name: string]: Yaml | undefined }; notes: string[] };

const exactly = (properties: Properties["properties"]): Properties => ({ properties, notes: [] });

export function bucketProperties({ Bucket, BucketNamespace, ObjectLockEnabledForBucket }: CreateBucketCommandInput) {
  return exactly({ BucketName: Bucket, BucketNamespace, ObjectLockEnabled: ObjectLockEnabledForBucket });
}

export function encryptionProperties({
  ServerSideEncryptionConfiguration: configuration,
}: PutBucketEncryptionCommandInput): Properties {
  const rules = (configuration?.Rules ?? []).map((rule) => ({
    ServerSideEncryptionByDefault:
      rule.ApplyServerSideEncryptionByDefault === undefined
        ? undefined
        : {
            SSEAlgorithm: rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm,
            KMSMasterKeyID: rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID,
          },
    BucketKeyEnabled: rule.BucketKeyEnabled,
    BlockedEncryptionTypes:
      rule.BlockedEncryptionTypes === undefined
        ? undefined
        : { EncryptionType: rule.BlockedEncryptionTypes.EncryptionType },
  }));
  return exactly({ BucketEncryption: { ServerSideEncryptionConfiguration: rules } });
}

export function publicAccessProperties({ PublicAccessBlockConfiguration: access }: PutPublicAccessBlockCommandInput) {
  return exactly({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: access?.BlockPublicAcls,
      IgnorePublicAcls: access?.IgnorePublicAcls,
      BlockPublicPolicy: access?.BlockPublicPolicy,
      RestrictPublicBuckets: access?.RestrictPublicBuckets,
    },
  });
}

export function versioningProperties({ VersioningConfiguration: configuration }: PutBucketVersioningCommandInput) {
  return exactly({ VersioningConfiguration: { Status: configuration?.Status } });
}

export function ownershipProperties({ OwnershipControls: controls }: PutBucketOwnershipControlsCommandInput) {
  const Rules = (controls?.Rules ?? []).map(({ ObjectOwnership }) => ({ ObjectOwnership }));
  return exactly({ OwnershipControls: { Rules } });
}

export function tagsProperties({ Tagging }: PutBucketTaggingCommandInput): Properties {
  return exactly({ Tags: (Tagging?.TagSet ?? []).map(toTag) });
}

export function toTag({ Key = "", Value = "" }: Tag): { Key: string; Value: string } {
  return { Key, Value };
}

export function corsProperties({ CORSConfiguration: configuration }: PutBucketCorsCommandInput): Properties {
  return exactly({ CorsConfiguration: { CorsRules: (configuration?.CORSRules ?? []).map(toCorsRule) } });
}

function toCorsRule(rule: CORSRule) {
  return {
    Id: rule.ID,
    AllowedHeaders: rule.AllowedHeaders,
    AllowedMethods: rule.AllowedMethods,
    AllowedOrigins: rule.AllowedOrigins,
    ExposedHeaders: rule.ExposeHeaders,
    MaxAge: rule.MaxAgeSeconds,
  };
}

export function loggingProperties({ BucketLoggingStatus: status }: PutBucketLoggingCommandInput): Properties {
  const logging = status?.LoggingEnabled;
  if (logging === undefined) return exactly({});
  const format = logging.TargetObjectKeyFormat;
  const { PartitionedPrefix: partitioned } = format ?? {};
  const grants = logging.TargetGrants ?? [];
  return {
    properties: {
      LoggingConfiguration: {
        DestinationBucketName: logging.TargetBucket,
        LogFilePrefix: logging.TargetPrefix,
        TargetObjectKeyFormat:
          partitioned !== undefined
            ? { PartitionedPrefix: { PartitionDateSource: partitioned.PartitionDateSource } }
            : format?.SimplePrefix !== undefined
              ? { SimplePrefix: {} }
              : undefined,
      },
    },
    notes: grants.length === 0 ? [] : [`Grants by ACL on the log objects have no property: ${grants.length}.`],
  };
}

export function objectLockProperties({ ObjectLockConfiguration: lock }: PutObjectLockConfigurationCommandInput) {
  const retention = lock?.Rule?.DefaultRetention;
  const { Mode, Days, Years } = retention ?? {};
  const rule = Mode === undefined ? undefined : { DefaultRetention: { Mode, Days, Years } };
  return {
    properties: { ObjectLockConfiguration: { ObjectLockEnabled: lock?.ObjectLockEnabled, Rule: rule } },
    notes: retention?.DefaultEventHold === undefined ? [] : ["The default event hold has no property."],
  };
}
