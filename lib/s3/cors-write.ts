import "server-only";
import { DeleteBucketCorsCommand, PutBucketCorsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "#lib/aws/clients.ts";
import { type CorsRule, corsText, toPutBucketCors, withConsoleRule } from "./cors.ts";
import { changeSetting, type Decision } from "./setting-change.ts";
import { listCorsRules } from "./settings-read.ts";

/**
 * Lets pages of `origin` upload into the bucket, or with null no longer; every other rule stays. `seen` is the corsText()
 * that the person decided on. Raises as changeSetting. Needs s3:GetBucketCORS and s3:PutBucketCORS.
 */
export async function putConsoleOrigin(
  aws: Aws,
  bucket: string,
  origin: string | null,
  decision: Decision,
): Promise<CorsRule[]> {
  return changeSetting(
    aws,
    {
      service: "S3",
      operation: "PutBucketCors",
      thing: `the CORS rules of ${bucket}`,
      name: bucket,
      read: () => listCorsRules(aws, bucket),
      inWords: corsText,
    },
    decision,
    {
      next: (current) => withConsoleRule(current, origin),
      losses: () => [],
      send: (next) =>
        next.length === 0
          ? aws.s3.send(new DeleteBucketCorsCommand({ Bucket: bucket }))
          : aws.s3.send(new PutBucketCorsCommand(toPutBucketCors(bucket, next))),
    },
  );
}
