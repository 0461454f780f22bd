import type {
  PutBucketEncryptionCommandInput,
  PutBucketOwnershipControlsCommandInput,
  PutBucketPolicyCommandInput,
  PutBucketTaggingCommandInput,
  PutBucketVersioningCommandInput,
  PutObjectLockConfigurationCommandInput,
  PutPublicAccessBlockCommandInput,
} from "@aws-sdk/client-s3";
import type { PutPublicAccessBlockCommandInput as PutAccountPublicAccessBlockCommandInput } from "@aws-sdk/client-s3-control";
import { type Arguments, block, toFile, toLabel, toMap, toPolicy, type Value } from "./hcl.ts";

/** Where a resource of a bucket stands: its label in the file, and how it names the bucket. */
export type BucketPlace = { region: string; label: string; bucket: Value };

/** One setting of a bucket as a Terraform resource, for the same request. */
type Resource<Input> = (place: BucketPlace, input: Input) => string;

/** One setting of a bucket that Terraform need not have made, as a file of its own. */
export function toTerraformSetting<Input extends { Bucket: string | undefined }>(
  region: string,
  input: Input,
  resource: Resource<Input>,
): string {
  const bucket = input.Bucket ?? "";
  return toFile(resource({ region, label: toLabel(bucket, "bucket"), bucket }, input));
}

/** The default encryption of a bucket that exists, as Terraform for the same request. */
export function toTerraformBucketEncryption(region: string, encryption: PutBucketEncryptionCommandInput): string {
  return toTerraformSetting(region, encryption, encryptionResource);
}

/** The head of a bucket's resource, and the arguments that all of them begin with. */
export function bucketResource(
  kind: string,
  { region, label, bucket }: BucketPlace,
  args: Arguments,
  blocks: string[],
) {
  const all: Arguments = [["region", region], ["bucket", bucket], ...args];
  return block(`resource "${kind}" "${label}"`, all, blocks);
}

export function encryptionResource(
  place: BucketPlace,
  { ServerSideEncryptionConfiguration: configuration }: PutBucketEncryptionCommandInput,
): string {
  const rules = (configuration?.Rules ?? []).map((rule) =>
    block(
      "rule",
      [
        ["bucket_key_enabled", rule.BucketKeyEnabled],
        ["blocked_encryption_types", rule.BlockedEncryptionTypes?.EncryptionType],
      ],
      [
        block("apply_server_side_encryption_by_default", [
          ["sse_algorithm", rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm],
          ["kms_master_key_id", rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID],
        ]),
      ],
    ),
  );
  return bucketResource("aws_s3_bucket_server_side_encryption_configuration", place, [], rules);
}

export function versioningResource(
  place: BucketPlace,
  { VersioningConfiguration: configuration }: PutBucketVersioningCommandInput,
): string {
  return bucketResource(
    "aws_s3_bucket_versioning",
    place,
    [],
    [block("versioning_configuration", [["status", configuration?.Status]])],
  );
}

export function publicAccessResource(place: BucketPlace, input: PutPublicAccessBlockCommandInput): string {
  return bucketResource("aws_s3_bucket_public_access_block", place, switches(input.PublicAccessBlockConfiguration), []);
}

/** The account's switches, which hold in all Regions. */
export function toTerraformAccountPublicAccess(input: PutAccountPublicAccessBlockCommandInput): string {
  return toFile(
    block(`resource "aws_s3_account_public_access_block" "account"`, [
      ["account_id", input.AccountId],
      ...switches(input.PublicAccessBlockConfiguration),
    ]),
  );
}

function switches(access: PutPublicAccessBlockCommandInput["PublicAccessBlockConfiguration"]): Arguments {
  return [
    ["block_public_acls", access?.BlockPublicAcls],
    ["ignore_public_acls", access?.IgnorePublicAcls],
    ["block_public_policy", access?.BlockPublicPolicy],
    ["restrict_public_buckets", access?.RestrictPublicBuckets],
  ];
}

export function ownershipResource(place: BucketPlace, input: PutBucketOwnershipControlsCommandInput): string {
  const rules = (input.OwnershipControls?.Rules ?? []).map((rule) =>
    block("rule", [["object_ownership", rule.ObjectOwnership]]),
  );
  return bucketResource("aws_s3_bucket_ownership_controls", place, [], rules);
}

/** Terraform keeps a bucket's tags on the bucket itself, and knows no resource for them alone. */
export function tagsResource({ region, label, bucket }: BucketPlace, input: PutBucketTaggingCommandInput): string {
  const tags = (input.Tagging?.TagSet ?? []).map(({ Key = "", Value = "" }): [string, string] => [Key, Value]);
  return block(`resource "aws_s3_bucket" "${label}"`, [
    ["region", region],
    ["bucket", bucket],
    ["tags", tags.length === 0 ? { code: "{}" } : toMap(tags)],
  ]);
}

/** Known of it are the mode and the period; a default event hold has no argument. */
export function objectLockResource(place: BucketPlace, input: PutObjectLockConfigurationCommandInput): string {
  const retention = input.ObjectLockConfiguration?.Rule?.DefaultRetention;
  const args: Arguments = [
    ["mode", retention?.Mode],
    ["days", retention?.Days],
    ["years", retention?.Years],
  ];
  const rules = retention === undefined ? [] : [block("rule", [], [block("default_retention", args)])];
  return bucketResource(
    "aws_s3_bucket_object_lock_configuration",
    place,
    [["object_lock_enabled", input.ObjectLockConfiguration?.ObjectLockEnabled]],
    rules,
  );
}

export function policyResource(
  { region, label, bucket }: BucketPlace,
  { Policy = "" }: PutBucketPolicyCommandInput,
): string {
  return block(`resource "aws_s3_bucket_policy" "${label}"`, [
    ["region", region],
    ["bucket", bucket],
    ["policy", toPolicy(Policy)],
  ]);
}
