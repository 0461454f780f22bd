import { toLabel } from "#lib/commands/hcl.ts";
import { encryptionResource, policyResource } from "#lib/commands/terraform-bucket.ts";
import { toPutRule } from "#lib/s3/blocked-types.ts";
import type { BucketPart } from "#lib/s3/bulk.ts";
import { isDefault, toPutBucketEncryption } from "#lib/s3/encryption.ts";
import { toPutBucketPolicy } from "#lib/s3/policy-call.ts";

/** What a bucket is to have, as a Terraform resource; empty where none stands for it. */
export function toResource(bucket: string, region: string, after: BucketPart): string {
  const place = { region, label: toLabel(bucket, "bucket"), bucket };
  if (after.kind === "policy") {
    return after.policy === null ? "" : policyResource(place, toPutBucketPolicy(bucket, after.policy));
  }
  if (after.kind === "rule") return encryptionResource(place, toPutRule(bucket, after.rule));
  const { default: encryption, blockedTypes } = after.found;
  return isDefault(encryption)
    ? encryptionResource(place, toPutBucketEncryption(bucket, encryption, blockedTypes))
    : "";
}
