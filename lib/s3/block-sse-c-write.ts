import "server-only";
import type { Aws } from "#lib/aws/clients.ts";
import { AwsError, changedMeanwhile } from "#lib/aws/errors.ts";
import { withSseCBlocked } from "./bulk.ts";
import { toSummary } from "./default-change.ts";
import { type BucketEncryption, isDefault } from "./encryption.ts";
import { getBucketEncryption } from "./read.ts";
import { setDefault } from "./write.ts";

/**
 * Makes the bucket refuse uploads under SSE-C, and keeps its default. `aws` is of the bucket's Region; `seen` is the
 * toSummary() that the person decided on. Raises conflict when it is no longer so or reads back otherwise, invalid for
 * a default that cannot be sent again. Needs s3:GetEncryptionConfiguration and s3:PutEncryptionConfiguration.
 */
export async function blockSseC(aws: Aws, bucket: string, { seen }: { seen: string }): Promise<BucketEncryption> {
  const current = await getBucketEncryption(aws, bucket);
  const now = toSummary(current);
  if (now !== seen) {
    const thing = `the encryption of ${bucket} (then ${seen}; now ${now})`;
    throw changedMeanwhile("S3", "PutBucketEncryption", thing);
  }
  if (!isDefault(current.default)) throw unknownDefault(bucket);
  return setDefault(aws, bucket, current.default, withSseCBlocked(current.blockedTypes));
}

function unknownDefault(bucket: string): AwsError {
  return new AwsError(
    {
      code: "invalid",
      service: "Twofold",
      operation: "Check before PutBucketEncryption",
      name: "DefaultNotKnown",
      message: `Blocking a type sends the whole rule again, and the default of ${bucket} is none that this console can send. Nothing was changed.`,
      permission: null,
      hint: "Set a default that this console knows first.",
      requestId: null,
    },
    null,
  );
}
