import "server-only";
import { TagResourceCommand, UntagResourceCommand, UpdateKeyDescriptionCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile, readBackMismatch } from "#lib/aws/errors.ts";
import { readSettled } from "#lib/aws/settled.ts";
import { toSeenDescription, toUpdateKeyDescription } from "./description.ts";
import { type Key, nameOf } from "./key.ts";
import { getKey, listKeyTags } from "./read.ts";
import { isSameTags, type KeyTag, toSeenTags, toTagChange, toTagResource, toTagText, toUntagResource } from "./tag.ts";

/** Replaces a key's description and reads it back. `seen` is by toSeenDescription: raises conflict when it is not so any more. */
export async function updateKeyDescription(aws: Aws, key: Key, description: string, seen: string): Promise<void> {
  if (toSeenDescription(key.description) !== seen)
    throw changedMeanwhile("KMS", "DescribeKey", `the description of ${nameOf(key)}`);
  await aws.kms.send(new UpdateKeyDescriptionCommand(toUpdateKeyDescription(key.arn, description)));
  const found = await readSettled(
    aws,
    () => getKey(aws, key.arn),
    (read) => read.description === description,
  );
  if (found.description !== description)
    throw readBackMismatch("KMS", "UpdateKeyDescription", `“${description}”`, `“${found.description}”`);
}

/**
 * Makes a key's tags those that are asked for: first sets what is new or other, then removes what is not among them, and
 * reads all of them back. `seen` are the tags that were shown, by toSeenTags; raises conflict when others hold.
 */
export async function setKeyTags(aws: Aws, key: Key, asked: readonly KeyTag[], seen: string): Promise<void> {
  const before = await listKeyTags(aws, key.arn);
  if (toSeenTags(before) !== seen) throw changedMeanwhile("KMS", "ListResourceTags", `the tags of ${nameOf(key)}`);
  const { set, remove } = toTagChange(before, asked);
  if (set.length > 0) await aws.kms.send(new TagResourceCommand(toTagResource(key.arn, set)));
  if (remove.length > 0) await aws.kms.send(new UntagResourceCommand(toUntagResource(key.arn, remove)));
  const found = await readSettled(
    aws,
    () => listKeyTags(aws, key.arn),
    (tags) => isSameTags(asked, tags),
  );
  if (!isSameTags(asked, found)) throw readBackMismatch("KMS", "TagResource", inWords(asked), inWords(found));
}

function inWords(tags: readonly KeyTag[]): string {
  return tags.length === 0 ? "no tags" : `the tags ${JSON.stringify(toTagText(tags))}`;
}
