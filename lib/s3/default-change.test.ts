import { expect, test } from "vitest";
import { lossesOf, type Protection, toSummary } from "./default-change.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const DSSE: Protection = { encryption: { type: "DSSE-KMS", keyId: ARN }, awsManaged: false };
const KMS: Protection = { encryption: { type: "SSE-KMS", keyId: ARN, bucketKey: true }, awsManaged: false };
const S3: Protection = { encryption: { type: "SSE-S3" }, awsManaged: false };
const FUTURE: Protection = { encryption: { type: "other", algorithm: "aws:fsx" }, awsManaged: false };
const MANAGED: Protection = { encryption: { type: "DSSE-KMS", keyId: null }, awsManaged: true };

test.for<[string, Protection, Protection, string[]]>([
  ["DSSE-KMS to SSE-KMS", DSSE, KMS, ["one layer"]],
  ["DSSE-KMS to SSE-S3", DSSE, S3, ["one layer", "without a KMS permission"]],
  ["SSE-KMS to SSE-S3", KMS, S3, ["without a KMS permission"]],
  ["one's own key to AWS's", DSSE, MANAGED, ["AWS managed key"]],
  ["SSE-KMS with one's own key to DSSE-KMS with AWS's", KMS, MANAGED, ["AWS managed key"]],
  ["SSE-S3 to DSSE-KMS", S3, DSSE, []],
  ["SSE-S3 to AWS's key", S3, MANAGED, []],
  ["AWS's key to one's own", MANAGED, DSSE, []],
  ["SSE-KMS to DSSE-KMS", KMS, DSSE, []],
  ["an algorithm of the future to DSSE-KMS", FUTURE, DSSE, ["aws:fsx, which this console does not know"]],
  ["an algorithm of the future to SSE-S3", FUTURE, S3, ["aws:fsx, which this console does not know"]],
])("from %s new objects lose what they lose", ([, current, next, expected]) => {
  const losses = lossesOf(next, current);
  expect(losses).toHaveLength(expected.length);
  for (const [index, part] of expected.entries()) expect(losses[index]).toContain(part);
});

test("a summary tells any two configurations apart", () => {
  const one = { default: DSSE.encryption, bucketKeyInVain: false, blockedTypes: null };
  const others = [
    one,
    { ...one, bucketKeyInVain: true },
    { ...one, blockedTypes: [] },
    { ...one, blockedTypes: ["SSE-C"] },
    { ...one, blockedTypes: ["NONE"] },
    { ...one, default: MANAGED.encryption },
    { ...one, default: KMS.encryption },
    { ...one, default: { type: "SSE-KMS" as const, keyId: ARN, bucketKey: false } },
    { ...one, default: S3.encryption },
    { ...one, default: { type: "other" as const, algorithm: "aws:fsx" } },
  ].map(toSummary);
  expect(new Set(others).size).toBe(others.length);
});

test("the order of blocked types is no difference", () => {
  const one = { default: DSSE.encryption, bucketKeyInVain: false };
  expect(toSummary({ ...one, blockedTypes: ["SSE-C", "NONE"] })).toBe(
    toSummary({ ...one, blockedTypes: ["NONE", "SSE-C"] }),
  );
});
