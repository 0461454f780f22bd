import "server-only";
import { TagResourceCommand, UntagResourceCommand, UpdateKeyDescriptionCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile } from "#lib/aws/errors.ts";
import { sendThenRead } from "#lib/aws/send-then-read.ts";
import { toSeenDescription, toUpdateKeyDescription } from "./description.ts";
import { type Key, nameOf } from "./key.ts";
import { getKey, listKeyTags } from "./read.ts";
import { isSameTags, type KeyTag, toSeenTags, toTagChange, toTagResource, toUntagResource } from "./tag.ts";
import { toTagText } from "#lib/aws/tag-text.ts";

/** Replaces a key's description and reads it back. `seen` is by toSeenDescription: raises conflict when it is not so any more. */
export async function updateKeyDescription(aws: Aws, key: Key, description: string, seen: string): Promise<void> {
  if (toSeenDescription(key.description) !== seen)
    throw changedMeanwhile("KMS", "DescribeKey", `the description of ${nameOf(key)}`);
  await sendThenRead(aws, {
    service: "KMS",
    operation: "UpdateKeyDescription",
    send: () => aws.kms.send(new UpdateKeyDescriptionCommand(toUpdateKeyDescription(key.arn, description))),
    read: () => getKey(aws, key.arn),
    isAsked: (found) => found.description === description,
    asked: `“${description}”`,
    inWords: (found) => `“${found.description}”`,
  });
}

/**
 * Makes a key's tags those that are asked for: first sets what is new or other, then removes what is not among them, and
 * reads all of them back. `seen` are the tags that were shown, by toSeenTags; raises conflict when others hold.
 */
export async function setKeyTags(aws: Aws, key: Key, asked: readonly KeyTag[], seen: string): Promise<void> {
  const before = await listKeyTags(aws, key.arn);
  if (toSeenTags(before) !== seen) throw changedMeanwhile("KMS", "ListResourceTags", `the tags of ${nameOf(key)}`);
  const { set, remove } = toTagChange(before, asked);
  await sendThenRead(aws, {
    service: "KMS",
    operation: set.length > 0 ? "TagResource" : "UntagResource",
    send: async () => {
      if (set.length > 0) await aws.kms.send(new TagResourceCommand(toTagResource(key.arn, set)));
      if (remove.length > 0) await aws.kms.send(new UntagResourceCommand(toUntagResource(key.arn, remove)));
    },
    read: () => listKeyTags(aws, key.arn),
    isAsked: (found) => isSameTags(asked, found),
    asked: inWords(asked),
    inWords,
  });
}

function inWords(tags: readonly KeyTag[]): string {
  return tags.length === 0 ? "no tags" : `the tags ${JSON.stringify(toTagText(tags))}`;
}
