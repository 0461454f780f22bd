import { parseTags } from "#lib/aws/tag-text.ts";
import { reasonAliasRefused, toAliasName } from "#lib/kms/alias.ts";
import { reasonDescriptionRefused } from "#lib/kms/description.ts";
import type { NewKey } from "#lib/kms/new-key.ts";
import { type KeyPolicy, reasonBucketRefused, toKeyPolicy } from "#lib/kms/policy.ts";
import { parseList, reasonPrincipalRefused } from "#lib/kms/principal.ts";
import { reasonPeriodRefused, ROTATION_PERIOD } from "#lib/kms/rotation.ts";
import { reasonTagsRefused } from "#lib/kms/tag.ts";

/** What the fields are called where their rules are summed up. */
const LABELS: Record<string, string> = {
  alias: "the alias",
  description: "the description",
  tags: "the tags",
  rotationDays: "the rotation period",
  administrators: "the administrators",
  users: "the users",
  buckets: "the buckets",
};

/** What stands in the fields of the form of a new key. */
type NewKeyInput = ReturnType<typeof emptyInput>;

export function emptyInput(region: string) {
  return {
    region,
    alias: "",
    description: "",
    tags: "",
    rotation: true,
    rotationDays: String(ROTATION_PERIOD.default),
    administrators: "",
    users: "",
    viaS3Only: true,
    buckets: "",
  };
}

/** The key that was asked for, and why AWS would refuse a field, by its name. */
export function readNewKey(
  input: NewKeyInput,
  place: { accountId: string; partition: string },
): {
  alias: string;
  administrators: string[];
  policy: KeyPolicy;
  newKey: NewKey;
  reasons: Record<string, string | null>;
} {
  const { region, viaS3Only, rotation } = input;
  const alias = toAliasName(input.alias);
  const tags = parseTags(input.tags);
  const administrators = parseList(input.administrators);
  const users = parseList(input.users);
  const buckets = parseList(input.buckets);
  const policy = toKeyPolicy({ ...place, region, administrators, users, viaS3Only, buckets });
  const newKey: NewKey = {
    alias: input.alias.trim() === "" ? "alias/NAME" : alias,
    description: input.description.trim(),
    tags,
    rotationDays: rotation ? Number(input.rotationDays) : null,
    policy: JSON.stringify(policy),
  };
  const reasons: Record<string, string | null> = {
    alias: reasonAliasRefused(alias),
    description: reasonDescriptionRefused(newKey.description),
    tags: reasonTagsRefused(tags),
    rotationDays: rotation ? reasonPeriodRefused(Number(input.rotationDays)) : null,
    administrators: firstReason(administrators, reasonPrincipalRefused),
    users: firstReason(users, reasonPrincipalRefused),
    buckets: firstReason(buckets, reasonBucketRefused),
  };
  return { alias, administrators, policy, newKey, reasons };
}

/** The fields that AWS would refuse, in words. */
export function brokenFields(reasons: Record<string, string | null>): string[] {
  return Object.entries(LABELS)
    .filter(([name]) => (reasons[name] ?? null) !== null)
    .map(([, label]) => label);
}

function firstReason(items: string[], reasonOf: (item: string) => string | null): string | null {
  return items.map(reasonOf).find((reason) => reason !== null) ?? null;
}
