import "server-only";
import { AbortMultipartUploadCommand, DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import type { Failure } from "#lib/aws/result.ts";
import { type Kept, nameOfKept, type ProbeRun } from "./probe.ts";
import { listKept } from "./probe-read.ts";

const AT_A_TIME = 4;

/** Removes what a run wrote, looks for what is left of it, and removes that as well. Never raises what S3 answers. */
export async function removeProbes(
  aws: Aws,
  run: ProbeRun,
  kept: readonly Kept[],
): Promise<{ leftovers: string[]; unsure: Failure | null }> {
  await removeAll(aws, run.bucket, kept);
  const first = await attempt(listKept(aws, run.bucket, run.folder));
  if (first.ok && first.value.length === 0) return { leftovers: [], unsure: null };
  if (first.ok) await removeAll(aws, run.bucket, first.value);
  const last = await attempt(listKept(aws, run.bucket, run.folder));
  if (!last.ok) return { leftovers: [], unsure: last.failure };
  return { leftovers: last.value.map(nameOfKept), unsure: null };
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
