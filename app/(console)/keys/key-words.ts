import type { CountedFilter, RotationStatus } from "#lib/posture/tally.ts";

const ROTATIONS = {
  on: "rotating",
  off: "rotation off",
  "not-applicable": "to which automatic rotation does not apply",
  unknown: "whose rotation is not known",
} as const satisfies Record<RotationStatus, string>;

/** "in the state Disabled", "rotation off"; null where every key is asked for. */
export function countedInWords({ state, rotation }: CountedFilter): string | null {
  const words = [state === null ? [] : `in the state ${state}`, rotation === null ? [] : ROTATIONS[rotation]].flat();
  return words.length === 0 ? null : words.join(", ");
}

/** Where key material comes from, in words beside KMS's own. */
const ORIGINS: Record<string, string> = {
  AWS_KMS: "AWS KMS",
  EXTERNAL: "Imported",
  AWS_CLOUDHSM: "CloudHSM key store",
  EXTERNAL_KEY_STORE: "External key store",
};

/** "Imported" for "EXTERNAL"; an origin that is not known here stays in KMS's own word. */
export function originInWords(origin: string): string {
  return ORIGINS[origin] ?? origin;
}

/** "every 180 days"; null is a period that AWS does not say. */
export function periodInWords(periodDays: number | null): string {
  return periodDays === null ? "at a period that AWS does not say" : `every ${periodDays.toLocaleString("en")} days`;
}
