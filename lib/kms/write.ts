import "server-only";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
} from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt, AwsError, changedMeanwhile, notReported, readBackMismatch } from "#lib/aws/errors.ts";
import type { Failure } from "#lib/aws/result.ts";
import { readSettled } from "#lib/aws/settled.ts";
import { sendThenRead, sentence } from "#lib/aws/send-then-read.ts";
import { toCreateAlias } from "./alias.ts";
import { type Key, nameOf } from "./key.ts";
import { type NewKey, toCreateKey } from "./new-key.ts";
import { isSamePolicy, lintKeyPolicy } from "./policy-lint.ts";
import { getKey, getKeyPolicy, getRotation, getRotationStatus, listAliasTargets, listKeyTags } from "./read.ts";
import { refusal } from "./refusal.ts";
import { reasonSetElsewhere, type Rotation, toSeen, toDisableKeyRotation, toEnableKeyRotation } from "./rotation.ts";
import { isSameTags } from "./tag.ts";

/**
 * Makes a key in `aws.region`, names it, sets its rotation, and reads all of it back.
 * Raises conflict, with nothing made, when the alias is taken, and what keeps that from being known. When a later step fails, the key exists: the error then
 * carries its ARN and what is left to do in its message, next to AWS's own words.
 */
export async function createKey(aws: Aws, newKey: NewKey): Promise<Key> {
  const problems = lintKeyPolicy(newKey.policy);
  if (problems.length > 0)
    throw refusal("CreateKey", "PolicyProblem", `${problems.join(" ")} Nothing was created.`, "Change the key policy.");
  await requireFreeAlias(aws, newKey.alias);
  const arn = await makeKey(aws, newKey);
  const { alias, rotationDays } = newKey;
  const steps = [
    { name: `naming it ${alias}`, run: () => createAlias(aws, alias, arn) },
    ...(rotationDays === null
      ? []
      : [
          {
            name: `turning rotation on, every ${rotationDays} days`,
            run: () => enableRotation(aws, arn, rotationDays),
          },
        ]),
    { name: "reading its description, tags and policy back", run: () => requireAsAsked(aws, arn, newKey) },
  ];
  for (const [index, { run }] of steps.entries()) {
    const step = await attempt<unknown>(run());
    if (!step.ok)
      throw halfMade(
        arn,
        step.failure,
        steps.slice(index).map(({ name }) => name),
      );
  }
  return getKey(aws, arn);
}

/** Turns automatic rotation on, or starts it anew with another period, in days, and reads it back. Raises invalid for keys that cannot rotate. */
export async function enableRotation(aws: Aws, keyId: string, periodDays: number): Promise<Rotation> {
  return sendThenRead(aws, {
    service: "KMS",
    operation: "EnableKeyRotation",
    send: () => aws.kms.send(new EnableKeyRotationCommand(toEnableKeyRotation(keyId, periodDays))),
    read: () => getRotationStatus(aws, keyId),
    isAsked: (found) => found.status === "on" && found.periodDays === periodDays,
    asked: `rotation every ${periodDays} days`,
    inWords,
  });
}

/** Turns automatic rotation off and reads it back. Material that exists stays: old data remains readable. */
export async function disableRotation(aws: Aws, keyId: string): Promise<Rotation> {
  return sendThenRead(aws, {
    service: "KMS",
    operation: "DisableKeyRotation",
    send: () => aws.kms.send(new DisableKeyRotationCommand(toDisableKeyRotation(keyId))),
    read: () => getRotationStatus(aws, keyId),
    isAsked: ({ status }) => status === "off",
    asked: "rotation off",
    inWords,
  });
}

function inWords(rotation: Rotation): string {
  if (rotation.status !== "on") return "rotation off";
  return rotation.periodDays === null ? "rotation without a period" : `rotation every ${rotation.periodDays} days`;
}

/**
 * An alias that is taken would leave a key without a name behind, so it is looked up first. Where the key that it names
 * may not be described, the list of aliases tells; what neither tells is not taken for free.
 */
