"use client";
import { useState } from "react";
import { ChoiceField } from "#components/ui/field.tsx";
import { ownershipResource, toTerraformSetting } from "#lib/commands/terraform-bucket.ts";
import {
  effectsOfOwnership,
  isObjectOwnership,
  lossesOfOwnership,
  type ObjectOwnership,
  OWNERSHIPS,
  ownershipInWords,
  seenOwnership,
  toPutBucketOwnershipControls,
} from "#lib/s3/ownership.ts";
import { setOwnershipAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";

const CHOICES: readonly ObjectOwnership[] = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

/** Who owns what is uploaded, and whether ACLs have an effect. */
export function OwnershipForm({
  bucket,
  region,
  current,
}: {
  bucket: string;
  region: string;
  /** As S3 answers it; null where it was never set. */
  current: string | null;
}) {
  const [choice, setChoice] = useState<ObjectOwnership>(
    current !== null && isObjectOwnership(current) ? current : "BucketOwnerEnforced",
  );
  const input = toPutBucketOwnershipControls(bucket, choice);
  const change =
    choice === current
      ? null
      : {
          call: { service: "s3api", operation: "PutBucketOwnershipControls", region, input } as const,
          terraform: toTerraformSetting(region, input, ownershipResource),
          before: ownershipInWords(current),
          after: ownershipInWords(choice),
          losses: lossesOfOwnership(choice, current),
          effects: effectsOfOwnership(choice, current),
        };
  return (
    <SettingForm
      action={setOwnershipAction}
      bucket={bucket}
      change={change}
      idle="This is so already."
      seen={seenOwnership(current)}
      verb="Set the ownership"
      words={{ thing: "object ownership" }}
    >
      {() => (
        <ChoiceField
          legend="Object ownership"
          name="ownership"
          onChange={setChoice}
          options={CHOICES.map((value) => ({ value, label: value, description: OWNERSHIPS[value] }))}
          value={choice}
        />
      )}
    </SettingForm>
  );
}
