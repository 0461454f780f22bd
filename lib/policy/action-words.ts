import type { Listed, Statement } from "./document.ts";
import { inList } from "./list-words.ts";

/** What an action lets somebody do, by its name in lower case. Source: service authorization reference of S3 and KMS. */
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
  ["kms:*", "do anything in KMS"],
  ["kms:encrypt", "encrypt data"],
  ["kms:decrypt", "decrypt data"],
  ["kms:generatedatakey", "make data keys for new objects"],
  ["kms:describekey", "see the key’s details"],
  ["kms:creategrant", "give others use of the key by grants"],
  ["kms:revokegrant", "revoke grants"],
  ["kms:putkeypolicy", "change the key’s policy"],
  ["kms:getkeypolicy", "read the key’s policy"],
  ["kms:enablekey", "enable the key"],
  ["kms:disablekey", "disable the key"],
  ["kms:schedulekeydeletion", "schedule the key’s deletion"],
  ["kms:cancelkeydeletion", "cancel the key’s deletion"],
  ["kms:enablekeyrotation", "turn rotation on"],
  ["kms:disablekeyrotation", "turn rotation off"],
  ["kms:rotatekeyondemand", "rotate the key at once"],
]);

/** What a statement is about, after "may" or "may not"; null for nothing. Actions without plain words stand as they are written. */
export function actionsInWords(actions: Listed | null, effect: Statement["effect"]): string | null {
  if (actions === null || (actions.listed.length === 0 && !actions.except)) return null;
  const { listed, except } = actions;
  if (except) return `do anything but ${inList(listed, "and") || "what an empty list names"}`;
  return inList(
    listed.map((action) => PLAIN.get(action.toLowerCase()) ?? action),
    effect === "Allow" ? "and" : "or",
  );
}
