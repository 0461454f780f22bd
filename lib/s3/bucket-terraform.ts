import { type Arguments, block, toFile, toLabel, toMap } from "#lib/commands/hcl.ts";
import {
  type BucketPlace,
  encryptionResource,
  objectLockResource,
  ownershipResource,
  policyResource,
  publicAccessResource,
  versioningResource,
} from "#lib/commands/terraform-bucket.ts";
import { lifecycleResource } from "#lib/commands/terraform-lifecycle.ts";
import { corsResource, loggingResource } from "#lib/commands/terraform-records.ts";
import { replicationResource } from "#lib/commands/terraform-replication.ts";
import { type Code, codeOf, commented } from "./bucket-code.ts";
import { type PartName, type PartRequests, remarksOf, toCreateRequest, type WholeBucket } from "./whole-bucket.ts";

/** The resource that stands for each part; tags stand on the bucket itself. */
const KINDS: Record<PartName, string | null> = {
  ownership: "aws_s3_bucket_ownership_controls",
  encryption: "aws_s3_bucket_server_side_encryption_configuration",
  publicAccess: "aws_s3_bucket_public_access_block",
  versioning: "aws_s3_bucket_versioning",
  objectLock: "aws_s3_bucket_object_lock_configuration",
  tags: null,
  lifecycle: "aws_s3_bucket_lifecycle_configuration",
  cors: "aws_s3_bucket_cors_configuration",
  logging: "aws_s3_bucket_logging",
  replication: "aws_s3_bucket_replication_configuration",
  policy: "aws_s3_bucket_policy",
};

/**
 * The whole bucket as Terraform, with an import block for each resource that `existing` has, so that the first apply
 * adopts what is there. `head` is what a reader has to know first, a line each.
 */
export function toTerraformWhole(whole: WholeBucket, existing: WholeBucket, head: string[]): string {
  const { name, region, parts } = whole;
  const label = toLabel(name, "bucket");
  const place: BucketPlace = { region, label, bucket: { code: `aws_s3_bucket.${label}.id` } };
  // What needs versioning names the bucket through it, so that Terraform turns it on first.
  const later: BucketPlace =
    parts.versioning.state === "set"
      ? { ...place, bucket: { code: `aws_s3_bucket_versioning.${label}.bucket` } }
      : place;
  const code = codeOf<string>(whole, {
    ownership: (request) => ownershipResource(place, request),
    encryption: (request) => encryptionResource(place, request),
    publicAccess: (request) => publicAccessResource(place, request),
    versioning: (request) => versioningResource(place, request),
    objectLock: (request) => objectLockResource(later, request),
    tags: () => "",
    lifecycle: (request) => lifecycleResource(later, request),
    cors: (request) => corsResource(place, request),
    logging: (request) => loggingResource(place, request),
    replication: (request) => replicationResource(later, request),
    policy: (request) => policyResource(place, request),
  });
  const kinds = ["aws_s3_bucket", ...code.flatMap((one) => (exists(existing, one) ? (KINDS[one.name] ?? []) : []))];
  return toFile(
    commented([...head, ...remarksOf(whole)]),
    ...kinds.map((kind) => importBlock(`${kind}.${label}`, `${name}@${region}`)),
    bucketBlock(whole, label),
    ...code.flatMap((one) => {
      const comments = [...one.comments, ...limitsOf(whole, one.name)];
      const text = [...(comments.length === 0 ? [] : [commented(comments)]), ...(one.code ? [one.code] : [])].join(
        "\n",
      );
      return text === "" ? [] : [text];
    }),
  );
}

function exists({ parts }: WholeBucket, { name, code }: Code<string>): boolean {
  return code !== null && parts[name].state === "set";
}

/** Source: Terraform AWS Provider, "Enhanced Region Support": an import ID takes the Region after an @. */
function importBlock(to: string, id: string): string {
  return block("import", [
    ["to", { code: to }],
    ["id", id],
  ]);
}

function bucketBlock(whole: WholeBucket, label: string): string {
  const { region, parts } = whole;
  const { Bucket, BucketNamespace, ObjectLockEnabledForBucket } = toCreateRequest(whole);
  const args: Arguments = [
    ["region", region],
    ["bucket", Bucket],
    ["bucket_namespace", BucketNamespace],
    ["object_lock_enabled", ObjectLockEnabledForBucket],
    ["tags", parts.tags.state === "set" ? tagsOf(parts.tags.request) : undefined],
  ];
  // Terraform takes tags that are not written for tags to be removed.
  const kept = block("lifecycle", [["ignore_changes", { code: "[tags, tags_all]" }]]);
  return block(`resource "aws_s3_bucket" "${label}"`, args, parts.tags.state === "unknown" ? [kept] : []);
}

function tagsOf({ Tagging }: PartRequests["tags"]) {
  const tags = (Tagging?.TagSet ?? []).map(({ Key = "", Value = "" }): [string, string] => [Key, Value]);
  return tags.length === 0 ? { code: "{}" } : toMap(tags);
}

/** What no argument of the provider says. */
function limitsOf({ parts: { objectLock, replication } }: WholeBucket, name: PartName): string[] {
  if (name === "objectLock" && objectLock.state === "set") {
    const hold = objectLock.request.ObjectLockConfiguration?.Rule?.DefaultRetention?.DefaultEventHold;
    return hold === undefined ? [] : ["The default event hold has no argument, so it is not here."];
  }
  if (name === "replication" && replication.state === "set") {
    const rules = replication.request.ReplicationConfiguration?.Rules ?? [];
    const excluding = rules.filter(({ Filter }) => Filter?.Not !== undefined || Filter?.And?.Not !== undefined);
    return excluding.map(
      ({ ID }) => `What rule ${ID ?? "without a name"} excludes has no argument, so it is not here.`,
    );
  }
  return [];
}
