import "server-only";
import { CreateGrantCommand, RetireGrantCommand, RevokeGrantCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile, notReported, readBackMismatch } from "#lib/aws/errors.ts";
import { readSettled } from "#lib/aws/settled.ts";
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
  const { GrantId } = await aws.kms.send(new CreateGrantCommand(toCreateGrant(key.arn, grant)));
  if (GrantId === undefined) throw notReported("KMS", "CreateGrant", "the id of the grant");
  const found = await readSettled(
    aws,
    () => findGrant(aws, key.arn, GrantId),
    (one) => one !== null,
  );
  if (found === null) throw readBackMismatch("KMS", "CreateGrant", `the grant ${GrantId}`, "no such grant");
  const other = differences(grant, found);
  if (other.length > 0) throw readBackMismatch("KMS", "CreateGrant", `the grant ${grant.name}`, other.join(", "));
  return GrantId;
}

/** Takes a grant away and reads that it is gone. Raises conflict when it was gone before. Needs kms:RevokeGrant. */
export async function revokeGrant(aws: Aws, key: Key, grantId: string, confirmation: string): Promise<void> {
  await requireGrant(aws, key, grantId, confirmation, "RevokeGrant");
  await aws.kms.send(new RevokeGrantCommand(toRevokeGrant(key.arn, grantId)));
  await requireGone(aws, key, grantId, "RevokeGrant");
}

/** Gives a grant up and reads that it is gone. KMS lets its retiring principal do it, its grantee where it says so, and the account. */
export async function retireGrant(aws: Aws, key: Key, grantId: string, confirmation: string): Promise<void> {
  await requireGrant(aws, key, grantId, confirmation, "RetireGrant");
  await aws.kms.send(new RetireGrantCommand(toRetireGrant(key.arn, grantId)));
  await requireGone(aws, key, grantId, "RetireGrant");
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

async function requireGone(aws: Aws, key: Key, grantId: string, operation: string): Promise<void> {
  const left = await readSettled(
    aws,
    () => findGrant(aws, key.arn, grantId),
    (grant) => grant === null,
  );
  if (left !== null) throw readBackMismatch("KMS", operation, "no such grant", `the grant ${nameOfGrant(left)}`);
}
