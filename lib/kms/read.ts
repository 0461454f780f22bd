import "server-only";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  paginateListAliases,
  paginateListKeyRotations,
  paginateListKeys,
  paginateListResourceTags,
} from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, notReported } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Failure } from "#lib/aws/result.ts";
import {
  fromKeyMetadata,
  isSymmetricEncryption,
  type Key,
  type ListedKey,
  type NamedKey,
  type PickableKey,
  S3_MANAGED_ALIAS,
  toPickable,
} from "./key.ts";
import { fromKeyArn } from "./key-arn.ts";
import {
  byRotation,
  fromRotationEntry,
  fromRotationStatus,
  type KeyMaterial,
  reasonCannotRotate,
  type Rotation,
} from "./rotation.ts";
import { fromTag, type KeyTag } from "./tag.ts";

/** How many management requests are under way at a time: KMS allows 1,000 and more a second. Source: KMS quotas. */
const AT_A_TIME = 16;

/** The keys of one Region, and why their aliases are not known, if they are not. */
export type KeyList = { keys: ListedKey[]; aliasFailure: Failure | null };

/**
 * Every key of `aws.region`, AWS managed ones among them, by alias and then id, before any of them is described: two
 * requests for a thousand keys. Needs kms:ListKeys and kms:ListAliases; only a refused ListKeys is thrown.
 */
export async function listNamedKeys(aws: Aws): Promise<{ keys: NamedKey[]; aliasFailure: Failure | null }> {
  const [arns, aliases] = await Promise.all([listKeyArns(aws), attempt(listAliases(aws))]);
  const keys = arns.map((one) => ({
    ...one,
    region: aws.region,
    aliases: aliases.ok ? (aliases.value.get(one.keyId) ?? []) : null,
  }));
  return { keys: keys.sort(byName), aliasFailure: aliases.ok ? null : aliases.failure };
}

/** A key of listNamedKeys with what AWS says of it, or its refusal. Needs kms:DescribeKey. */
export async function describeNamed(aws: Aws, key: NamedKey, aliasFailure: Failure | null): Promise<ListedKey> {
  return { ...key, described: await attempt(describeKey(aws, key.arn, key.aliases, aliasFailure)) };
}

/** As listNamedKeys, each key described. A key that AWS refuses to describe keeps its row with the refusal. */
export async function listKeys(aws: Aws): Promise<KeyList> {
  const { keys, aliasFailure } = await listNamedKeys(aws);
  return { keys: await mapParallel(keys, AT_A_TIME, (key) => describeNamed(aws, key, aliasFailure)), aliasFailure };
}

/** Every alias of `aws.region` that names a key, AWS's own among them, in alphabetical order. Raises denied without kms:ListAliases. */
export async function listAliasTargets(aws: Aws): Promise<{ alias: string; arn: string }[]> {
  const found: { alias: string; arn: string }[] = [];
  for await (const page of paginateListAliases({ client: aws.kms, pageSize: 100 }, {})) {
    for (const { AliasArn, AliasName, TargetKeyId } of said(page.Aliases, "ListAliases", "which aliases there are")) {
      if (!AliasArn || !AliasName || !TargetKeyId) continue;
      found.push({ alias: AliasName, arn: AliasArn.replace(/:alias\/.*$/, `:key/${TargetKeyId}`) });
    }
  }
  return found.sort((one, other) => (one.alias < other.alias ? -1 : 1));
}

/** The first alias of each key, by the key's ARN. */
export type KeyNames = Map<string, string>;

/** What the keys of `aws.region` are called, without describing them. Raises denied without kms:ListAliases. */
export async function listKeyNames(aws: Aws): Promise<KeyNames> {
  const names: KeyNames = new Map();
  for (const { alias, arn } of await listAliasTargets(aws)) {
    if (!names.has(arn)) names.set(arn, alias);
  }
  return names;
}

/**
 * One key of `aws.region`, by id, ARN or alias. Its aliases are null when AWS refuses to list them.
 * Raises missing when there is none, denied without kms:DescribeKey.
 */
export async function getKey(aws: Aws, keyId: string): Promise<Key> {
  const key = await describeKey(aws, keyId, null, null);
  const aliases = await attempt(listAliases(aws, key.arn));
  if (!aliases.ok) return { ...key, aliasFailure: aliases.failure };
  return { ...key, aliases: aliases.value.get(key.keyId) ?? [] };
}

/** The key behind an id, an alias or an ARN, which may be of another Region or account. Raises as getKey. */
export function resolveKey(aws: Aws, keyIdOrAliasOrArn: string): Promise<Key> {
  const region = fromKeyArn(keyIdOrAliasOrArn)?.region ?? aws.region;
  return getKey(aws.in(region), keyIdOrAliasOrArn);
}

/**
 * The keys of `aws.region` that S3 could be given: symmetric encryption keys in whatever state, what cannot be used with
 * the reason, the AWS managed key of S3 last. Raises as listKeys.
 */
export async function listS3Keys(aws: Aws): Promise<PickableKey[]> {
  const { keys } = await listKeys(aws);
  return keys.flatMap(toPickableIfS3).sort((one, other) => rank(one) - rank(other));
}

