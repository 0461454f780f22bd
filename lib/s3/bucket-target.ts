import { bucketArn } from "./bucket.ts";
import { type EncryptionRule, toPutRule, withSseC } from "./blocked-types.ts";
import { toDecidingPolicy } from "./deciding.ts";
import { harmOf, type HarmReads } from "./default-harm.ts";
import { fromRule, toRule } from "./encryption.ts";
import { planChange } from "./enforce.ts";
import { breakingOf } from "./policy-effect.ts";
import { toPutBucketPolicy } from "./policy-call.ts";
import { fromReplication, leavesKmsOut } from "./replication.ts";
import { ALL_BLOCKED, toPutPublicAccessBlock } from "./public-access.ts";
import { toEnableVersioning } from "./versioning.ts";
import type { Part, PartRequests, WholeBucket } from "./whole-bucket.ts";

/** What "as it should be" means, a line each. */
export const TARGET_IN_WORDS = [
  "DSSE-KMS under one key is the default",
  "the policy refuses uploads that ask for anything else, in the tolerant form",
  "SSE-C is blocked",
  "versioning is on",
  "public access is blocked",
];

/** The bucket as it should be under `keyArn`: what is not named above stays as it is. */
export function toTarget(whole: WholeBucket, keyArn: string): WholeBucket {
  const { name, parts } = whole;
  const set = <Request>(request: Request): Part<Request> => ({ state: "set", request, notes: [] });
  const { versioning } = parts;
  return {
    ...whole,
    parts: {
      ...parts,
      encryption: {
        state: "set",
        request: toPutRule(
          name,
          withSseC({ ...ruleOf(whole), ...toRule({ type: "DSSE-KMS", keyId: keyArn }, null) }, true),
        ),
        notes: harmInWords(whole, keyArn),
      },
      publicAccess: set(toPutPublicAccessBlock(name, ALL_BLOCKED)),
      versioning: {
        state: "set",
        request: toEnableVersioning(name),
        notes: versioning.state === "set" ? versioning.notes : [],
      },
      policy: enforced(whole, keyArn),
    },
  };
}

/** What breaks with this default; what the policy refuses of it is told with the policy. */
function harmInWords(whole: WholeBucket, keyArn: string): string[] {
  const { name, region, parts } = whole;
  const { breaks, notKnown } = harmOf({ type: "DSSE-KMS", keyId: keyArn }, fromRule(ruleOf(whole)).default, {
    bucketArn: bucketArn({ name, region }),
    policy: null,
    logs: null,
    leftOut: leftOutBy(parts.replication),
  });
  return [...breaks.map((sentence) => `Put this right first. ${sentence}`), ...notKnown];
}

function leftOutBy(replication: Part<PartRequests["replication"]>): HarmReads["leftOut"] {
  if (replication.state === "unknown") return replication.reason;
  if (replication.state === "absent") return [];
  const { ReplicationConfiguration: configuration } = replication.request;
  return configuration === undefined ? null : leavesKmsOut(fromReplication(configuration));
}

/** The rule as it is: what is blocked besides, and what this console does not know of it, stays. */
function ruleOf({ parts: { encryption } }: WholeBucket): EncryptionRule {
  const [rule] = encryption.state === "set" ? (encryption.request.ServerSideEncryptionConfiguration?.Rules ?? []) : [];
  return rule ?? {};
}

/** Statements are put into a policy that is known; one that was not read would be lost. */
function enforced({ name, region, parts: { policy } }: WholeBucket, keyArn: string): Part<PartRequests["policy"]> {
  if (policy.state === "unknown") {
    return {
      state: "unknown",
      reason: `${policy.reason}, so the statements that enforce DSSE-KMS cannot be put into it`,
    };
  }
  const before = policy.state === "set" ? (policy.request.Policy ?? null) : null;
  const arn = bucketArn({ name, region });
  const planned = planChange(before, "dsse-tolerant", { arn, keyArn });
  if ("problem" in planned) return { state: "unknown", reason: planned.problem };
  const { after, foreign } = planned.plan;
  if (after === null) return { state: "absent" };
  const breaking = breakingOf({
    bucketArn: arn,
    policy: toDecidingPolicy(after),
    standard: { type: "DSSE-KMS", keyId: keyArn },
    blockedTypes: ["SSE-C"],
    keyFault: null,
  });
  const notes = foreign.map(({ value }) => `${String(value.Sid)} said something else, and is replaced.`);
  const warnings = breaking === null ? [] : [`Put this right first. ${breaking.sentence}`];
  return { state: "set", request: toPutBucketPolicy(name, after), notes: [...warnings, ...notes] };
}
