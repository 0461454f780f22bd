import type {
  DisableKeyRotationCommandInput,
  EnableKeyRotationCommandInput,
  GetKeyRotationStatusCommandOutput,
  RotationsListEntry,
} from "@aws-sdk/client-kms";
import { isSymmetricEncryption, type Key } from "./key.ts";

/** Automatic rotation of a key's material, as far as it can apply to that key at all. */
export type Rotation =
  | {
      status: "on";
      /** Null where AWS does not say; its own default is 365. */
      periodDays: number | null;
      nextAt: Date | null;
      /** When a rotation on demand began, while it is going on. */
      onDemandStartedAt: Date | null;
    }
  | { status: "off"; onDemandStartedAt: Date | null }
  /** Nothing that anybody turned off: why it cannot apply, in sentences. */
  | { status: "not-applicable"; reason: string };

/** One generation of a key's material, newest first in a list. */
export type KeyMaterial = {
  materialId: string | null;
  /** Whether new data keys are wrapped with it. */
  current: boolean;
  /** "CURRENT", "NON_CURRENT", "PENDING_ROTATION", … in KMS's own words; null where AWS does not say. */
  state: string | null;
  /** When it became current; null for the first, which came with the key. */
  rotatedAt: Date | null;
  /** "AUTOMATIC" or "ON_DEMAND"; null for the first. */
  type: string | null;
  description: string | null;
  /** When imported material expires. */
  expiresAt: Date | null;
};

/** What EnableKeyRotation takes, in days. Source: KMS API reference, EnableKeyRotation. */
export const ROTATION_PERIOD = { min: 90, max: 2560, default: 365 } as const;

/** The rule that a rotation period breaks, or null. */
export function reasonPeriodRefused(days: number): string | null {
  const { min, max } = ROTATION_PERIOD;
  return Number.isInteger(days) && days >= min && days <= max
    ? null
    : `KMS takes a whole number of days from ${min} to ${max}.`;
}

const ORIGIN_REASONS: Record<string, string> = {
  EXTERNAL:
    "Its key material was imported, and KMS cannot make new material for it. Import new material and rotate on demand instead.",
  AWS_CLOUDHSM:
    "Its material lives in an AWS CloudHSM key store, which KMS does not rotate. Make a new key and move its alias.",
  EXTERNAL_KEY_STORE: "Its material lives in an external key store: rotate it there.",
};

const STATE_REASONS: Record<string, string> = {
  Disabled:
    "The key is disabled, and KMS does not rotate it meanwhile. Once it is enabled again, its setting holds and an overdue rotation happens at once.",
  PendingDeletion:
    "The key is scheduled for deletion. Until that is cancelled AWS reports rotation as off, whatever was set before.",
  PendingReplicaDeletion:
    "The key waits for its replicas to be deleted. Until that is cancelled AWS reports rotation as off, whatever was set before.",
  PendingImport: "The key has no key material that could rotate.",
  Unavailable: "The custom key store of this key is disconnected.",
  Creating: "AWS is still making this key.",
};

/** Why automatic rotation cannot apply to this key, in sentences, or null when it can. Source: KMS Developer Guide, "Rotating keys". */
export function reasonCannotRotate(key: Pick<Key, "manager" | "spec" | "usage" | "origin" | "state">): string | null {
  if (key.manager === "AWS") {
    return "AWS manages this key and rotates it every year. Nobody else can turn that on, off or change its period.";
  }
  if (!isSymmetricEncryption(key)) {
    return `KMS rotates symmetric encryption keys only; this one is ${key.spec} for ${key.usage}. Make a new key and move its alias.`;
  }
  const origin = ORIGIN_REASONS[key.origin];
  if (origin !== undefined) return origin;
  if (key.origin !== "AWS_KMS") return `This console does not know the key origin ${key.origin}.`;
  if (key.state === "Enabled" || key.state === "Updating") return null;
  return (
    STATE_REASONS[key.state] ?? `The key's state is ${key.state}, in which this console does not know how it rotates.`
  );
}

/** Where rotation is set when not on this key itself: a replica follows its primary. Null when it is set here. */
export function reasonSetElsewhere(key: Pick<Key, "multiRegion">): string | null {
  if (key.multiRegion?.role !== "REPLICA") return null;
  return "This is a replica of a multi-Region key: its rotation is set on the primary key and follows it.";
}

/** What AWS answered for a key to which rotation can apply; null when it left out whether rotation is on. */
export function fromRotationStatus(answer: Omit<GetKeyRotationStatusCommandOutput, "$metadata">): Rotation | null {
  const onDemandStartedAt = answer.OnDemandRotationStartDate ?? null;
  if (answer.KeyRotationEnabled === undefined) return null;
  if (!answer.KeyRotationEnabled) return { status: "off", onDemandStartedAt };
  return {
    status: "on",
    periodDays: answer.RotationPeriodInDays ?? null,
    nextAt: answer.NextRotationDate ?? null,
    onDemandStartedAt,
  };
}

/** One entry of ListKeyRotations. `materialId` is the key's current one, for answers that do not say which is. */
export function fromRotationEntry(entry: RotationsListEntry, materialId: string | null): KeyMaterial {
  const state = entry.KeyMaterialState ?? null;
  return {
    materialId: entry.KeyMaterialId ?? null,
    current: state === null ? materialId !== null && entry.KeyMaterialId === materialId : state === "CURRENT",
    state,
    rotatedAt: entry.RotationDate ?? null,
    type: entry.RotationType ?? null,
    description: entry.KeyMaterialDescription ?? null,
    expiresAt: entry.ValidTo ?? null,
  };
}

/** Newest first; the first material, which never was rotated to, last; material that waits for its rotation on top. */
export function byRotation(one: KeyMaterial, other: KeyMaterial): number {
  return rank(other) - rank(one);
}

function rank({ state, rotatedAt }: KeyMaterial): number {
  return state?.startsWith("PENDING") ? Number.MAX_SAFE_INTEGER : (rotatedAt?.getTime() ?? -1);
}

/** What a form was showing, to be compared with what holds when it is sent: "on 365", "off". */
export function toSeen(rotation: Rotation): string {
  return rotation.status === "on" ? `on ${rotation.periodDays ?? "default"}` : rotation.status;
}

/** The request that turns automatic rotation on, or changes its period, which starts the schedule anew. */
export function toEnableKeyRotation(keyId: string, periodDays: number): EnableKeyRotationCommandInput {
  return { KeyId: keyId, RotationPeriodInDays: periodDays };
}

/** The request that turns automatic rotation off. */
export function toDisableKeyRotation(keyId: string): DisableKeyRotationCommandInput {
  return { KeyId: keyId };
}
