import "server-only";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Failure } from "#lib/aws/result.ts";
import type { ProbeRun } from "./probe.ts";

/** What a probe left in the bucket for now. `copyable`: without a key of one's own. */
export type Kept =
  | { key: string; versionId: string | null; copyable: boolean }
  | { key: string; uploadId: string; copyable?: undefined };

const AT_A_TIME = 4;

/** Removes what a run wrote, looks for what is left of it, and removes that as well. Never raises what S3 answers. */
export async function removeProbes(
  aws: Aws,
  run: ProbeRun,
  kept: readonly Kept[],
): Promise<{ leftovers: string[]; unsure: Failure | null }> {
  await removeAll(aws, run.bucket, kept);
  const first = await attempt(listKept(aws, run));
  if (first.ok && first.value.length === 0) return { leftovers: [], unsure: null };
  if (first.ok) await removeAll(aws, run.bucket, first.value);
  const last = await attempt(listKept(aws, run));
  if (!last.ok) return { leftovers: [], unsure: last.failure };
  return { leftovers: last.value.map(nameOf), unsure: null };
}

/** An upload that was completed is gone already, and so its abortion fails: the list afterwards tells. */
async function removeAll(aws: Aws, Bucket: string, kept: readonly Kept[]): Promise<void> {
  await mapParallel(kept, AT_A_TIME, (one) => {
    const request =
      "uploadId" in one
        ? aws.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: one.key, UploadId: one.uploadId }))
        : aws.s3.send(
            new DeleteObjectCommand({ Bucket, Key: one.key, ...(one.versionId ? { VersionId: one.versionId } : {}) }),
          );
    return attempt<unknown>(request);
  });
}

/** Every version, delete marker and upload in the folder of a run: some dozens at the most. */
async function listKept(aws: Aws, { bucket: Bucket, folder: Prefix }: ProbeRun): Promise<Kept[]> {
  const [versions, uploads] = await Promise.all([
    aws.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix })),
    aws.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix })),
  ]);
  const stored = [...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])];
  return [
    ...stored.map(({ Key = "", VersionId }) => ({ key: Key, versionId: VersionId ?? null, copyable: false })),
    ...(uploads.Uploads ?? []).map(({ Key = "", UploadId = "" }) => ({ key: Key, uploadId: UploadId })),
  ];
}

function nameOf(kept: Kept): string {
  if ("uploadId" in kept) return `${kept.key} (upload ${kept.uploadId})`;
  return kept.versionId === null || kept.versionId === "null" ? kept.key : `${kept.key} (version ${kept.versionId})`;
}
