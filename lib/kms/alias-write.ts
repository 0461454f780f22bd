import "server-only";
import { CreateAliasCommand, DeleteAliasCommand, UpdateAliasCommand } from "@aws-sdk/client-kms";
import { nullIfNone } from "#lib/aws/absent.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile } from "#lib/aws/errors.ts";
import { type Change, sendThenRead } from "#lib/aws/send-then-read.ts";
import { reasonCannotMove, reasonNoAlias, toCreateAlias, toDeleteAlias, toUpdateAlias } from "./alias.ts";
import type { Key } from "./key.ts";
import { getKey } from "./read.ts";
import { refusal } from "./refusal.ts";

/** Gives a key one more name and reads it back. Raises conflict where the name is taken. */
export async function createAlias(aws: Aws, key: Key, alias: string): Promise<void> {
  const reason = reasonNoAlias(key);
  if (reason !== null) throw refusal("CreateAlias", "AliasNotPossible", reason, "Reload the page and decide again.");
  await sendThenRead(aws, {
    ...naming(aws, "CreateAlias", alias, key.arn),
    send: () => aws.kms.send(new CreateAliasCommand(toCreateAlias(alias, key.arn))),
  });
}

/**
 * Makes an alias name another key of the same type and usage, and reads it back. `fromArn` is the key that it named when
 * this was decided: raises conflict, with nothing written, when it names another one by now.
 */
export async function moveAlias(aws: Aws, alias: string, fromArn: string, to: Key): Promise<void> {
  const from = await getKey(aws, alias);
  if (from.arn !== fromArn) throw changedMeanwhile("KMS", "UpdateAlias", `what ${alias} names: now ${from.arn}`);
  const reason = reasonCannotMove(from, to);
  if (reason !== null) throw refusal("UpdateAlias", "AliasCannotMove", reason, "Choose another alias or another key.");
  await sendThenRead(aws, {
    ...naming(aws, "UpdateAlias", alias, to.arn),
    send: () => aws.kms.send(new UpdateAliasCommand(toUpdateAlias(alias, to.arn))),
  });
}

/** Takes a name away from `keyArn` and reads that it names nothing. Raises conflict when it names another key by now. */
export async function deleteAlias(aws: Aws, alias: string, keyArn: string): Promise<void> {
  const found = await getKey(aws, alias);
  if (found.arn !== keyArn) throw changedMeanwhile("KMS", "DeleteAlias", `what ${alias} names: now ${found.arn}`);
  await sendThenRead(aws, {
    ...naming(aws, "DeleteAlias", alias, null),
    send: () => aws.kms.send(new DeleteAliasCommand(toDeleteAlias(alias))),
  });
}

/** That an alias names the key, or none. */
function naming(aws: Aws, operation: string, alias: string, arn: string | null): Change<string | null> {
  const inWords = (named: string | null) => (named === null ? `no key named ${alias}` : `${alias} naming ${named}`);
  return {
    service: "KMS",
    operation,
    read: () => keyNamed(aws, alias),
    isAsked: (named) => named === arn,
    asked: inWords(arn),
    inWords,
  };
}

/** The ARN of the key that an alias names, or null. */
async function keyNamed(aws: Aws, alias: string): Promise<string | null> {
  return (await nullIfNone(getKey(aws, alias), "NotFoundException"))?.arn ?? null;
}
