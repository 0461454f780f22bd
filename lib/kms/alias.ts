import type { CreateAliasCommandInput, DeleteAliasCommandInput, UpdateAliasCommandInput } from "@aws-sdk/client-kms";
import { type Key, nameOf } from "./key.ts";

const PREFIX = "alias/";
const MAX_LENGTH = 256;

/** How many aliases a key has at most. Source: KMS Developer Guide, "Resource quotas". */
const MAX_ALIASES = 50;

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

/** Why no alias can be given to this key, in a sentence, or null. Source: KMS Developer Guide, "Key states". */
export function reasonNoAlias(key: Pick<Key, "state" | "manager" | "aliases">): string | null {
  if (key.manager === "AWS") return "AWS manages this key: its alias is AWS's own.";
  if (key.state.startsWith("Pending") && key.state !== "PendingImport")
    return "The key is scheduled for deletion: KMS gives it no alias until that is cancelled.";
  if ((key.aliases?.length ?? 0) >= MAX_ALIASES) return `A key has at most ${MAX_ALIASES} aliases.`;
  return null;
}

/** Why an alias cannot move from one key to another, in a sentence, or null. Source: KMS API reference, UpdateAlias. */
export function reasonCannotMove(from: Key, to: Key): string | null {
  if (from.arn === to.arn) return `It names ${nameOf(to)} already.`;
  if (from.region !== to.region || from.accountId !== to.accountId)
    return "An alias moves only between keys of one account and Region.";
  if (from.manager === "AWS" || to.manager === "AWS") return "Aliases of AWS managed keys are AWS's own.";
  if (isSymmetric(from) !== isSymmetric(to) || from.usage !== to.usage)
    return `An alias moves only between keys of one type and usage: these are ${from.spec} for ${from.usage} and ${to.spec} for ${to.usage}.`;
  return reasonNoAlias(to);
}

function isSymmetric({ spec }: Key): boolean {
  return spec === "SYMMETRIC_DEFAULT" || spec.startsWith("HMAC_") || spec === "SM4";
}

/** The request that names a key. */
export function toCreateAlias(alias: string, keyArn: string): CreateAliasCommandInput {
  return { AliasName: alias, TargetKeyId: keyArn };
}

/** The request that makes an alias name another key. */
export function toUpdateAlias(alias: string, keyArn: string): UpdateAliasCommandInput {
  return { AliasName: alias, TargetKeyId: keyArn };
}

/** The request that takes a name away. The key stays. */
export function toDeleteAlias(alias: string): DeleteAliasCommandInput {
  return { AliasName: alias };
}
