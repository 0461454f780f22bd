import type { AwsCall } from "./cli.ts";

/** A bucket, and the account that it is known to be of. */
export type BucketOwner = { bucket: string; accountId: string };

/** Answers the account that a bucket is known to be of, else null. */
type OwnerOf = (bucket: string) => string | null;

/** What has a Bucket and cannot say whose it is. Source: S3 API reference. */
const WITHOUT_OWNER = new Set(["CreateBucket", "CreateSession", "RenameObject"]);

/**
 * The call with the owner that is expected of its bucket, so that S3 refuses it (403) where another account has taken the
 * name since. As it was where the owner is not known, or is named already. Source: S3 User Guide, "Verifying bucket
 * ownership with bucket owner condition".
 */
export function withOwner(call: AwsCall, owner: BucketOwner | null | undefined): AwsCall {
  const members = expectedOwners(call, (bucket) => (owner?.bucket === bucket ? owner.accountId : null));
  return { ...call, input: { ...call.input, ...members } };
}

/** What withOwner adds to the input of a call. */
export function expectedOwners({ service, operation, input }: Omit<AwsCall, "region">, ownerOf: OwnerOf): object {
  if (service !== "s3api" || WITHOUT_OWNER.has(operation)) return {};
  const source = sourceBucketOf(member(input, "CopySource"));
  return {
    ...expected(input, "ExpectedBucketOwner", member(input, "Bucket"), ownerOf),
    ...expected(input, "ExpectedSourceBucketOwner", source, ownerOf),
  };
}

function expected(input: object, name: string, bucket: string | null, ownerOf: OwnerOf): object {
  const owner = bucket === null || member(input, name) !== null ? null : ownerOf(bucket);
  return owner === null ? {} : { [name]: owner };
}

/** "reports" of "reports/a%20key?versionId=1", as CopyObject and UploadPartCopy name their source. */
function sourceBucketOf(source: string | null): string | null {
  return source?.replace(/^\//, "").split("/")[0] ?? null;
}

function member(input: object, name: string): string | null {
  const value: unknown = Reflect.get(input, name);
  return typeof value === "string" ? value : null;
}
