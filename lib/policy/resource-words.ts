import type { Listed, PolicyKind } from "./document.ts";
import { inList } from "./list-words.ts";

/** "arn:aws:s3:::bucket/key", without a Region or an account. */
const S3 = /^arn:[a-z-]+:s3:::([^/*?$]+)(?:\/(.*))?$/;

/** Where something may be done: "on the bucket reports itself", "in the bucket reports" for its objects. */
export function resourcesInWords(resources: Listed | null, kind: PolicyKind): string {
  if (resources === null || (resources.listed.length === 0 && !resources.except)) return "on nothing";
  const { listed, except } = resources;
  const words = inList(
    listed.map((resource) => inWords(resource, kind)),
    "and",
  );
  return except ? `anywhere but ${words || "on what an empty list names"}` : words;
}

function inWords(resource: string, kind: PolicyKind): string {
  if (resource === "*") return kind === "key" ? "on this key" : "on everything";
  const [, bucket, key] = S3.exec(resource) ?? [];
  if (bucket === undefined) return `on ${resource}`;
  if (key === undefined) return `on the bucket ${bucket} itself`;
  if (key === "*") return `in the bucket ${bucket}`;
  const prefix = key.slice(0, -1);
  if (key.endsWith("*") && !/[*?$]/.test(prefix)) return `in the bucket ${bucket} under ${prefix}`;
  return /[*?$]/.test(key) ? `on ${resource}` : `on the object ${key} of the bucket ${bucket}`;
}
