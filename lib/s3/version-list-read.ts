import "server-only";
import { ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { fromListed } from "./object-key.ts";
import { requireWhole } from "./object-read.ts";

/** A version of an object, as a list of a whole bucket names it. */
export type ListedVersion = { key: string; versionId: string; latest: boolean };

/** Where the next page begins. */
type Marker = { key: string; versionId: string };

export type VersionList = { versions: ListedVersion[]; next: Marker | null };

/** A page of every version in a bucket, delete markers left out, from the one after `after` on. Needs s3:ListBucketVersions. */
export async function listBucketVersions(
  aws: Aws,
  bucket: string,
  { after, rows }: { after: Marker | null; rows: number },
): Promise<VersionList> {
  const page = await aws.s3.send(
    new ListObjectVersionsCommand({
      Bucket: bucket,
      MaxKeys: rows,
      EncodingType: "url",
      ...(after === null ? {} : { KeyMarker: after.key, VersionIdMarker: after.versionId }),
    }),
  );
  requireWhole(page, "ListObjectVersions");
  const versions = (page.Versions ?? []).map(({ Key, VersionId, IsLatest }) => ({
    key: fromListed(Key ?? ""),
    versionId: VersionId ?? "null",
    latest: IsLatest ?? false,
  }));
  const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
  if (IsTruncated !== true || NextKeyMarker === undefined) return { versions, next: null };
  return { versions, next: { key: fromListed(NextKeyMarker), versionId: NextVersionIdMarker ?? "" } };
}
