import type { Result } from "#lib/aws/result.ts";

/** How far each list of S3's is read: one of objects, one of versions and delete markers together, one of uploads. */
export const COUNTED_TO = 10_000;

/** How many there are. With `more` the list was read up to COUNTED_TO, and there may be more. */
export type Counted = { count: number; more: boolean };

export type ContentKind = "objects" | "olderVersions" | "deleteMarkers" | "uploads";

/** What a bucket holds that keeps it from being deleted, each list read as far as COUNTED_TO and failing alone. */
export type BucketContents = Record<ContentKind, Result<Counted>>;

const NOUNS: Record<ContentKind, [one: string, many: string]> = {
  objects: ["object", "objects"],
  olderVersions: ["older version", "older versions"],
  deleteMarkers: ["delete marker", "delete markers"],
  uploads: ["incomplete multipart upload", "incomplete multipart uploads"],
};

export const CONTENT_KINDS = ["objects", "olderVersions", "deleteMarkers", "uploads"] as const;

/** "1,000 or more objects". */
export function countInWords(kind: ContentKind, { count, more }: Counted): string {
  const [one, many] = NOUNS[kind];
  return `${count.toLocaleString("en")}${more ? " or more" : ""} ${count === 1 && !more ? one : many}`;
}

/** Everything that was found, in words: "3 objects and 1 delete marker"; null when nothing was. */
export function foundInWords(contents: BucketContents): string | null {
  const found = CONTENT_KINDS.flatMap((kind) => {
    const counted = contents[kind];
    return counted.ok && holdsAny(counted.value) ? [countInWords(kind, counted.value)] : [];
  });
  return found.length === 0 ? null : new Intl.ListFormat("en").format(found);
}

/** A page that ends before its first entry of a kind does not say that there is none. */
function holdsAny({ count }: Counted): boolean {
  return count > 0;
}

/** The kinds whose number is not known to be zero although none was found: refused, or counted in part. */
export function notKnownEmpty(contents: BucketContents): ContentKind[] {
  return CONTENT_KINDS.filter((kind) => {
    const counted = contents[kind];
    return !counted.ok || (counted.value.count === 0 && counted.value.more);
  });
}

/** How far was counted, where that is not to the end: a sentence, or null. */
export function limitInWords(contents: BucketContents): string | null {
  const all = Object.values(contents);
  if (!all.some((counted) => counted.ok && counted.value.more)) return null;
  const limit = COUNTED_TO.toLocaleString("en");
  return `Counted among the first ${limit} objects, the first ${limit} versions and delete markers together, and the first ${limit} uploads; more follow where “or more” is said.`;
}
