import "server-only";
import { AbortMultipartUploadCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, changedMeanwhile, notConfirmed } from "#lib/aws/errors.ts";
import { readBack } from "#lib/aws/send-then-read.ts";
import { toAbortUpload, toPartsSummary, type UploadAddress } from "./incomplete-upload.ts";
import { findUpload, sumParts } from "./incomplete-upload-read.ts";

/**
 * Aborts an upload for good and reads back that S3 lists it no more. "gone" where somebody else completed or aborted it
 * before. `seen` is the toPartsSummary() that the person decided on, null where the parts were not known.
 * Raises conflict when it has got other parts since, as an upload that is still being sent does; and invalid without
 * `confirmed`, the key typed. Needs s3:AbortMultipartUpload, s3:ListBucketMultipartUploads and, for `seen`, what
 * sumParts does.
 */
export async function abortUpload(
  aws: Aws,
  address: UploadAddress,
  { seen, confirmed }: { seen: string | null; confirmed: boolean },
): Promise<"aborted" | "gone"> {
  if (!confirmed) throw notConfirmed("S3", "AbortMultipartUpload");
  if (seen !== null) {
    const parts = await attempt(sumParts(aws, address));
    if (!parts.ok && parts.failure.name === "NoSuchUpload") return "gone";
    if (!parts.ok) throw new AwsError(parts.failure, null);
    const now = toPartsSummary(parts.value);
    if (now !== seen) throw changedMeanwhile("S3", "AbortMultipartUpload", `this upload (then ${seen}; now ${now})`);
  }
  const sent = await attempt(aws.s3.send(new AbortMultipartUploadCommand(toAbortUpload(address))));
  if (!sent.ok && sent.failure.name === "NoSuchUpload" && sent.failure.outcome === undefined) return "gone";
  await readBack(aws, sent, {
    service: "S3",
    operation: "AbortMultipartUpload",
    read: () => findUpload(aws, address),
    isAsked: (left) => left === null,
    asked: "no such upload",
    inWords: (left) => (left === null ? "no such upload" : "the upload"),
  });
  return "aborted";
}
