import type { Listed, Statement } from "./document.ts";
import { KMS_ACTIONS, KMS_FAMILIES } from "./kms-action-words.ts";
import { inList } from "./list-words.ts";

/** What an action lets somebody do, by its name in lower case. Source: service authorization reference of S3. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["*", "do anything"],
  ["s3:*", "do anything in S3"],
  ["s3:putobject", "upload objects"],
  ["s3:getobject", "read objects"],
  ["s3:getobjectversion", "read versions of objects"],
  ["s3:deleteobject", "delete objects"],
  ["s3:deleteobjectversion", "delete versions of objects for good"],
  ["s3:listbucket", "list objects"],
  ["s3:listbucketversions", "list versions of objects"],
  ["s3:replicateobject", "write replicas"],
  ["s3:putencryptionconfiguration", "change the default encryption"],
  ["s3:putbucketpolicy", "change the bucket’s policy"],
  ["s3:deletebucketpolicy", "delete the bucket’s policy"],
  ["s3:putbucketversioning", "change versioning"],
  ["s3:deletebucket", "delete the bucket"],
  ...KMS_ACTIONS,
]);

/** What a statement is about, after "may" or "may not"; null for nothing. Actions without plain words stand as they are written. */
export function actionsInWords(actions: Listed | null, effect: Statement["effect"]): string | null {
  if (actions === null || (actions.listed.length === 0 && !actions.except)) return null;
  const { listed, except } = actions;
  if (except) return `do anything but ${inList(listed, "and") || "what an empty list names"}`;
  return inList(inPlainWords(listed), effect === "Allow" ? "and" : "or");
}

/** A family that is there in full stands where its first action does. */
function inPlainWords(listed: readonly string[]): string[] {
  const names = new Set(listed.map((action) => action.toLowerCase()));
  const families = KMS_FAMILIES.filter(({ all }) => all.every((action) => names.has(action)));
  const words = listed.map((action) => {
    const name = action.toLowerCase();
    const family = families.find((one) => [...one.all, ...one.with].includes(name));
    return family?.inWords ?? PLAIN.get(name) ?? action;
  });
  return [...new Set(words)];
}
