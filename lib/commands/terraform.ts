import type {
  CreateAliasCommandInput,
  CreateKeyCommandInput,
  EnableKeyRotationCommandInput,
} from "@aws-sdk/client-kms";
import type {
  CreateBucketCommandInput,
  PutBucketEncryptionCommandInput,
  PutBucketVersioningCommandInput,
  PutPublicAccessBlockCommandInput,
} from "@aws-sdk/client-s3";
import { block, toFile, toLabel, toMap, toPolicy } from "./hcl.ts";
import { encryptionResource, publicAccessResource, versioningResource } from "./terraform-bucket.ts";

/** A KMS key with its alias and rotation, as Terraform for the same requests. */
export function toTerraformKey(
  region: string,
  {
    key,
    alias,
    rotation,
  }: {
    key: CreateKeyCommandInput;
    alias: CreateAliasCommandInput;
    /** Null leaves rotation off. */
    rotation: EnableKeyRotationCommandInput | null;
  },
): string {
  const label = toLabel((alias.AliasName ?? "").replace(/^alias\//, ""), "key");
  const tags = key.Tags?.map(({ TagKey, TagValue }): [string, string] => [TagKey ?? "", TagValue ?? ""]);
  return toFile(
    block(`resource "aws_kms_key" "${label}"`, [
      ["region", region],
      ["description", key.Description],
      ["enable_key_rotation", rotation !== null],
      ["rotation_period_in_days", rotation?.RotationPeriodInDays],
      ["policy", key.Policy === undefined ? undefined : toPolicy(key.Policy)],
      ["tags", tags === undefined ? undefined : toMap(tags)],
    ]),
    block(`resource "aws_kms_alias" "${label}"`, [
      ["region", region],
      ["name", alias.AliasName],
      ["target_key_id", { code: `aws_kms_key.${label}.arn` }],
    ]),
  );
}

/** A bucket with its settings, as Terraform for the same requests. */
export function toTerraformBucket(
  region: string,
  {
    bucket,
    encryption,
    publicAccess,
    versioning,
  }: {
    bucket: CreateBucketCommandInput;
    encryption: PutBucketEncryptionCommandInput;
    publicAccess: PutPublicAccessBlockCommandInput;
    /** Null leaves versioning as it is in a new bucket: never turned on. */
    versioning: PutBucketVersioningCommandInput | null;
  },
): string {
  const label = toLabel(bucket.Bucket ?? "", "bucket");
  const place = { region, label, bucket: { code: `aws_s3_bucket.${label}.id` } };
  return toFile(
    block(`resource "aws_s3_bucket" "${label}"`, [
      ["region", region],
      ["bucket", bucket.Bucket],
      ["bucket_namespace", bucket.BucketNamespace],
    ]),
    encryptionResource(place, encryption),
    publicAccessResource(place, publicAccess),
    ...(versioning === null ? [] : [versioningResource(place, versioning)]),
  );
}