async function requireFreeAlias(aws: Aws, alias: string): Promise<void> {
  const described = await attempt(getKey(aws, alias));
  if (!described.ok && described.failure.code === "missing") return;
  if (!described.ok && described.failure.code !== "denied") throw new AwsError(described.failure, undefined);
  const named = described.ok ? described.value.arn : await findAliasTarget(aws, alias);
  if (named === null) return;
  throw new AwsError(
    {
      code: "conflict",
      service: "KMS",
      operation: "CreateAlias",
      name: "AlreadyExistsException",
      message: `${alias} already names another key, ${named}. Nothing was created.`,
      permission: null,
      hint: "Choose another alias.",
      requestId: null,
      subject: named,
    },
    undefined,
  );
}

async function findAliasTarget(aws: Aws, wanted: string): Promise<string | null> {
  return (await listAliasTargets(aws)).find(({ alias }) => alias === wanted)?.arn ?? null;
}

async function createAlias(aws: Aws, alias: string, arn: string): Promise<void> {
  await sendThenRead(aws, {
    service: "KMS",
    operation: "CreateAlias",
    send: () => aws.kms.send(new CreateAliasCommand(toCreateAlias(alias, arn))),
    read: () => getKey(aws, alias),
    isAsked: (key) => key.arn === arn,
    asked: `${alias} naming ${arn}`,
    inWords: (key) => key.arn,
  });
}

async function requireAsAsked(aws: Aws, arn: string, asked: NewKey): Promise<void> {
  const read = () => Promise.all([getKey(aws, arn), listKeyTags(aws, arn), getKeyPolicy(aws, arn)]);
  const [key, tags, policy] = await readSettled(aws, read, ([, found]) => isSameTags(asked.tags, found));
  if (key.description !== asked.description) throw mismatch("the description", asked.description, key.description);
  if (!isSameTags(asked.tags, tags)) throw mismatch("the tags", JSON.stringify(asked.tags), JSON.stringify(tags));
  if (!isSamePolicy(asked.policy, policy)) throw mismatch("the policy", asked.policy, policy);
}

function mismatch(what: string, asked: string, found: string): AwsError {
  return readBackMismatch("KMS", "CreateKey", `${what} ${asked}`, `${what} ${found}`);
}

async function makeKey(aws: Aws, newKey: NewKey): Promise<string> {
  const made = await attempt(aws.kms.send(new CreateKeyCommand(toCreateKey(newKey))));
  const arn = made.ok ? made.value.KeyMetadata?.Arn : undefined;
  if (arn !== undefined) return arn;
  const failure = made.ok ? notReported("KMS", "CreateKey", "which key it made").failure : made.failure;
  if (!made.ok && failure.outcome !== "unknown") throw new AwsError(failure, undefined);
  const hint =
    "The key may have been made all the same, without an alias: look at the list of keys before you try again.";
  throw new AwsError({ ...failure, outcome: "unknown", hint }, undefined);
}

function halfMade(arn: string, failure: Failure, left: string[]): AwsError {
  return new AwsError(
    {
      ...failure,
      message: `${sentence(failure.message)} The key ${arn} was created and exists now. Not done, or not read back: ${left.join("; ")}.`,
      hint: "Finish the key, or schedule its deletion: it costs money while it exists.",
      subject: arn,
      outcome: "partly",
    },
    undefined,
  );
}

/** Refuses a change of rotation that cannot apply, or that was decided before somebody else's change. */
export async function requireSeenRotation(aws: Aws, key: Key, seen: string): Promise<void> {
  const rotation = await getRotation(aws, key);
  const reason = rotation.status === "not-applicable" ? rotation.reason : reasonSetElsewhere(key);
  if (reason !== null)
    throw refusal(
      "GetKeyRotationStatus",
      "RotationNotApplicable",
      reason,
      "Reload the page: it says what can be done instead.",
    );
  if (toSeen(rotation) !== seen)
    throw changedMeanwhile("KMS", "GetKeyRotationStatus", `the rotation of ${nameOf(key)}`);
}
