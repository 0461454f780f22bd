import type { Result } from "#lib/aws/result.ts";
import { isSymmetricEncryption, type Key, type ListedKey, reasonS3CannotUse } from "#lib/kms/key.ts";
import type { Rotation } from "#lib/kms/rotation.ts";
import { fail, ifKnown, notApplicable, PASS, type Rule, unknown, type Verdict } from "./rule.ts";

/** A key with everything that its rules look at, each read failing alone. */
export type KeyFacts = { key: ListedKey; rotation: Result<Rotation> };

export type KeyRuleId = "not-pending-deletion" | "rotates" | "enabled" | "rotates-yearly";

const PENDING = new Set(["PendingDeletion", "PendingReplicaDeletion"]);

/** Days: what most rules about keys ask for, and KMS's own default. */
const YEAR = 365;

/** What is checked of each customer key that S3 could use. */
export const KEY_RULES = {
  "not-pending-deletion": {
    title: "The key is not scheduled for deletion",
    fault: "The key is scheduled for deletion",
    severity: "broken",
    matters: "Nothing under it can be read now; once KMS has deleted it, nothing under it can be read ever again.",
    remedy: "Open the key",
    place: "key",
    check: (facts) =>
      ofDataKey(facts, (key) => {
        if (!PENDING.has(key.state)) return PASS;
        return fail(
          key.deletionAt === null ? "KMS does not say when." : `KMS deletes it on ${utcDay(key.deletionAt)}.`,
        );
      }),
  },
  rotates: {
    title: "Automatic rotation is on",
    fault: "Automatic rotation is off",
    severity: "weak",
    matters: "The same key material wraps every new data key for as long as the key exists.",
    remedy: "Turn rotation on",
    place: "rotation",
    check: (facts) =>
      ofDataKey(facts, () =>
        ifKnown(facts.rotation, (rotation) => {
          if (rotation.status === "not-applicable") return notApplicable(rotation.reason);
          return rotation.status === "on" ? PASS : fail("KMS reports it as off.");
        }),
      ),
  },
  enabled: {
    title: "The key can be used",
    fault: "The key cannot be used at present",
    severity: "note",
    matters: "Objects under it, if there are any, can be neither written nor read meanwhile.",
    remedy: "Open the key",
    place: "key",
    check: (facts) =>
      ofDataKey(facts, (key) => {
        if (PENDING.has(key.state)) return notApplicable("The key is scheduled for deletion.");
        const reason = reasonS3CannotUse(key);
        return reason === null ? PASS : fail(`Its state is ${key.state}.`);
      }),
  },
  "rotates-yearly": {
    title: "It rotates at least once a year",
    fault: "It rotates less than once a year",
    severity: "note",
    matters: "Many rules about keys ask for a new generation of key material every year.",
    remedy: "Change the period",
    place: "rotation",
    check: (facts) =>
      ofDataKey(facts, () =>
        ifKnown(facts.rotation, (rotation) => {
          if (rotation.status !== "on") return notApplicable("Automatic rotation is not on.");
          if (rotation.periodDays === null) return unknown("KMS does not say how often.");
          return rotation.periodDays > YEAR ? fail(`Every ${rotation.periodDays} days.`) : PASS;
        }),
      ),
  },
} as const satisfies Record<KeyRuleId, Rule<KeyFacts>>;

/** Whether S3 could be given this key by its owner: not for signing, and not one that AWS manages. */
export function isDataKey(key: Key): boolean {
  return key.manager === "CUSTOMER" && isSymmetricEncryption(key);
}

function ofDataKey({ key }: KeyFacts, judge: (described: Key) => Verdict): Verdict {
  return ifKnown(key.described, (described) => {
    if (described.manager === "AWS") return notApplicable("AWS manages this key.");
    return isDataKey(described) ? judge(described) : notApplicable("S3 uses symmetric encryption keys only.");
  });
}

function utcDay(at: Date): string {
  return `${at.toISOString().slice(0, 10)} (UTC)`;
}
