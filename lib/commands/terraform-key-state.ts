import { argument, toLabel, toMap } from "./hcl.ts";

/** How each kind of key's resource says whether it can be used. Source: the AWS provider's pages of these resources. */
const SWITCHES = {
  aws_kms_key: "is_enabled",
  aws_kms_external_key: "enabled",
  aws_kms_replica_key: "enabled",
  aws_kms_replica_external_key: "enabled",
} as const;

/** A kind of resource that stands for a key. */
export type KeyResource = keyof typeof SWITCHES;

/** The line that switches a key on or off, in the resource that Terraform has for it already. `name` is an alias or an id. */
export function toTerraformKeySwitch(resource: KeyResource, name: string, enabled: boolean): string {
  return inResource(resource, name, [`${SWITCHES[resource]} = ${enabled}`]);
}

/** The lines with which Terraform schedules a key's deletion, in days from when it destroys the resource. */
export function toTerraformKeyWindow(resource: KeyResource, name: string, pendingDays: number): string {
  return inResource(resource, name, [
    "# Counts from when the resource is taken out and Terraform destroys it.",
    `deletion_window_in_days = ${pendingDays}`,
  ]);
}

/** The description in the key's resource; null for an empty one, which Terraform takes for one that is not written. */
export function toTerraformKeyDescription(resource: KeyResource, name: string, description: string): string | null {
  return description === "" ? null : inResource(resource, name, [argument("description", description)]);
}

/** All tags of a key in its resource: Terraform removes those that it knew and that are not here. */
export function toTerraformKeyTags(
  resource: KeyResource,
  name: string,
  tags: readonly { key: string; value: string }[],
): string {
  const map = tags.length === 0 ? { code: "{}" } : toMap(tags.map(({ key, value }) => [key, value]));
  return inResource(resource, name, argument("tags", map).split("\n"));
}

function inResource(resource: KeyResource, name: string, lines: string[]): string {
  const label = toLabel(name.replace(/^alias\//, ""), "key");
  const body = ["# Everything else as it is.", ...lines].map((line) => `  ${line}`).join("\n");
  return `resource "${resource}" "${label}" {\n${body}\n}\n`;
}
