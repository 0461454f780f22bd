import { expect, test } from "vitest";
import type { Failure } from "#lib/aws/result.ts";
import type { BucketFacts } from "./bucket-facts.ts";
import { groupUnknowns, toReport } from "./report.ts";
import { hasNotBegun, inWords, tallyDefaults } from "./tally.ts";

function refused(permission: string): { ok: false; failure: Failure } {
  return {
    ok: false,
    failure: {
      code: "denied",
      service: "S3",
      operation: "Get",
      name: "AccessDenied",
      message: "",
      permission,
      hint: "",
      requestId: null,
    },
  };
}

function bucket(name: string, type: "DSSE-KMS" | "SSE-S3" | null): BucketFacts {
  const standard = type === "DSSE-KMS" ? { type, keyId: null } : { type: "SSE-S3" as const };
  return {
    bucket: { name, region: "eu-central-1", createdAt: null },
    encryption:
      type === null
        ? refused("s3:GetEncryptionConfiguration")
        : { ok: true, value: { default: standard, bucketKeyInVain: false, blockedTypes: ["SSE-C"] } },
    key: null,
    keyPolicy: null,
    policy: refused("s3:GetBucketPolicy"),
    publicAccess: refused("s3:GetBucketPublicAccessBlock"),
  };
}

const ALL = [bucket("a", "DSSE-KMS"), bucket("b", "SSE-S3"), bucket("c", null)];

test("each bucket counts once in each check, and what was refused never as a pass", () => {
  const report = toReport(ALL, []);
  for (const { about, failed, unknown, passed, notApplicable } of report) {
    expect(failed.length + unknown.length + passed + notApplicable).toBe(about === "bucket" ? ALL.length : 0);
  }
  expect(report.find(({ id }) => id === "default-dsse")).toMatchObject({
    passed: 1,
    failed: [{ why: "Its default is SSE-S3." }],
    unknown: [{ why: "needs s3:GetEncryptionConfiguration" }],
  });
});

test("what fails stands before what is weak, and that before what is good to know", () => {
  const severities = toReport([], []).map(({ rule }) => rule.severity);
  expect(severities).toEqual(severities.toSorted((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other)));
});

const ORDER = ["broken", "weak", "note"];

test("a missing permission is named once, with every check that it leaves open", () => {
  const groups = groupUnknowns(toReport(ALL, []));
  expect(groups.map(({ reason }) => reason).toSorted()).toEqual([
    "needs s3:GetBucketPolicy",
    "needs s3:GetBucketPublicAccessBlock",
    "needs s3:GetEncryptionConfiguration",
  ]);
  expect(groups.find(({ reason }) => reason === "needs s3:GetBucketPublicAccessBlock")?.open).toMatchObject([
    { titles: ["The bucket blocks public access"], subjects: [{}, {}, {}] },
  ]);
  expect(groups.find(({ reason }) => reason === "needs s3:GetEncryptionConfiguration")?.open).toMatchObject([
    { titles: { length: 8 }, subjects: [{ bucket: { bucket: { name: "c" } } }] },
  ]);
});

test.for<[string, BucketFacts[], string, boolean]>([
  ["nothing at all", [], "This account has no buckets.", true],
  ["none that is", [bucket("b", "SSE-S3")], "0 of 1 bucket has DSSE-KMS as the default for new objects.", true],
  ["one that is", [bucket("a", "DSSE-KMS")], "1 of 1 bucket has DSSE-KMS as the default for new objects.", false],
  ["one of each", ALL, "1 of 3 buckets has DSSE-KMS as the default for new objects; 1 is not known.", false],
  [
    "one refused, none that is",
    ALL.slice(1),
    "0 of 2 buckets have DSSE-KMS as the default for new objects; 1 is not known.",
    false,
  ],
  ["all refused", ALL.slice(2), "The default of 1 bucket is not known.", false],
])("%s is told as it is", ([, buckets, words, notBegun]) => {
  const tally = tallyDefaults(buckets);
  expect([inWords(tally), hasNotBegun(tally)]).toEqual([words, notBegun]);
});
