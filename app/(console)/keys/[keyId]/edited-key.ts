import type { KeyResource } from "#lib/commands/terraform-key-state.ts";
import { type Key, nameOf } from "#lib/kms/key.ts";
import { terraformResourceOf } from "#lib/kms/state.ts";

/** What a form in the browser needs of a key whose tags or description it changes. */
export type EditedKey = {
  arn: string;
  region: string;
  /** An alias, or the id of a key without one. */
  name: string;
  /** What stands for it in Terraform. */
  resource: KeyResource;
};

export function toEditedKey(key: Key): EditedKey {
  const { arn, region } = key;
  return { arn, region, name: nameOf(key), resource: terraformResourceOf(key) };
}