function toPickableIfS3({ arn, keyId, aliases, described }: ListedKey): PickableKey[] {
  if (!described.ok) {
    const reason = `AWS did not describe this key (${described.failure.permission ?? described.failure.name}), so whether S3 can use it is not known.`;
    const alias = aliases?.[0] ?? null;
    return [{ arn, keyId, alias, state: "not known", manager: "CUSTOMER", usable: false, reason }];
  }
  const key = described.value;
  if (!isSymmetricEncryption(key)) return [];
  // AWS's keys for its other services are refused by their policy to S3.
  if (key.manager === "AWS" && key.aliases?.includes(S3_MANAGED_ALIAS) === false) return [];
  return [toPickable(key)];
}

function rank({ manager, usable }: PickableKey): number {
  return (manager === "AWS" ? 2 : 0) + (usable ? 0 : 1);
}

/** The automatic rotation of a key; without a request where it cannot apply. Raises denied without kms:GetKeyRotationStatus. */
export async function getRotation(aws: Aws, key: Key): Promise<Rotation> {
  const reason = reasonCannotRotate(key);
  if (reason !== null) return { status: "not-applicable", reason };
  return getRotationStatus(aws.in(key.region), key.arn);
}

/** The automatic rotation of a key of `aws.region` to which it can apply. Raises unknown when AWS does not say whether it is on. */
export async function getRotationStatus(aws: Aws, keyId: string): Promise<Rotation> {
  const rotation = fromRotationStatus(await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: keyId })));
  if (rotation === null) throw notReported("KMS", "GetKeyRotationStatus", "whether this key rotates");
  return rotation;
}

/** Every generation of a key's material, newest first. Raises denied without kms:ListKeyRotations, invalid for asymmetric keys. */
export async function listKeyMaterials(aws: Aws, key: Key): Promise<KeyMaterial[]> {
  const materials: KeyMaterial[] = [];
  const { kms } = aws.in(key.region);
  const input = { KeyId: key.arn, IncludeKeyMaterial: "ALL_KEY_MATERIAL" } as const;
  for await (const page of paginateListKeyRotations({ client: kms, pageSize: 1000 }, input)) {
    const entries = said(page.Rotations, "ListKeyRotations", "which material the key has");
    materials.push(...entries.map((entry) => fromRotationEntry(entry, key.materialId)));
  }
  return materials.sort(byRotation);
}

/** A key's tags. Raises denied without kms:ListResourceTags. */
export async function listKeyTags(aws: Aws, keyId: string): Promise<KeyTag[]> {
  const tags: KeyTag[] = [];
  for await (const page of paginateListResourceTags({ client: aws.kms, pageSize: 50 }, { KeyId: keyId })) {
    tags.push(...said(page.Tags, "ListResourceTags", "which tags the key has").map(fromTag));
  }
  return tags;
}

/** A key's policy as its JSON text. Raises denied without kms:GetKeyPolicy. */
export async function getKeyPolicy(aws: Aws, keyId: string): Promise<string> {
  const { Policy } = await aws.kms.send(new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" }));
  if (!Policy) throw notReported("KMS", "GetKeyPolicy", "what the policy is");
  return Policy;
}

/** A list that AWS answers empty is empty; one that is not in the answer is not known. */
function said<T>(list: T[] | undefined, operation: string, what: string): T[] {
  if (list === undefined) throw notReported("KMS", operation, what);
  return list;
}

async function describeKey(
  aws: Aws,
  keyId: string,
  aliases: string[] | null,
  aliasFailure: Failure | null,
): Promise<Key> {
  const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: keyId }));
  if (KeyMetadata?.Arn === undefined) throw notReported("KMS", "DescribeKey", "which key it describes");
  return { ...fromKeyMetadata(KeyMetadata, aliases), aliasFailure };
}

async function listKeyArns(aws: Aws): Promise<{ arn: string; keyId: string }[]> {
  const keys: { arn: string; keyId: string }[] = [];
  for await (const page of paginateListKeys({ client: aws.kms, pageSize: 1000 }, {})) {
    const listed = said(page.Keys, "ListKeys", "which keys there are");
    keys.push(...listed.flatMap(({ KeyArn, KeyId }) => (KeyArn && KeyId ? [{ arn: KeyArn, keyId: KeyId }] : [])));
  }
  return keys;
}

/** Alias names by key id, of all keys or of one. Predefined aliases without a key are left out. */
async function listAliases(aws: Aws, keyId?: string): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for await (const page of paginateListAliases({ client: aws.kms, pageSize: 100 }, { KeyId: keyId })) {
    for (const { AliasName, TargetKeyId } of said(page.Aliases, "ListAliases", "which aliases there are")) {
      if (AliasName && TargetKeyId) names.set(TargetKeyId, [...(names.get(TargetKeyId) ?? []), AliasName].sort());
    }
  }
  return names;
}

function byName(one: NamedKey, other: NamedKey): number {
  const [first, second] = [one.aliases?.[0], other.aliases?.[0]];
  if (first !== undefined && second !== undefined) return first.localeCompare(second, "en");
  if (first === undefined && second === undefined) return one.keyId.localeCompare(other.keyId, "en");
  return first === undefined ? 1 : -1;
}
