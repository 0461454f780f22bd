import type { BucketEncryption } from "./encryption.ts";
import type { PolicyAnswer } from "./upload-answer.ts";

/** What becomes of an upload under SSE-C. */
export type SseCAnswer =
  | Exclude<PolicyAnswer, { outcome: "unknown" }>
  /** The bucket's own setting refuses it. */
  | { outcome: "blocked" }
  /** Nothing that is known refuses it, and not everything is known. */
  | { outcome: "unknown"; reason: string };

/** The bucket's setting and its policy, whichever way it uploads, taken together; each null where it is not known. */
export function sseCAnswerOf(configuration: BucketEncryption | null, policy: PolicyAnswer | null): SseCAnswer {
  const blocked = configuration?.blockedTypes ?? null;
  if (blocked?.includes("SSE-C")) return { outcome: "blocked" };
  if (policy?.outcome === "refused") return policy;
  if (policy === null || policy.outcome === "unknown")
    return { outcome: "unknown", reason: "What the policy refuses is not known." };
  if (configuration === null) return { outcome: "unknown", reason: "What the bucket blocks is not known." };
  return blocked === null ? { outcome: "unknown", reason: "S3 does not say what it blocks." } : policy;
}
