import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Failure, Result } from "#lib/aws/result.ts";
import { keyIdOf } from "#lib/s3/encryption.ts";
import { getObjectHead } from "#lib/s3/object-read.ts";
import { inBucketRegion } from "#lib/s3/region.ts";
import { type ListedVersion, listBucketVersions, type VersionList } from "#lib/s3/version-list-read.ts";
import { emptyScan, type ObjectScan, type ScannedVersion, withVersions } from "./object-scan.ts";

/** How many objects S3 is asked about at a time. */
const AT_A_TIME = 24;

/** How many versions are looked at between two answers, so that progress is seen. */
const ROWS = 100;

/**
 * Looks at the versions in a bucket, `limit` at most, and tells after each hundred what is under the key; the last
 * answer says that it is over. A refused list or object is in the answer, not raised. Needs s3:ListBucketVersions and,
 * for each object, s3:GetObject; of versions that are not current s3:GetObjectVersion.
 */
export async function* scanObjects(
  aws: Aws,
  { bucket, keyArn, limit, signal }: { bucket: string; keyArn: string; limit: number; signal: AbortSignal },
): AsyncGenerator<ObjectScan> {
  let scan = emptyScan(bucket);
  let after: { key: string; versionId: string } | null = null;
  const local = await attempt(inBucketRegion(aws, bucket));
  if (!local.ok) {
    yield { ...scan, failure: local.failure, isOver: true };
    return;
  }
  while (scan.hasMore && scan.listed < limit && !signal.aborted) {
    const page: Result<VersionList> = await attempt(
      listBucketVersions(local.value, bucket, { after, rows: Math.min(ROWS, limit - scan.listed) }),
    );
    if (!page.ok) {
      scan = { ...scan, failure: page.failure };
      break;
    }
    const read = (version: ListedVersion) => readVersion(local.value, bucket, version, keyArn);
    after = page.value.next;
    scan = { ...withVersions(scan, await mapParallel(page.value.versions, AT_A_TIME, read)), hasMore: after !== null };
    if (after !== null) yield scan;
  }
  yield { ...scan, isOver: true };
}

async function readVersion(
  aws: Aws,
  bucket: string,
  { key, versionId, latest }: ListedVersion,
  keyArn: string,
): Promise<ScannedVersion | Failure> {
  // S3 asks for another permission where a version is named, which the current one of a key needs not be.
  const head = await attempt(getObjectHead(aws, { bucket, key, ...(latest ? {} : { versionId }) }));
  if (!head.ok) return head.failure;
  return { latest, size: head.value.size ?? 0, isUnderKey: keyIdOf(head.value.encryption) === keyArn };
}
