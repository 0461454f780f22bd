import "server-only";
import { DeleteBucketCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { AwsError, notConfirmed } from "#lib/aws/errors.ts";
import { sendThenRead } from "#lib/aws/send-then-read.ts";
import { foundInWords } from "./bucket-contents.ts";
import { countBucketContents, findBucket } from "./bucket-contents-read.ts";

/**
 * Deletes an empty bucket and reads back by HeadBucket that there is none of this name. `aws` is of the bucket's Region.
 * Raises conflict (BucketNotEmpty) with the counts of what it holds, also of incomplete uploads, which S3 itself need
 * not refuse; missing where somebody else deleted it before; invalid without `confirmed`, the name typed.
 * What may not be listed is left to S3's own refusal. Needs s3:DeleteBucket and s3:ListBucket.
 */
export async function deleteBucket(aws: Aws, bucket: string, { confirmed }: { confirmed: boolean }): Promise<void> {
  if (!confirmed) throw notConfirmed("S3", "DeleteBucket");
  const found = foundInWords(await countBucketContents(aws, bucket));
  if (found !== null) throw notEmpty(bucket, found);
  await sendThenRead(aws, {
    service: "S3",
    operation: "DeleteBucket",
    send: () => aws.s3.send(new DeleteBucketCommand({ Bucket: bucket })),
    read: () => findBucket(aws, bucket),
    isAsked: (left) => left === null,
    asked: "no bucket of this name",
    inWords: (left) => (left === null ? "no bucket of this name" : `one in ${left}`),
  });
}

function notEmpty(bucket: string, found: string): AwsError {
  return new AwsError(
    {
      code: "conflict",
      service: "Twofold",
      operation: "Check before DeleteBucket",
      name: "BucketNotEmpty",
      message: `${bucket} holds ${found}. Nothing was deleted.`,
      permission: null,
      hint: "Delete what it holds first, every version included, and abort its uploads.",
      requestId: null,
    },
    null,
  );
}
