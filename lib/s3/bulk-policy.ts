import type { PlanStep } from "./bulk.ts";
import type { Encryption } from "./encryption.ts";
import { demandsOf, type PolicyChange, type PolicyPlan, replacesForeign } from "./enforce.ts";
import type { Breaking } from "./policy-effect.ts";
import { toPolicyCall } from "./policy-call.ts";

/** The forms of enforcement that many buckets can be given at once. */
export type Enforcing = Extract<PolicyChange, "dsse-tolerant" | "dsse-strict">;

/** A change of one bucket's policy as it was prepared. */
type Ready = PolicyPlan & {
  default: Encryption | null;
  weakening: string | null;
  breaking: Breaking | null;
  seen: string;
};

/**
 * What enforcing DSSE-KMS means for one of many buckets. Whatever takes a person's consent is left to the bucket's own
 * page, and so is a bucket whose default is another: a demand for DSSE-KMS would promise more than its default gives.
 */
export function planEnforcement(
  { name, region, arn }: { name: string; region: string; arn: string },
  ready: Ready,
  change: Enforcing,
): PlanStep {
  const before = { kind: "policy", policy: ready.before, arn } as const;
  const skipped = (reason: string): PlanStep => ({ status: "skipped", reason, before });
  const type = ready.default?.type ?? "not known";
  if (type !== "DSSE-KMS") return skipped(`Its default is ${type}. Make it DSSE-KMS first, then enforce it.`);
  if (replacesForeign(ready, change)) {
    return skipped(
      "It has a statement under one of these names that says something else. Look at it on the bucket’s Policy page.",
    );
  }
  if (ready.weakening !== null) {
    return skipped(`${ready.weakening} What weakens a bucket is not done in bulk: do it on the bucket’s Policy page.`);
  }
  if (ready.after === ready.before) return { status: "same", before };
  if (ready.breaking !== null) {
    return skipped(`${ready.breaking.sentence} Put that right on the bucket’s Policy page first.`);
  }
  return {
    status: "change",
    before,
    after: { kind: "policy", policy: ready.after, arn },
    seen: ready.seen,
    call: toPolicyCall(region, name, ready.after),
  };
}

/** What a policy demands by this console's own statements, in a few words, and the key that it demands, where it does. */
export function demandsInWords(policy: string | null, arn: string): { words: string; keyArn: string | null } {
  const only = (words: string) => ({ words, keyArn: null });
  if (policy === null) return only("No policy");
  const demands = demandsOf(policy, arn);
  if (demands === null) return only("A policy outside IAM’s grammar");
  if (demands.dsse === null) return only("A policy that does not demand DSSE-KMS by statements of Twofold’s");
  const { form, missing, keyArn } = demands.dsse;
  const whole = `DSSE-KMS demanded, ${form === "strict" ? "header required" : "tolerant form"}`;
  return { words: missing.length === 0 ? whole : `${whole}, without ${missing.join(", ")}`, keyArn };
}

/** The same in one line. */
export function demandsInLine(policy: string | null, arn: string): string {
  const { words, keyArn } = demandsInWords(policy, arn);
  return keyArn === null ? words : `${words}, with ${keyArn}`;
}
