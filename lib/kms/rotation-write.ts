import "server-only";
import { RotateKeyOnDemandCommand } from "@aws-sdk/client-kms";
import type { Aws } from "#lib/aws/clients.ts";
import { changedMeanwhile } from "#lib/aws/errors.ts";
import { sendThenRead } from "#lib/aws/send-then-read.ts";
import { type Key, nameOf } from "./key.ts";
import { getKey, getRotationStatus, listKeyMaterials } from "./read.ts";
import { refusal } from "./refusal.ts";
import {
  currentMaterial,
  hasWaitingMaterial,
  ON_DEMAND_ROTATIONS,
  reasonCannotRotateNow,
  rotationsLeft,
  toRotateKeyOnDemand,
} from "./rotate-now.ts";

/** What AWS reads back after a rotation was asked for: done, with the new material, or begun and not done yet. */
export type RotatedNow = { status: "rotated"; materialId: string } | { status: "started" };

/**
 * Rotates a key at once and reads back that it did or has begun to. `seen` is the current material that was shown:
 * raises conflict, with nothing sent, when another one is current by now.
 */
export async function rotateKeyOnDemand(aws: Aws, key: Key, seen: string): Promise<RotatedNow> {
  const reason = reasonCannotRotateNow(key);
  if (reason !== null) throw refuse("RotationNotApplicable", reason);
  const before = await listKeyMaterials(aws, key);
  if (currentMaterial(before) !== seen)
    throw changedMeanwhile("KMS", "ListKeyRotations", `the current key material of ${nameOf(key)}`);
  if (rotationsLeft(before) === 0)
    throw refuse("NoRotationLeft", `All ${ON_DEMAND_ROTATIONS} rotations on demand of this key are used up.`);
  if (key.origin === "EXTERNAL" && !hasWaitingMaterial(before))
    throw refuse("NoNewMaterial", "Import new key material first: a key with imported material rotates to that.");
  const found = await sendThenRead(aws, {
    service: "KMS",
    operation: "RotateKeyOnDemand",
    send: () => aws.kms.send(new RotateKeyOnDemandCommand(toRotateKeyOnDemand(key.arn))),
    read: () => readRotated(aws, key, seen),
    isAsked: ({ status }) => status !== "not rotated",
    asked: "new key material",
    inWords: () => "the same as before, and no rotation under way",
  });
  if (found.status === "not rotated") throw new Error("A key that did not rotate was taken for one that did.");
  return found;
}

async function readRotated(aws: Aws, { arn }: Key, seen: string): Promise<RotatedNow | { status: "not rotated" }> {
  // The key is read again, because it says which material is current where the list of rotations does not.
  const current = currentMaterial(await listKeyMaterials(aws, await getKey(aws, arn)));
  if (current !== seen && current !== "") return { status: "rotated", materialId: current };
  const rotation = await getRotationStatus(aws, arn);
  const isUnderWay = rotation.status !== "not-applicable" && rotation.onDemandStartedAt !== null;
  return { status: isUnderWay ? "started" : "not rotated" };
}

function refuse(name: string, message: string) {
  return refusal(
    "RotateKeyOnDemand",
    name,
    `${message} Nothing was sent.`,
    "Reload the page: it says what can be done.",
  );
}
