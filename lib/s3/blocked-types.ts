import type { PutBucketEncryptionCommandInput, ServerSideEncryptionRule } from "@aws-sdk/client-s3";

/** A bucket's one encryption rule as S3 answers it, all members of it, also those that this console does not know. */
export type EncryptionRule = ServerSideEncryptionRule;

/** What the bucket itself does with an upload under SSE-C; "unsaid" where S3 answers nothing of it. */
export type SseCBlocking = "blocked" | "taken" | "unsaid";

export function sseCBlockingOf(rule: EncryptionRule): SseCBlocking {
  const types: string[] = rule.BlockedEncryptionTypes?.EncryptionType ?? [];
  if (types.length === 0) return "unsaid";
  return types.includes("SSE-C") ? "blocked" : "taken";
}

/** `rule` with SSE-C blocked or not. Default and bucket key stay as they are, and so does every other blocked type. */
export function withSseC(rule: EncryptionRule, blocked: boolean): EncryptionRule {
  const others = (rule.BlockedEncryptionTypes?.EncryptionType ?? []).filter(
    (type) => type !== "SSE-C" && type !== "NONE",
  );
  const types = blocked ? [...others, "SSE-C" as const] : others;
  return { ...rule, BlockedEncryptionTypes: { EncryptionType: types.length === 0 ? ["NONE"] : types } };
}

/** The call replaces the whole rule, so all of it is sent. Source: S3 User Guide, "Blocking or unblocking SSE-C". */
export function toPutRule(bucket: string, rule: EncryptionRule): PutBucketEncryptionCommandInput {
  return { Bucket: bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } };
}

/** The rule as a text, line by line, that tells any two apart. */
export function ruleText({
  ApplyServerSideEncryptionByDefault,
  BucketKeyEnabled,
  BlockedEncryptionTypes,
  ...rest
}: EncryptionRule): string {
  return JSON.stringify(
    {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
        KMSMasterKeyID: ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
      },
      // S3 may leave out what is off.
      BucketKeyEnabled: BucketKeyEnabled ?? false,
      BlockedEncryptionTypes: { EncryptionType: BlockedEncryptionTypes?.EncryptionType?.toSorted() },
      ...rest,
    },
    null,
    2,
  );
}

const SSE_C_LOSS =
  "The bucket takes uploads under SSE-C: their keys are the uploader’s, never in KMS, and without them nobody reads the objects.";

/** What is lost with another answer to SSE-C. Where S3 did not say what it blocks, taking it may be a loss too. */
export function lossesOfSseC(blocked: boolean, current: EncryptionRule): string[] {
  return !blocked && sseCBlockingOf(current) !== "taken" ? [SSE_C_LOSS] : [];
}
