"use client";
import { useState } from "react";
import { ChoiceField } from "#components/ui/field.tsx";
import { toTerraformBucketEncryption } from "#lib/commands/terraform-bucket.ts";
import {
  type EncryptionRule,
  lossesOfSseC,
  ruleText,
  type SseCBlocking,
  sseCBlockingOf,
  toPutRule,
  withSseC,
} from "#lib/s3/blocked-types.ts";
import { setSseCAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";

/** Blocks uploads under SSE-C, or lets them in. The whole rule is sent, and only what it blocks changes in it. */
export function SseCForm({ bucket, region, rule }: { bucket: string; region: string; rule: EncryptionRule }) {
  const now = sseCBlockingOf(rule);
  const [choice, setChoice] = useState<SseCBlocking>(now);
  const seen = ruleText(rule);
  const next = withSseC(rule, choice === "blocked");
  const input = toPutRule(bucket, next);
  const change =
    choice === now
      ? null
      : {
          call: { service: "s3api", operation: "PutBucketEncryption", region, input } as const,
          terraform: toTerraformBucketEncryption(region, input),
          before: seen,
          after: ruleText(next),
          asText: true,
          losses: lossesOfSseC(choice === "blocked", rule),
        };
  return (
    <SettingForm
      action={setSseCAction}
      bucket={bucket}
      change={change}
      idle={now === "unsaid" ? "Choose one." : "This is so already."}
      seen={seen}
      verb={choice === "taken" ? "Take SSE-C" : "Block SSE-C"}
      words={{ thing: "the choice of SSE-C" }}
    >
      {() => (
        <ChoiceField
          legend="Uploads that bring a key of their own (SSE-C)"
          name="sseC"
          onChange={setChoice}
          options={[
            {
              value: "blocked",
              label: "Refuse them",
              description: "PutObject, copies, multipart uploads and replicas.",
            },
            { value: "taken", label: "Take them", description: "S3 keeps no key: who loses it loses the object." },
          ]}
          value={choice}
        />
      )}
    </SettingForm>
  );
}
