import { keyHref } from "#lib/kms/key-arn.ts";
import type { CheckReport, Subject } from "#lib/posture/report.ts";

type Href = `/buckets/${string}` | `/keys/${string}` | "/keys";

/** The page of a bucket or key. */
export function subjectHref(subject: Subject): Href {
  return subject.kind === "bucket" ? bucketPage(subject.bucket.bucket.name) : keyHref(subject.key.key.arn);
}

/** Where a fault is put right or can be looked at, and what that page offers to do. */
export function remedyOf(subject: Subject, { place, remedy }: CheckReport["rule"]): { href: Href; words: string } {
  if (subject.kind === "key") {
    const page = keyHref(subject.key.key.arn);
    return { href: place === "rotation" && page !== "/keys" ? `${page}&tab=rotation` : page, words: remedy };
  }
  const { bucket, key } = subject.bucket;
  const page = bucketPage(bucket.name);
  if (place === "settings" || place === "policy") return { href: `${page}/${place}`, words: remedy };
  if (place !== "key") return { href: `${page}/encryption`, words: remedy };
  // A key that does not exist has no page, and one of another Region is of no use: the bucket has to name another.
  if (!key?.ok || key.value.region !== bucket.region)
    return { href: `${page}/encryption`, words: "Change the default" };
  return { href: keyHref(key.value.arn), words: remedy };
}

function bucketPage(name: string): `/buckets/${string}` {
  return `/buckets/${encodeURIComponent(name)}`;
}
