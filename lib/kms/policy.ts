import { dnsSuffixOf } from "#lib/aws/partition.ts";

/** What a key policy preset is made from. */
export type PolicyPreset = {
  /** The account that owns the key. */
  accountId: string;
  /** "aws", "aws-cn", "aws-us-gov", … */
  partition: string;
  region: string;
  /** ARNs of who may manage the key. The policy gives them no use of it; the account's IAM policies still can. */
  administrators: readonly string[];
  /** ARNs of who may write and read data with the key, beside those whom the account's IAM policies allow. */
  users: readonly string[];
  /** Refuse every use that does not come through S3 in the key's Region, to everybody. */
  viaS3Only: boolean;
  /** Names of the only buckets whose objects may be under the key; empty for all. */
  buckets: readonly string[];
};

/** The Sids of a preset's statements, by which they are found again. */
export const SIDS = {
  account: "AccountThroughIam",
  administrators: "Administrators",
  users: "Users",
  usersSeeKey: "UsersSeeKey",
  onlyThroughS3: "OnlyThroughS3",
  onlyTheseBuckets: "OnlyTheseBuckets",
} as const;

type Conditions = Record<string, Record<string, string | string[]>>;

/** A statement of a key policy as it is sent. */
export type WrittenStatement = {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal: { AWS: string | string[] };
  Action: string | string[];
  Resource: "*";
  Condition?: Conditions;
};

/** A key policy as it is sent. */
export type KeyPolicy = { Version: "2012-10-17"; Id: string; Statement: WrittenStatement[] };

/** What S3 asks of a key for those who write (GenerateDataKey) and read or upload in parts (Decrypt). Source: S3 guide, UsingKMSEncryption. */
const USE = ["kms:GenerateDataKey", "kms:Decrypt"];

/** Every action that touches data, so that none is a way around S3. Source: KMS Developer Guide, permissions reference. */
export const CRYPTOGRAPHY = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];

/** Managing without using. The same list as the KMS console's. Source: KMS Developer Guide, key-policy-default. */
export const MANAGE = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
];

/** The rule that a bucket's name breaks where a policy names it, or null. A wildcard would name more than one. */
export function reasonBucketRefused(name: string): string | null {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
    ? null
    : `Give the names of buckets: 3 to 63 lower-case letters, digits, dots and hyphens, not an ARN or a pattern: "${name}".`;
}

/** The key policy of a preset. The account itself always keeps access, so that no deleted role can lock everybody out. */
export function toKeyPolicy(preset: PolicyPreset): KeyPolicy {
  const { accountId, partition, administrators, users, viaS3Only, buckets } = preset;
  const statements: WrittenStatement[] = [allow(SIDS.account, [`arn:${partition}:iam::${accountId}:root`], ["kms:*"])];
  if (administrators.length > 0) statements.push(allow(SIDS.administrators, administrators, MANAGE));
  if (users.length > 0) {
    statements.push(allow(SIDS.users, users, USE, conditionOf(preset)));
    // Apart and without the condition: pickers describe a key directly, not through S3.
    statements.push(allow(SIDS.usersSeeKey, users, ["kms:DescribeKey"]));
  }
  if (viaS3Only)
    statements.push(deny(SIDS.onlyThroughS3, { StringNotEquals: { "kms:ViaService": s3Service(preset) } }));
  if (buckets.length > 0) {
    statements.push(deny(SIDS.onlyTheseBuckets, { StringNotLike: { [OBJECT_CONTEXT]: objectsOf(preset) } }));
  }
  return { Version: "2012-10-17", Id: "twofold-preset", Statement: statements };
}

/** The encryption context that S3 sends; without bucket keys, so always with DSSE-KMS, it is the ARN of the object. */
export const OBJECT_CONTEXT = "kms:EncryptionContext:aws:s3:arn";

function conditionOf(preset: PolicyPreset): Conditions | null {
  const accounts = [...new Set(preset.users.map(accountOf))].filter((account) => account !== "");
  const through = { "kms:ViaService": s3Service(preset), "kms:CallerAccount": oneOrMany(accounts) };
  const condition = {
    ...(preset.viaS3Only ? { StringEquals: through } : {}),
    ...(preset.buckets.length > 0 ? { StringLike: { [OBJECT_CONTEXT]: objectsOf(preset) } } : {}),
  };
  return Object.keys(condition).length === 0 ? null : condition;
}

function s3Service(place: PolicyPreset): string | string[] {
  return oneOrMany(s3Services(place));
}

/** As what S3 in a Region comes to KMS. AWS documents the first name alone; in the partitions with a suffix of their own services go by either. */
export function s3Services({ partition, region }: Pick<PolicyPreset, "partition" | "region">): string[] {
  return [...new Set(["amazonaws.com", dnsSuffixOf(partition)])].map((suffix) => `s3.${region}.${suffix}`);
}

function objectsOf({ partition, buckets }: PolicyPreset): string | string[] {
  return oneOrMany(buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`));
}

function allow(
  sid: string,
  principals: readonly string[],
  actions: string[],
  condition: Conditions | null = null,
): WrittenStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(principals) },
    Action: oneOrMany(actions),
    Resource: "*",
    ...(condition === null ? {} : { Condition: condition }),
  };
}

function deny(sid: string, condition: Conditions): WrittenStatement {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: CRYPTOGRAPHY,
    Resource: "*",
    Condition: condition,
  };
}

function oneOrMany(values: readonly string[]): string | string[] {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : [...values];
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
