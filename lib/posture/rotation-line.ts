import type { KeyRotation } from "#lib/kms/rotation-day.ts";
import type { KeyFacts } from "./key-rules.ts";
import { momentOf } from "./time-axis.ts";

/** Keys and their rotations as facts; of a key that could not be described, its rotation is refused the same way. */
export function toFacts(rotations: readonly KeyRotation[]): KeyFacts[] {
  return rotations.flatMap(({ key, rotation }) => {
    const read = rotation ?? (key.described.ok ? null : key.described);
    return read === null ? [] : [{ key, rotation: read }];
  });
}

const LEFT = {
  unknown: (count: number) => `${count} whose rotation is not known`,
  undated: (count: number) => `${count} that ${count === 1 ? "rotates" : "rotate"} on a date that AWS does not report`,
  off: (count: number) => `${count} with rotation off`,
  "not-applicable": (count: number) => `${count} that KMS does not rotate`,
};

/** In a sentence which keys have no place on a line of time, and why; null where all have one. */
export function offLine(facts: readonly KeyFacts[]): string | null {
  const reasons = facts.filter((one) => momentOf(one) === null).map(whyOff);
  const words = (["unknown", "undated", "off", "not-applicable"] as const).flatMap((reason) => {
    const count = reasons.filter((one) => one === reason).length;
    return count === 0 ? [] : [LEFT[reason](count)];
  });
  return words.length === 0 ? null : `Not on the line: ${listInWords(words)}.`;
}

function whyOff({ key, rotation }: KeyFacts): keyof typeof LEFT {
  if (!key.described.ok || !rotation.ok) return "unknown";
  return rotation.value.status === "on" ? "undated" : rotation.value.status;
}

/** "a", "a and b", "a, b and c". */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
