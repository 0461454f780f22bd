import "server-only";
import { CreateGrantCommand, RetireGrantCommand, RevokeGrantCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, changedMeanwhile } from "#lib/aws/errors.ts";
import { type Change, readBack, sendThenRead } from "#lib/aws/send-then-read.ts";
import { type Grant, nameOfGrant, type NewGrant, toCreateGrant, toRetireGrant, toRevokeGrant } from "./grant.ts";
import { differences } from "./grant-compare.ts";
import { findGrant, findGrantByName } from "./grant-read.ts";
import { type Key, nameOf } from "./key.ts";
import { refusal, requireTyped } from "./refusal.ts";

/**
 * Makes a grant over a key and reads it back; returns its id. Raises conflict, with nothing made, where the key has a
 * grant of this name already.
 */
export async function createGrant(aws: Aws, key: Key, grant: NewGrant): Promise<string> {
  const taken = await findGrantByName(aws, key.arn, grant.name);
  if (taken !== null)
    throw refusal(
      "CreateGrant",
      "NameTaken",
      `${nameOf(key)} has a grant named ${grant.name} already, ${taken.id}. Nothing was created.`,
      "Choose another name, or revoke that grant first.",
    );
  const sent = await attempt(aws.kms.send(new CreateGrantCommand(toCreateGrant(key.arn, grant))));
  const id = sent.ok ? sent.value.GrantId : undefined;
  const found = await readBack(aws, sent, {
    service: "KMS",
    operation: "CreateGrant",
    // Without an answer the grant is known by its name, which no other had.
    read: () => (id === undefined ? findGrantByName(aws, key.arn, grant.name) : findGrant(aws, key.arn, id)),
    isAsked: (one) => one !== null && differences(grant, one).length === 0,
    asked: `the grant ${grant.name}`,
    inWords: (one) => (one === null ? "no such grant" : differences(grant, one).join(", ")),
  });
  if (found === null) throw new Error("A grant that is not there was taken for the one that was asked for.");
  return found.id;
}

/** Takes a grant away and reads that it is gone. Raises conflict when it was gone before. Needs kms:RevokeGrant. */
export async function revokeGrant(aws: Aws, key: Key, grantId: string, confirmation: string): Promise<void> {
  await requireGrant(aws, key, grantId, confirmation, "RevokeGrant");
  await sendThenRead(aws, {
    ...goneGrant(aws, key, grantId, "RevokeGrant"),
    send: () => aws.kms.send(new RevokeGrantCommand(toRevokeGrant(key.arn, grantId))),
  });
}

/** Gives a grant up and reads that it is gone. KMS lets its retiring principal do it, its grantee where it says so, and the account. */
export async function retireGrant(aws: Aws, key: Key, grantId: string, confirmation: string): Promise<void> {
  await requireGrant(aws, key, grantId, confirmation, "RetireGrant");
  await sendThenRead(aws, {
    ...goneGrant(aws, key, grantId, "RetireGrant"),
    send: () => aws.kms.send(new RetireGrantCommand(toRetireGrant(key.arn, grantId))),
  });
}

async function requireGrant(
  aws: Aws,
  key: Key,
  grantId: string,
  confirmation: string,
  operation: string,
): Promise<Grant> {
  const grant = await findGrant(aws, key.arn, grantId);
  if (grant === null) throw changedMeanwhile("KMS", operation, `the grants of ${nameOf(key)}: this one is gone`);
  requireTyped(nameOfGrant(grant), confirmation, operation);
  return grant;
}

/** That the key has no such grant. */
function goneGrant(aws: Aws, key: Key, grantId: string, operation: string): Change<Grant | null> {
  return {
    service: "KMS",
    operation,
    read: () => findGrant(aws, key.arn, grantId),
    isAsked: (grant) => grant === null,
    asked: "no such grant",
    inWords: (grant) => (grant === null ? "no such grant" : `the grant ${nameOfGrant(grant)}`),
  };
}
