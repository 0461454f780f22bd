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
import { toVisibleJson } from "./cli.ts";

/** A Terraform expression that is not a text: a reference, or what a writer below has made. */
type Expression = { code: string };

type Value = string | number | boolean | readonly string[] | Expression;

/** Arguments in their order; undefined ones are left out. */
type Arguments = [name: string, value: Value | undefined][];

/** "region" on a resource and "blocked_encryption_types" that Terraform does not try to clear need this provider. */
const PROVIDER = "# AWS provider 6.40 or later.";

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
  const reference = { code: `aws_s3_bucket.${label}.id` };
  const access = publicAccess.PublicAccessBlockConfiguration;
  return toFile(
    block(`resource "aws_s3_bucket" "${label}"`, [
      ["region", region],
      ["bucket", bucket.Bucket],
      ["bucket_namespace", bucket.BucketNamespace],
    ]),
    encryptionBlock(region, label, reference, encryption),
    block(`resource "aws_s3_bucket_public_access_block" "${label}"`, [
      ["region", region],
      ["bucket", reference],
      ["block_public_acls", access?.BlockPublicAcls],
      ["ignore_public_acls", access?.IgnorePublicAcls],
      ["block_public_policy", access?.BlockPublicPolicy],
      ["restrict_public_buckets", access?.RestrictPublicBuckets],
    ]),
    ...(versioning === null
      ? []
      : [
          block(
            `resource "aws_s3_bucket_versioning" "${label}"`,
            [
              ["region", region],
              ["bucket", reference],
            ],
            [block("versioning_configuration", [["status", versioning.VersioningConfiguration?.Status]])],
          ),
        ]),
  );
}

/** The default encryption of a bucket that exists, as Terraform for the same request. */
export function toTerraformBucketEncryption(region: string, encryption: PutBucketEncryptionCommandInput): string {
  const bucket = encryption.Bucket ?? "";
  return toFile(encryptionBlock(region, toLabel(bucket, "bucket"), bucket, encryption));
}

function encryptionBlock(
  region: string,
  label: string,
  bucket: Value,
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
  const args: Arguments = [
    ["region", region],
    ["bucket", bucket],
  ];
  return block(`resource "aws_s3_bucket_server_side_encryption_configuration" "${label}"`, args, rules);
}

function toFile(...blocks: string[]): string {
  return `${[PROVIDER, ...blocks].join("\n\n")}\n`;
}

/** As `terraform fmt` lays it out: the signs of equality of neighbours stand under each other. */
function block(head: string, args: Arguments, blocks: string[] = []): string {
  const given = args.flatMap(([name, value]) => (value === undefined ? [] : [{ name, text: toText(value) }]));
  const lines = given.map(({ name, text }, index) => {
    const width = Math.max(...neighbours(given, index).map((one) => one.name.length));
    return `${name.padEnd(width)} = ${text}`;
  });
  const parts = lines.length === 0 ? blocks : [lines.join("\n"), ...blocks];
  return `${head} {\n${indent(parts.join("\n\n"))}\n}`;
}

/** The arguments around one that are aligned with it: a value of several lines stands alone. */
function neighbours<One extends { text: string }>(all: One[], index: number): One[] {
  const isTall = (at: number) => all[at]?.text.includes("\n") ?? true;
  if (isTall(index)) return all.slice(index, index + 1);
  let [from, to] = [index, index + 1];
  while (!isTall(from - 1)) from -= 1;
  while (!isTall(to)) to += 1;
  return all.slice(from, to);
}

function toText(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object") return String(value);
  return "code" in value ? value.code : `[${value.map(quote).join(", ")}]`;
}

function toMap(entries: [string, string][]): Expression {
  return { code: `{\n${indent(entries.map(([name, value]) => `${quote(name)} = ${quote(value)}`).join("\n"))}\n}` };
}

/** JSON is Terraform's own notation for an object but for what its texts would evaluate. */
function toPolicy(policy: string): Value {
  try {
    return { code: `jsonencode(${escaped(toVisibleJson(JSON.parse(policy), 2))})` };
  } catch {
    return policy;
  }
}

function quote(text: string): string {
  return escaped(toVisibleJson(text));
}

/** A JSON text as Terraform's: "${" and "%{" would be evaluated, and Terraform knows neither \b nor \f. */
function escaped(json: string): string {
  return json
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{")
    .replace(/\\(.)/g, (escape, letter) => (letter === "b" ? "\\u0008" : letter === "f" ? "\\u000c" : escape));
}

/** A name for a resource inside Terraform, where letters, digits, _ and - are allowed and a letter comes first. */
function toLabel(name: string, fallback: string): string {
  const legal = name.replace(/[^A-Za-z0-9_-]+/g, "_");
  if (legal === "") return fallback;
  return /^[A-Za-z_]/.test(legal) ? legal : `${fallback}_${legal}`;
}

function indent(text: string): string {
  return text.replace(/(^|\n)(?=[^\n])/g, "$1  ");
}
