import type { UploadAddress, UploadMarker } from "#lib/s3/incomplete-upload.ts";
import type { ObjectAddress } from "#lib/s3/object.ts";

/**
 * A key is never a segment of a path: it may hold "//", "." and "..", which URLs normalise away.
 * `after` is the version after which the list of versions begins; `deleted` the version whose end is to be read back.
 */
export function objectHref(
  { bucket, key, versionId }: ObjectAddress,
  view: { after?: string; deleted?: string } = {},
): `/buckets/${string}/object?${string}` {
  const query = new URLSearchParams({ key, ...(versionId === undefined ? {} : { versionId }), ...view });
  return `/buckets/${encodeURIComponent(bucket)}/object?${query}`;
}

/**
 * The list of what lies under `prefix` and starts with `starts` there, from the page that `token` names.
 * `deleted` is the key of the object whose end is to be read back.
 */
export function bucketHref(
  bucket: string,
  place: { prefix?: string; starts?: string; token?: string; deleted?: string },
): `/buckets/${string}` {
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value !== ""));
  const search = query.toString();
  return `/buckets/${encodeURIComponent(bucket)}${search === "" ? "" : `?${search}`}`;
}

/** Where the bytes of an object, or version, are downloaded from. */
export function downloadHref({ bucket, key, versionId }: ObjectAddress): string {
  return `/api/objects?${new URLSearchParams({ bucket, key, ...(versionId === undefined ? {} : { versionId }) })}`;
}

/**
 * The list of the bucket's incomplete uploads, from the one after `after` on. `ended` is the upload whose end is to be
 * read back, and whether it was aborted here or was gone before.
 */
export function uploadsHref(
  bucket: string,
  { after, ended }: { after?: UploadMarker; ended?: { upload: UploadAddress; how: "aborted" | "gone" } } = {},
): `/buckets/${string}/uploads` | `/buckets/${string}/uploads?${string}` {
  const path = `/buckets/${encodeURIComponent(bucket)}/uploads` as const;
  if (after !== undefined) return `${path}?${new URLSearchParams({ key: after.key, after: after.uploadId })}`;
  if (ended === undefined) return path;
  const { upload, how } = ended;
  return `${path}?${new URLSearchParams({ key: upload.key, [how]: upload.uploadId })}`;
}
