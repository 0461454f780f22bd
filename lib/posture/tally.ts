import type { Result } from "#lib/aws/result.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import type { EncryptionType } from "#lib/s3/encryption.ts";
import type { BucketDefault } from "./bucket-facts.ts";
import { isDataKey, type KeyFacts } from "./key-rules.ts";

/** How many buckets have which default. A refused read counts as unknown. */
export type DefaultTally = Record<EncryptionType | "unknown", number> & { total: number };

export function tallyDefaults(defaults: readonly BucketDefault[]): DefaultTally {
  const tally = { "DSSE-KMS": 0, "SSE-KMS": 0, "SSE-S3": 0, "SSE-C": 0, none: 0, other: 0, unknown: 0, total: 0 };
  for (const { encryption } of defaults) {
    tally[encryption.ok ? encryption.value.default.type : "unknown"] += 1;
    tally.total += 1;
  }
  return tally;
}

/** Whether every bucket's default is known and none is DSSE-KMS: the state of whoever has not begun. */
export function hasNotBegun({ "DSSE-KMS": dsse, unknown }: DefaultTally): boolean {
  return dsse === 0 && unknown === 0;
}

/** The tally as sentences that claim no more than was read. */
export function inWords({ "DSSE-KMS": dsse, unknown, total }: DefaultTally): string {
  if (total === 0) return "This account has no buckets.";
  const buckets = total === 1 ? "bucket" : "buckets";
  if (unknown === total) return `The default of ${total} ${buckets} is not known.`;
  const known = `${dsse} of ${total} ${buckets} ${dsse === 1 || total === 1 ? "has" : "have"} DSSE-KMS as the default for new objects`;
  return unknown === 0 ? `${known}.` : `${known}; ${unknown} ${unknown === 1 ? "is" : "are"} not known.`;
}

/** Keys by what S3 could do with them: the customer's own by state and rotation, the others by number only. */
export type KeyTally = {
  /** In KMS's words: "Enabled", "Disabled", … */
  states: Map<string, number>;
  rotations: Record<RotationStatus, number>;
  /** Customer keys for data: what the two above add up to. */
  data: number;
  /** Keys that AWS did not describe. */
  undescribed: number;
  awsManaged: number;
  /** For signatures, HMACs and key pairs, which S3 cannot use. */
  other: number;
};

export function tallyKeys(keys: readonly KeyFacts[]): KeyTally {
  const tally: KeyTally = {
    states: new Map(),
    rotations: { on: 0, off: 0, "not-applicable": 0, unknown: 0 },
    data: 0,
    undescribed: 0,
    awsManaged: 0,
    other: 0,
  };
  for (const { key, rotation } of keys) {
    const { described } = key;
    if (!described.ok) tally.undescribed += 1;
    else if (described.value.manager === "AWS") tally.awsManaged += 1;
    else if (!isDataKey(described.value)) tally.other += 1;
    else {
      const { state } = described.value;
      tally.data += 1;
      tally.states.set(state, (tally.states.get(state) ?? 0) + 1);
      tally.rotations[statusOf(rotation)] += 1;
    }
  }
  return tally;
}

export type RotationStatus = Rotation["status"] | "unknown";

/** Of the counted keys those in one state, in KMS's words, or of one rotation; null where it does not matter. */
export type CountedFilter = { state: string | null; rotation: RotationStatus | null };

/** Whether a key is one that `tallyKeys` counted under this state and this rotation. */
export function isCounted(
  { key: { described }, rotation }: { key: Pick<KeyFacts["key"], "described">; rotation: Result<Rotation> },
  filter: CountedFilter,
): boolean {
  if (!described.ok || !isDataKey(described.value)) return false;
  const inState = filter.state === null || described.value.state === filter.state;
  return inState && (filter.rotation === null || statusOf(rotation) === filter.rotation);
}

function statusOf(rotation: Result<Rotation>): RotationStatus {
  return rotation.ok ? rotation.value.status : "unknown";
}
