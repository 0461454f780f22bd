import type { Tag, TagResourceCommandInput, UntagResourceCommandInput } from "@aws-sdk/client-kms";

/** A tag of a KMS key. The value may be empty. */
export type KeyTag = { key: string; value: string };

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The rule that a set of tags of `owner` breaks, or null. Source: KMS API reference, Tag and TagResource; IAM guide, "Tag naming limits". */
export function reasonTagsRefused(tags: readonly KeyTag[], owner = "A key"): string | null {
  if (tags.length > MAX_TAGS) return `${owner} has at most ${MAX_TAGS} tags; these are ${tags.length}.`;
  const names = new Set<string>();
  for (const { key, value } of tags) {
    if (key === "") return `A tag needs a name before the =: "=${value}".`;
    if (names.has(key)) return `${owner} has each tag name once; "${key}" is here twice.`;
    names.add(key);
    if (/^aws:/i.test(key)) return `Tag names that start with aws: are reserved for AWS: "${key}".`;
    if (key.length > MAX_KEY_LENGTH) return `A tag name has at most ${MAX_KEY_LENGTH} characters: "${key}".`;
    if (value.length > MAX_VALUE_LENGTH) return `A tag value has at most ${MAX_VALUE_LENGTH} characters: "${key}".`;
    if (!LEGAL.test(key) || !LEGAL.test(value)) {
      return `Tags hold letters, digits, spaces and _ . : / = + - @, nothing else: "${key}=${value}".`;
    }
  }
  return null;
}

/** As KMS reads them. */
export function fromTag({ TagKey, TagValue }: Tag): KeyTag {
  return { key: TagKey ?? "", value: TagValue ?? "" };
}

/** As KMS takes them. */
export function toTags(tags: readonly KeyTag[]): Tag[] {
  return tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
}

/** Whether two sets hold the same tags in whatever order. */
export function isSameTags(one: readonly KeyTag[], other: readonly KeyTag[]): boolean {
  const values = new Map(one.map(({ key, value }) => [key, value]));
  return values.size === other.length && other.every(({ key, value }) => values.get(key) === value);
}

/** What a form was showing, to be compared with what holds when it is sent; on one line, as a form changes new lines. */
export function toSeenTags(tags: readonly KeyTag[]): string {
  return JSON.stringify(sorted(tags).map(({ key, value }) => [key, value]));
}

/** What has to be set and which names have to go, so that `before` becomes `asked`. */
export function toTagChange(before: readonly KeyTag[], asked: readonly KeyTag[]): { set: KeyTag[]; remove: string[] } {
  const values = new Map(before.map(({ key, value }) => [key, value]));
  const names = new Set(asked.map(({ key }) => key));
  return {
    set: asked.filter(({ key, value }) => values.get(key) !== value),
    remove: sorted(before).flatMap(({ key }) => (names.has(key) ? [] : [key])),
  };
}

/** The request that adds tags, or gives those that exist another value. */
export function toTagResource(keyId: string, tags: readonly KeyTag[]): TagResourceCommandInput {
  return { KeyId: keyId, Tags: toTags(tags) };
}

/** The request that takes tags away by their names. */
export function toUntagResource(keyId: string, names: readonly string[]): UntagResourceCommandInput {
  return { KeyId: keyId, TagKeys: [...names] };
}

function sorted(tags: readonly KeyTag[]): KeyTag[] {
  return tags.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
