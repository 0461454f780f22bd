import type { Failure } from "#lib/aws/result.ts";

/** In one request to the console; more are looked at one request after the other. */
export const MOST_BUCKETS = 100;

/** What was seen of one bucket's objects under one key, so far. Counts are of versions; delete markers hold no data. */
export type ObjectScan = {
  bucket: string;
  /** Versions that S3 listed. */
  listed: number;
  /** Those of which S3 said how they are encrypted. */
  read: number;
  /** Under the key: what a plain GET answers with. */
  current: number;
  /** Under the key: versions that were replaced or deleted and are kept. */
  older: number;
  /** Of both together. */
  bytes: number;
  /** The first refusal, of the list or of an object. */
  failure: Failure | null;
  /** S3 lists more than was looked at. */
  hasMore: boolean;
  /** Nothing follows: the end, the limit, a refusal or a stop was reached. */
  isOver: boolean;
};

/** One version, as S3 answered about it. */
export type ScannedVersion = { latest: boolean; size: number; isUnderKey: boolean };

export function emptyScan(bucket: string): ObjectScan {
  return {
    bucket,
    listed: 0,
    read: 0,
    current: 0,
    older: 0,
    bytes: 0,
    failure: null,
    hasMore: true,
    isOver: false,
  };
}

/** The scan with more versions in it; a version that was refused is its failure. */
export function withVersions(scan: ObjectScan, versions: readonly (ScannedVersion | Failure)[]): ObjectScan {
  const next = { ...scan, listed: scan.listed + versions.length };
  for (const version of versions) {
    if ("code" in version) {
      next.failure ??= version;
      continue;
    }
    next.read += 1;
    if (!version.isUnderKey) continue;
    if (version.latest) next.current += 1;
    else next.older += 1;
    next.bytes += version.size;
  }
  return next;
}

/** Whether every version of the bucket was read, so that none under the key means none. */
export function isComplete({ isOver, hasMore, listed, read }: ObjectScan): boolean {
  return isOver && !hasMore && listed === read;
}

/** How much of everything that was asked for has been read, and what was found. */
export function totalOf(scans: readonly ObjectScan[]) {
  const sum = (pick: (scan: ObjectScan) => number) => scans.reduce((total, scan) => total + pick(scan), 0);
  return {
    read: sum(({ read }) => read),
    underKey: sum(({ current, older }) => current + older),
    bytes: sum(({ bytes }) => bytes),
    complete: scans.filter(isComplete).length,
  };
}
