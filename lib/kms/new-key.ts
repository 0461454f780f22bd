import type { CreateKeyCommandInput } from "@aws-sdk/client-kms";
import type { Failure } from "#lib/aws/result.ts";
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

/**
 * What is left to send after a key was made and a later step failed: from the refused request on, or, where the last
 * that was sent did work and reading it back failed, from the one after it. `sent` is how many were.
 */
export function remainingCalls(calls: readonly AwsCall[], sent: number, failure: Failure): AwsCall[] {
  const refused = calls[sent - 1]?.operation === failure.operation && failure.name !== "ReadBackMismatch";
  return calls.slice(refused ? sent - 1 : sent);
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
