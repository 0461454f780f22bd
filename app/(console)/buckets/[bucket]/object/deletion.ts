import type { ObjectAddress, ObjectVersion } from "#lib/s3/object.ts";
import { toVisible } from "#lib/s3/object-key.ts";
import type { Versioning } from "#lib/s3/versioning.ts";

const CONSEQUENCES = {
  enabled:
    "S3 adds a delete marker. The object disappears from lists; its versions stay, and removing the marker brings it back.",
  suspended:
    "Versioning is suspended: the version with the id “null”, if there is one, is lost for good. Other versions stay behind a delete marker.",
  never: "This bucket is not versioned. The object is lost for good.",
  unknown: "Whether this bucket is versioned is not known. Take it that the object is lost for good.",
} satisfies Record<Versioning["status"] | "unknown", string>;

/** What deleting does. A version named in the request is destroyed, whatever the bucket's versioning says. */
export function deletionOf({
  versionId,
  deleteMarker,
  versioning,
}: {
  versionId: string | undefined;
  deleteMarker: boolean;
  versioning: Versioning["status"] | "unknown";
}): { verb: string; consequence: string; reversible: boolean } {
  if (deleteMarker) {
    return {
      verb: "Remove marker",
      consequence:
        "Removing this delete marker brings back what it hides: if it is the newest, the version before it becomes the current one again.",
      reversible: true,
    };
  }
  if (versionId !== undefined) {
    return {
      verb: "Delete version",
      consequence:
        "This one version is lost for good. Other versions stay; the newest of them is then the current one.",
      reversible: false,
    };
  }
  return { verb: "Delete", consequence: CONSEQUENCES[versioning], reversible: versioning === "enabled" };
}

/** What it means that S3 lists `left` for what was to be deleted; null where it lists nothing. */
export function outcomeOf(
  { key, versionId }: ObjectAddress,
  left: Pick<ObjectVersion, "deleteMarker"> | null,
): { tone: "ok" | "warn"; title: string; text: string } {
  const name = toVisible(key);
  if (versionId !== undefined) {
    if (left === null) {
      return {
        tone: "ok",
        title: `Version ${versionId} is gone`,
        text: `S3 lists no such version of ${name} any more.`,
      };
    }
    return {
      tone: "warn",
      title: `Version ${versionId} is still there`,
      text: `S3 lists it among the versions of ${name}: it was not deleted, or it was written again.`,
    };
  }
  if (left === null)
    return { tone: "ok", title: `${name} is gone`, text: "S3 lists no version and no delete marker of it." };
  if (left.deleteMarker) {
    return {
      tone: "ok",
      title: `A delete marker hides ${name}`,
      text: "S3 lists the marker as the current version. What versions there are stay behind it.",
    };
  }
  return {
    tone: "warn",
    title: `${name} is still there`,
    text: "S3 lists it as the current version: it was not deleted, or it was written again.",
  };
}
