"use client";
import { useState } from "react";
import { ChoiceField, TextField } from "#components/ui/field.tsx";
import { toTerraformSetting } from "#lib/commands/terraform-bucket.ts";
import { corsResource } from "#lib/commands/terraform-records.ts";
import {
  consoleOrigin,
  type CorsRule,
  corsText,
  reasonOriginRefused,
  toPutBucketCors,
  withConsoleRule,
} from "#lib/s3/cors.ts";
import { setCorsAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";

/** The console's own rule: which origin's pages may upload straight into the bucket. */
export function CorsForm({
  bucket,
  region,
  current,
  ownOrigin,
}: {
  bucket: string;
  region: string;
  current: CorsRule[];
  /** Where this console is opened from, as far as it is known. */
  ownOrigin: string;
}) {
  const now = consoleOrigin(current);
  const [lets, setLets] = useState<"yes" | "no">(now === null ? "no" : "yes");
  const [origin, setOrigin] = useState(now ?? ownOrigin);
  const usable = lets === "no" || reasonOriginRefused(origin) === null;
  const next = withConsoleRule(current, lets === "yes" ? origin : null);
  const input = toPutBucketCors(bucket, next);
  const [before, after] = [corsText(current), corsText(next)];
  const change =
    before === after || !usable
      ? null
      : {
          call: {
            service: "s3api",
            region,
            ...(next.length === 0
              ? { operation: "DeleteBucketCors", input: { Bucket: bucket } }
              : { operation: "PutBucketCors", input }),
          } as const,
          terraform: next.length === 0 ? null : toTerraformSetting(region, input, corsResource),
          before,
          after,
          asText: true,
          effects:
            lets === "yes"
              ? [
                  "No page of this console needs it today: what is uploaded here goes through the console’s server. It is for pages of this origin that send files to S3 themselves.",
                  "CORS gives nobody a permission: a page of this origin still needs a signed request for each upload.",
                ]
              : [],
        };
  return (
    <SettingForm
      action={setCorsAction}
      bucket={bucket}
      change={change}
      idle={usable ? "This is so already." : (reasonOriginRefused(origin) ?? "")}
      seen={before}
      verb={lets === "yes" ? "Let this origin upload" : "Take the rule out"}
      words={{ thing: "the upload rule" }}
    >
      {(fields) => (
        <>
          <ChoiceField
            columns
            legend="Uploads from the browser straight to S3"
            name="lets"
            onChange={setLets}
            options={[
              { value: "yes", label: "Let the pages of one site send them" },
              { value: "no", label: "No rule for this console" },
            ]}
            value={lets}
          />
          {lets === "yes" && (
            <TextField
              description="Of the pages that send files to S3: scheme, host and port, without a path."
              error={fields.origin}
              label="Origin"
              mono
              name="origin"
              onChange={(event) => setOrigin(event.target.value.trim())}
              spellCheck={false}
              value={origin}
            />
          )}
        </>
      )}
    </SettingForm>
  );
}
