import { type Failure, reasonOf, type Result } from "#lib/aws/result.ts";
import type { ListedKey } from "./key.ts";
import type { Rotation } from "./rotation.ts";

/** How a key's rotation stands to the most days that the operator allows between two rotations. */
export type RotationVerdict = {
  verdict: "within" | "outside" | "unknown" | "not-applicable";
  /** Why, in a few words or a sentence. */
  reason: string;
};

/** Holds a key against `maxDays`. What could not be read is unknown, and what cannot rotate by itself is neither. */
export function judgeRotation(
  { described }: ListedKey,
  rotation: Result<Rotation> | null,
  maxDays: number,
): RotationVerdict {
  if (!described.ok) return unknown(described.failure);
  if (rotation === null) return { verdict: "unknown", reason: "not read" };
  if (!rotation.ok) return unknown(rotation.failure);
  const { value } = rotation;
  switch (value.status) {
    case "not-applicable":
      return { verdict: "not-applicable", reason: value.reason };
    case "off":
      return { verdict: "outside", reason: "rotation is off" };
    case "on":
      if (value.periodDays === null) return { verdict: "unknown", reason: "rotation is on, its period not reported" };
      return {
        verdict: value.periodDays <= maxDays ? "within" : "outside",
        reason: `every ${value.periodDays.toLocaleString("en")} days`,
      };
  }
}

function unknown(failure: Failure): RotationVerdict {
  return { verdict: "unknown", reason: reasonOf(failure) };
}

/** The verdicts, what needs somebody first. */
export const VERDICTS = [
  "outside",
  "unknown",
  "not-applicable",
  "within",
] as const satisfies RotationVerdict["verdict"][];

const COUNTED: Record<RotationVerdict["verdict"], string> = {
  outside: "outside",
  unknown: "not known",
  "not-applicable": "that KMS does not rotate by itself",
  within: "within",
};

/** "2 outside, 1 not known, 4 that KMS does not rotate by itself, 5 within"; empty where nothing was judged. */
export function verdictsInWords(verdicts: readonly RotationVerdict["verdict"][]): string {
  return VERDICTS.flatMap((verdict) => {
    const count = verdicts.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${count.toLocaleString("en")} ${COUNTED[verdict]}`];
  }).join(", ");
}
