import { type Key, S3_MANAGED_ALIAS } from "./key.ts";
import { fromKeyArn } from "./key-arn.ts";

/** How a setting names a key. */
export type Spelling = "key id" | "key ARN" | "alias" | "alias ARN" | "no key named: aws/s3";

/** Whether a setting names a key; "unknown" where only the key's aliases or a bucket's Region could tell. */
export type Naming =
  | { status: "named"; spelling: Spelling }
  | { status: "other" }
  | { status: "unknown"; reason: string };

type Named = Pick<Key, "arn" | "keyId" | "region" | "accountId" | "aliases">;

const OTHER: Naming = { status: "other" };
const ALIAS_ARN = /^arn:[a-z-]+:kms:([a-z0-9-]+):(\d{12}):(alias\/.+)$/;

/**
 * Whether `text`, as a setting of a bucket in `region` holds it, names `key`. An id and an alias are looked up in the
 * Region where they are used, so they can only name a key of it; null is a Region that is not known.
 */
export function namingOf(key: Named, text: string, region: string | null): Naming {
  if (text.startsWith("arn:")) return namingOfArn(key, text);
  const isAlias = text.startsWith("alias/");
  if (!isAlias && text !== key.keyId) return OTHER;
  const named = isAlias ? namingOfAlias(key, text, "alias") : ({ status: "named", spelling: "key id" } as const);
  if (named.status === "other" || region === key.region) return named;
  return region === null ? { status: "unknown", reason: "in which Region it is used is not known" } : OTHER;
}

/** As namingOf, for a setting that stands for aws/s3 where it names no key. */
export function namingOfOptional(key: Named, text: string | null, region: string | null): Naming {
  if (text !== null) return namingOf(key, text, region);
  const naming = namingOf(key, S3_MANAGED_ALIAS, region);
  return naming.status === "named" ? { status: "named", spelling: "no key named: aws/s3" } : naming;
}

function namingOfArn(key: Named, text: string): Naming {
  if (fromKeyArn(text) !== null) return text === key.arn ? { status: "named", spelling: "key ARN" } : OTHER;
  const [, region, accountId, alias] = ALIAS_ARN.exec(text) ?? [];
  if (alias === undefined || region !== key.region || accountId !== key.accountId) return OTHER;
  return namingOfAlias(key, alias, "alias ARN");
}

function namingOfAlias({ aliases }: Named, alias: string, spelling: Spelling): Naming {
  if (aliases === null) return { status: "unknown", reason: `which key ${alias} is an alias of is not known` };
  return aliases.includes(alias) ? { status: "named", spelling } : OTHER;
}
