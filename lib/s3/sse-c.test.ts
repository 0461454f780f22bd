import { expect, test } from "vitest";
import { sseCAnswerOf } from "./sse-c.ts";
import type { PolicyAnswer } from "./upload-answer.ts";

const ACCEPTED: PolicyAnswer = { outcome: "accepted" };
const REFUSED: PolicyAnswer = { outcome: "refused", statements: ["SseC"] };
const DEPENDS: PolicyAnswer = { outcome: "depends", denials: [{ statement: "SseC", reason: "only for some" }] };

function blocks(...blockedTypes: string[]) {
  return { default: { type: "SSE-S3" } as const, bucketKeyInVain: false, blockedTypes };
}

test.for<[string, Parameters<typeof sseCAnswerOf>, string]>([
  ["blocked by the bucket", [blocks("SSE-C"), ACCEPTED], "blocked"],
  ["blocked by the bucket, whatever the policy says", [blocks("SSE-C"), null], "blocked"],
  ["refused by the policy", [blocks("NONE"), REFUSED], "refused"],
  ["refused by the policy, whatever the bucket blocks", [null, REFUSED], "refused"],
  ["accepted where neither refuses it", [blocks("NONE"), ACCEPTED], "accepted"],
  ["refused to some by the policy", [blocks("NONE"), DEPENDS], "depends"],
  ["not known without the bucket's setting", [null, ACCEPTED], "unknown"],
  ["not known where S3 does not say what it blocks", [{ ...blocks(), blockedTypes: null }, DEPENDS], "unknown"],
  ["not known without the policy", [blocks("NONE"), null], "unknown"],
])("SSE-C is %s", ([, [configuration, policy], outcome]) => {
  expect(sseCAnswerOf(configuration, policy)).toMatchObject({ outcome });
});
