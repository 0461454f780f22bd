import type { CreateAliasCommandInput } from "@aws-sdk/client-kms";

const PREFIX = "alias/";
const MAX_LENGTH = 256;

/** "records" and "alias/records" are both how a person writes the alias "alias/records". */
export function toAliasName(text: string): string {
  const name = text.trim();
  return name.startsWith(PREFIX) ? name : `${PREFIX}${name}`;
}

/** The rule that an alias name breaks, or null. Takes the full name, "alias/…". Source: KMS API reference, CreateAlias. */
export function reasonAliasRefused(alias: string): string | null {
  if (!alias.startsWith(PREFIX)) return "An alias starts with alias/.";
  if (alias === PREFIX) return "Give the alias a name.";
  if (alias.startsWith("alias/aws/")) return "Names that start with alias/aws/ are reserved for AWS managed keys.";
  if (!/^[A-Za-z0-9/_-]+$/.test(alias)) return "KMS takes letters A to Z, digits, / _ and - in an alias, nothing else.";
  if (alias.length > MAX_LENGTH)
    return `KMS takes ${MAX_LENGTH} characters, alias/ included; this has ${alias.length}.`;
  return null;
}

/** The request that names a key. */
export function toCreateAlias(alias: string, keyArn: string): CreateAliasCommandInput {
  return { AliasName: alias, TargetKeyId: keyArn };
}
