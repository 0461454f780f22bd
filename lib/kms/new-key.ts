import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import type { AwsCall } from "#lib/commands/cli.ts";
import { toTerraformKey } from "#lib/commands/terraform.ts";
import { toCreateAlias } from "./alias.ts";
import { toEnableKeyRotation } from "./rotation.ts";
import { type KeyTag, toTags } from "./tag.ts";

/** A key to be made for S3: symmetric, its material from KMS, in one Region. */
export type NewKey = {
  /** "alias/records" */
  alias: string;
  description: string;
  tags: readonly KeyTag[];
  /** Days from 90 to 2560; null leaves rotation off. */
  rotationDays: number | null;
  /** The key policy's JSON text. */
  policy: string;
};

/** What KMS takes as a description, in characters. Source: KMS API reference, CreateKey. */
const MAX_DESCRIPTION = 8192;

/** The rule that a description breaks, or null. */
export function reasonDescriptionRefused(text: string): string | null {
  return text.length > MAX_DESCRIPTION ? `KMS takes 8,192 characters; this has ${text.length}.` : null;
}

/** The request that makes the key itself. */
export function toCreateKey({ description, tags, policy }: NewKey): CreateKeyCommandInput {
  return {
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
    Origin: "AWS_KMS",
    ...(description === "" ? {} : { Description: description }),
    ...(tags.length === 0 ? {} : { Tags: toTags(tags) }),
    Policy: policy,
  };
}

/** Every request that makes the key, in order. `keyArn` may be a placeholder, as it is not known before the first. */
export function toNewKeyCalls(region: string, key: NewKey, keyArn: string): AwsCall[] {
  const calls: AwsCall[] = [
    { service: "kms", operation: "CreateKey", region, input: toCreateKey(key) },
    { service: "kms", operation: "CreateAlias", region, input: toCreateAlias(key.alias, keyArn) },
  ];
  if (key.rotationDays !== null) {
    const input = toEnableKeyRotation(keyArn, key.rotationDays);
    calls.push({ service: "kms", operation: "EnableKeyRotation", region, input });
  }
  return calls;
}

/** The same key in Terraform, which knows the key's ARN by itself. */
export function toTerraformNewKey(region: string, newKey: NewKey): string {
  const { alias, rotationDays } = newKey;
  return toTerraformKey(region, {
    key: toCreateKey(newKey),
    alias: toCreateAlias(alias, ""),
    rotation: rotationDays === null ? null : toEnableKeyRotation("", rotationDays),
  });
}
