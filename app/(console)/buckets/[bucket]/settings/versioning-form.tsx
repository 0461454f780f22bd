"use client";
import { useState } from "react";
import { ChoiceField } from "#components/ui/field.tsx";
import { toTerraformSetting, versioningResource } from "#lib/commands/terraform-bucket.ts";
import {
  SUSPENDED_LOSS,
  toEnableVersioning,
  toSuspendVersioning,
  type Versioning,
  versioningInWords,
} from "#lib/s3/versioning.ts";
import { setVersioningAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";

const ON = [
  "Each overwrite and each deletion keeps what was there as an older version, under the encryption that it has. It is stored and paid for.",
  "It cannot be turned off again, only suspended.",
];
const SUSPENDED = [
  "Versions that exist stay, and are stored and paid for, until they are deleted or a lifecycle rule ends them.",
];

/** Turns versioning on, or suspends it: there is no third way once it was on. */
export function VersioningForm({ bucket, region, current }: { bucket: string; region: string; current: Versioning }) {
  const isOn = current.status === "enabled";
  const [status, setStatus] = useState<"enabled" | "suspended">(isOn ? "enabled" : "suspended");
  const input = status === "enabled" ? toEnableVersioning(bucket) : toSuspendVersioning(bucket);
  const change =
    (status === "enabled") === isOn
      ? null
      : {
          call: { service: "s3api", operation: "PutBucketVersioning", region, input } as const,
          terraform: toTerraformSetting(region, input, versioningResource),
          before: versioningInWords(current),
          after: versioningInWords({ ...current, status }),
          losses: status === "suspended" ? [SUSPENDED_LOSS] : [],
          effects: status === "enabled" ? ON : SUSPENDED,
        };
  return (
    <SettingForm
      action={setVersioningAction}
      bucket={bucket}
      change={change}
      idle="This is so already."
      seen={versioningInWords(current)}
      verb={status === "enabled" ? "Turn versioning on" : "Suspend versioning"}
      words={{ thing: "versioning" }}
    >
      {() => (
        <ChoiceField
          columns
          legend="Versioning"
          name="status"
          onChange={setStatus}
          options={[
            { value: "enabled", label: "On" },
            { value: "suspended", label: current.status === "never" ? "Off, as it always was" : "Suspended" },
          ]}
          value={status}
        />
      )}
    </SettingForm>
  );
}
