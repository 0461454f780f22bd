import { expect, test } from "vitest";
import type { PlanStep } from "./bulk.ts";
import { demandsInLine, demandsInWords, planEnforcement } from "./bulk-policy.ts";
import type { Encryption } from "./encryption.ts";
import { planChange } from "./enforce.ts";
import { type Breaking, weakeningOf } from "./policy-effect.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const HERE = { name: "reports", region: "eu-central-1", arn: ARN };
const DSSE: Encryption = { type: "DSSE-KMS", keyId: KEY };

/** What prepareChange makes of a policy, without asking AWS. */
function ready(before: string | null, change: "dsse-tolerant" | "dsse-strict", standard: Encryption = DSSE) {
  const planned = planChange(before, change, { arn: ARN, keyArn: KEY });
  if ("problem" in planned) throw new Error(planned.problem);
  return {
    ...planned.plan,
    default: standard,
    weakening: weakeningOf(planned.plan, ARN, standard.type),
    breaking: null,
    seen: "x.y",
  };
}

function enforced(change: "dsse-tolerant" | "dsse-strict"): string {
  return ready(null, change).after ?? "";
}

const foreign = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Sid: "DenySseC", Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${ARN}/only-here/*` },
  ],
});

test.for<[string, string | null, "dsse-tolerant" | "dsse-strict", Encryption, PlanStep["status"]]>([
  ["no policy", null, "dsse-tolerant", DSSE, "change"],
  ["the tolerant form, to be strict", enforced("dsse-tolerant"), "dsse-strict", DSSE, "change"],
  ["the strict form, to be tolerant", enforced("dsse-strict"), "dsse-tolerant", DSSE, "change"],
  ["the tolerant form already", enforced("dsse-tolerant"), "dsse-tolerant", DSSE, "same"],
  ["a statement of somebody else's", foreign, "dsse-tolerant", DSSE, "skipped"],
  ["a default of one layer", null, "dsse-tolerant", { type: "SSE-S3" }, "skipped"],
  ["a default of one layer, to be strict", null, "dsse-strict", { type: "SSE-S3" }, "skipped"],
])("a bucket with %s", ([, before, change, standard, status]) => {
  expect(planEnforcement(HERE, ready(before, change, standard), change).status).toBe(status);
});

test("what takes away a demand is left out, though it would be asked for", () => {
  const weaker = { ...ready(null, "dsse-tolerant"), weakening: "DSSE-KMS with any key is taken." };
  expect(planEnforcement(HERE, weaker, "dsse-tolerant")).toMatchObject({
    status: "skipped",
    reason: expect.stringContaining("DSSE-KMS with any key is taken."),
  });
});

test.for<Breaking>([
  { sentence: "Nothing could be uploaded any more: Own refuses it.", all: true },
  { sentence: "Own refuses uploads that ask for DSSE-KMS.", all: false },
])("what the policy would refuse all the same is left out with the reason: $sentence", (breaking) => {
  expect(planEnforcement(HERE, { ...ready(null, "dsse-tolerant"), breaking }, "dsse-tolerant")).toMatchObject({
    status: "skipped",
    reason: expect.stringContaining(breaking.sentence),
  });
});

test("a change carries its command and what was seen", () => {
  expect(planEnforcement(HERE, ready(null, "dsse-tolerant"), "dsse-tolerant")).toMatchObject({
    seen: "x.y",
    call: {
      service: "s3api",
      operation: "PutBucketPolicy",
      region: "eu-central-1",
      input: { Bucket: "reports", Policy: enforced("dsse-tolerant") },
    },
  });
});

test.for<[string | null, string, string | null]>([
  [null, "No policy", null],
  ["{", "A policy outside IAM’s grammar", null],
  [foreign, "A policy that does not demand DSSE-KMS by statements of Twofold’s", null],
  [enforced("dsse-tolerant"), "DSSE-KMS demanded, tolerant form", KEY],
  [enforced("dsse-strict"), "DSSE-KMS demanded, header required", KEY],
])("%s reads: %s, key %s", ([policy, words, keyArn]) => {
  expect(demandsInWords(policy, ARN)).toEqual({ words, keyArn });
  expect(demandsInLine(policy, ARN)).toBe(keyArn === null ? words : `${words}, with ${keyArn}`);
});
