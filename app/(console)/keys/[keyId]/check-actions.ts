"use server";
import { z } from "zod";
import { defineQuestion } from "#lib/auth/question.ts";
import { attempt } from "#lib/aws/errors.ts";
import { getIdentity } from "#lib/aws/identity.ts";
import type { Failure } from "#lib/aws/result.ts";
import { inServedRegion } from "#lib/aws/served.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { keyArnSchema } from "#lib/kms/key-schema.ts";
import { reasonObjectRefused, reasonRoleRefused, type Use } from "#lib/kms/preflight.ts";
import { tryKey, tryKeyAs, type Trials } from "#lib/kms/preflight-read.ts";
import { getKeyPolicy } from "#lib/kms/read.ts";
import { ruledBy } from "#lib/kms/rule-schema.ts";
import { reasonS3MayDiffer } from "#lib/kms/through-s3.ts";

/** What both dry runs came to, for whom and when, and why S3 could be answered otherwise, by use. */
export type CheckAnswer = {
  who: string;
  object: string;
  at: string;
  trials: Trials;
  doubts: Record<keyof Trials, string | null>;
  policyFailure: Failure | null;
};

const checkSchema = z.object({
  arn: keyArnSchema,
  object: z.string().trim().superRefine(ruledBy(reasonObjectRefused)),
  /** "" is oneself. */
  role: z
    .string()
    .trim()
    .superRefine(ruledBy((role) => (role === "" ? null : reasonRoleRefused(role)))),
});

export const checkKeyAction = defineQuestion(
  checkSchema,
  async (aws, { arn, object, role }, { user }): Promise<CheckAnswer> => {
    const here = inServedRegion(aws, fromKeyArn(arn)?.region ?? aws.region);
    const trials =
      role === "" ? await tryKey(here, arn, object) : await tryKeyAs(here, { roleArn: role, user }, arn, object);
    const policy = await attempt(getKeyPolicy(here, arn));
    const text = policy.ok ? policy.value : null;
    const reasonOf = (use: Use) => reasonS3MayDiffer(trials[use], text, arn);
    return {
      who: role === "" ? await whoAsks(here) : role,
      object,
      at: new Date().toISOString(),
      trials,
      doubts: { GenerateDataKey: reasonOf("GenerateDataKey"), Decrypt: reasonOf("Decrypt") },
      policyFailure: policy.ok ? null : policy.failure,
    };
  },
);

async function whoAsks(aws: Parameters<typeof getIdentity>[0]): Promise<string> {
  const identity = await attempt(getIdentity(aws));
  return identity.ok ? identity.value.arn : "the console’s own identity";
}
