import type { RotateKeyOnDemandCommandInput } from "@aws-sdk/client-kms";
import { isSymmetricEncryption, type Key } from "./key.ts";
import type { KeyMaterial } from "./rotation.ts";

/** How often a key can be rotated on demand, ever; nobody can raise it. Source: KMS Developer Guide, "Resource quotas". */
export const ON_DEMAND_ROTATIONS = 25;

/** The origins whose keys rotate on demand. Source: KMS API reference, RotateKeyOnDemand. */
const ORIGINS = new Set(["AWS_KMS", "EXTERNAL"]);

/** Why this key cannot be rotated on demand, in a sentence, or null. Source: KMS API reference, RotateKeyOnDemand. */
export function reasonCannotRotateNow(
  key: Pick<Key, "manager" | "spec" | "usage" | "origin" | "state" | "multiRegion">,
): string | null {
  if (key.manager === "AWS") return "AWS manages this key, and nobody else can rotate it.";
  if (!isSymmetricEncryption(key))
    return `Only symmetric encryption keys rotate on demand; this one is ${key.spec} for ${key.usage}.`;
  if (!ORIGINS.has(key.origin))
    return "Keys of custom key stores do not rotate on demand: make a new key and move its alias.";
  if (key.multiRegion?.role === "REPLICA")
    return "This is a replica of a multi-Region key: rotate the primary key, and the replicas follow.";
  return key.state === "Enabled" ? null : `The key is ${key.state}: KMS rotates enabled keys only.`;
}

/** How many rotations on demand are left of the 25, counted in a key's whole history. */
export function rotationsLeft(materials: readonly KeyMaterial[]): number {
  return Math.max(0, ON_DEMAND_ROTATIONS - materials.filter(({ type }) => type === "ON_DEMAND").length);
}

/** The id of the material that is current, or "" where AWS does not say: what a form was showing when it was sent. */
export function currentMaterial(materials: readonly KeyMaterial[]): string {
  return materials.find(({ current }) => current)?.materialId ?? "";
}

/** Whether new material was imported that waits for the rotation, which an imported key needs. */
export function hasWaitingMaterial(materials: readonly KeyMaterial[]): boolean {
  return materials.some(({ state }) => state === "PENDING_ROTATION");
}

/** The request that rotates a key at once. */
export function toRotateKeyOnDemand(keyId: string): RotateKeyOnDemandCommandInput {
  return { KeyId: keyId };
}
