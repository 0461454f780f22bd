import { z } from "zod";
import { isBucketName } from "#lib/s3/bucket.ts";
import { objectKeyProblem } from "#lib/s3/object-key.ts";

const text = z.string().min(1).nullable().catch(null).default(null);

/** What no bucket and no object can be called is as good as absent: no request could name it. */
const bucket = text.transform((name) => (name !== null && isBucketName(name) ? name : null));
const object = text.transform((key) => (key !== null && objectKeyProblem(key) === null ? key : null));
const sha256 = text.transform((digest) => (digest !== null && /^[0-9a-f]{64}$/.test(digest) ? digest : null));

/** How far a first run is, as its address says. Only names stand in it: whether they hold is asked of AWS each time. */
export const firstRunSchema = z
  .object({ "first-run": text, overview: text, region: text, key: text, bucket, object, sha256 })
  .transform(({ "first-run": asked, overview, ...place }) => ({
    asked: asked !== null,
    declined: overview !== null,
    ...place,
  }));

export type FirstRunPlace = z.output<typeof firstRunSchema>;
