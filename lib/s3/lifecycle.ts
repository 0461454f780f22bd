import type {
  GetBucketLifecycleConfigurationCommandOutput,
  LifecycleRule,
  PutBucketLifecycleConfigurationCommandInput,
  Tag,
  TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import { days } from "./period.ts";

/** What happens to a bucket's objects as they age: rules as S3 answers them, which are shown and handed on unchanged. */
export type Lifecycle = { rules: LifecycleRule[]; minimumSize: TransitionDefaultMinimumObjectSize | null };

export const NO_LIFECYCLE: Lifecycle = { rules: [], minimumSize: null };

export function fromLifecycle(
  answer: Pick<GetBucketLifecycleConfigurationCommandOutput, "Rules" | "TransitionDefaultMinimumObjectSize">,
): Lifecycle {
  return { rules: answer.Rules ?? [], minimumSize: answer.TransitionDefaultMinimumObjectSize ?? null };
}

export function toPutBucketLifecycle(
  bucket: string,
  { rules, minimumSize }: Lifecycle,
): PutBucketLifecycleConfigurationCommandInput {
  return {
    Bucket: bucket,
    LifecycleConfiguration: { Rules: rules },
    ...(minimumSize === null ? {} : { TransitionDefaultMinimumObjectSize: minimumSize }),
  };
}

/** One rule for a person: which objects it is about, and what it does, a sentence each. */
export function lifecycleInWords(rule: LifecycleRule): {
  name: string;
  enabled: boolean;
  about: string;
  effects: string[];
} {
  return {
    name: rule.ID ?? "Rule without a name",
    enabled: rule.Status === "Enabled",
    about: scopeOf(rule),
    effects: effectsOf(rule),
  };
}

function effectsOf(rule: LifecycleRule): string[] {
  const { Expiration, NoncurrentVersionExpiration: old, AbortIncompleteMultipartUpload: abort } = rule;
  const effects: string[] = [];
  for (const { Days, Date: date, StorageClass } of rule.Transitions ?? []) {
    effects.push(`Moves to ${StorageClass ?? "another class"} ${when(Days, date)}.`);
  }
  if (Expiration?.Days !== undefined || Expiration?.Date !== undefined) {
    effects.push(
      `Expires ${when(Expiration.Days, Expiration.Date)}: deleted, or in a versioned bucket made noncurrent.`,
    );
  }
  if (Expiration?.ExpiredObjectDeleteMarker)
    effects.push("Removes delete markers that have no version left under them.");
  for (const { NoncurrentDays, NewerNoncurrentVersions, StorageClass } of rule.NoncurrentVersionTransitions ?? []) {
    effects.push(
      `Noncurrent versions move to ${StorageClass ?? "another class"} ${after(NoncurrentDays)}${keeping(NewerNoncurrentVersions)}.`,
    );
  }
  if (old !== undefined) {
    effects.push(
      `Noncurrent versions are deleted for good ${after(old.NoncurrentDays)}${keeping(old.NewerNoncurrentVersions)}.`,
    );
  }
  if (abort !== undefined)
    effects.push(`Unfinished uploads are removed ${days(abort.DaysAfterInitiation)} after they began.`);
  return effects.length === 0 ? ["Does nothing that this console knows."] : effects;
}

function when(afterDays: number | undefined, date: Date | undefined): string {
  return date === undefined ? `${days(afterDays)} after it was written` : `on ${date.toISOString().slice(0, 10)}`;
}

function after(noncurrentDays: number | undefined): string {
  return `${days(noncurrentDays)} after they became noncurrent`;
}

function keeping(versions: number | undefined): string {
  return versions === undefined ? "" : `, but for the ${versions} newest`;
}

function scopeOf({ Filter: filter, Prefix }: LifecycleRule): string {
  const all = filter?.And ?? filter;
  const tags: Tag[] = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag]);
  const parts = [
    ...prefixed(all?.Prefix ?? Prefix),
    ...tags.map(({ Key, Value }) => `tagged ${Key}=${Value}`),
    ...(all?.ObjectSizeGreaterThan === undefined
      ? []
      : [`larger than ${all.ObjectSizeGreaterThan.toLocaleString("en")} bytes`]),
    ...(all?.ObjectSizeLessThan === undefined
      ? []
      : [`smaller than ${all.ObjectSizeLessThan.toLocaleString("en")} bytes`]),
  ];
  return parts.length === 0 ? "All objects" : `Objects ${parts.join(", ")}`;
}

function prefixed(prefix: string | undefined): string[] {
  return prefix === undefined || prefix === "" ? [] : [`under ${prefix}`];
}
