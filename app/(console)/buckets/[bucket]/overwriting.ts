import { reasonOf, type Result } from "#lib/aws/result.ts";
import type { Versioning } from "#lib/s3/versioning.ts";

/** What becomes of an object when another is stored under its key, and whether it can be had back. */
export type Overwriting = { loss: string; reversible: boolean };

const LOSS = {
  enabled: "Versioning is on: the object that is there stays, as an older version of this key.",
  suspended:
    "Versioning is suspended: if the version that is there has the id “null”, it is lost for good. Versions with another id stay.",
  never: "This bucket is not versioned: the object that is there is lost for good.",
} satisfies Record<Versioning["status"], string>;

/** As the bucket's versioning has it. Source: S3 User Guide, "How S3 Versioning works". */
export function overwritingIn(versioning: Result<Versioning>): Overwriting {
  if (versioning.ok) {
    const { status } = versioning.value;
    return { loss: LOSS[status], reversible: status === "enabled" };
  }
  return {
    loss: `Whether this bucket is versioned is not known: ${reasonOf(versioning.failure)}. Take it that the object that is there is lost for good.`,
    reversible: false,
  };
}
