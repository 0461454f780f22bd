import { expect, test } from "vitest";
import { toDecidingPolicy } from "./deciding.ts";
import { harmOf, type HarmReads } from "./default-harm.ts";
import type { Encryption } from "./encryption.ts";
import { toDsseStatements } from "./enforce.ts";
import { leavesKmsOut } from "./replication.ts";

const ARN = "arn:aws:s3:::reports";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER = KEY.replace(/ab$/, "cd");
const SSE_S3: Encryption = { type: "SSE-S3" };
const DSSE: Encryption = { type: "DSSE-KMS", keyId: KEY };
const KMS: Encryption = { type: "SSE-KMS", keyId: KEY, bucketKey: true };
const NOBODY = { sources: [], unread: 0, notAsked: 0 };
const CLEAR: HarmReads = { bucketArn: ARN, policy: null, logs: NOBODY, leftOut: [] };
const LEFT = { name: "ship", about: "All new objects", targetBucket: "copy", why: "leaves out objects under KMS keys" };

const withPolicy = (...statements: object[]): HarmReads => ({
  ...CLEAR,
  policy: toDecidingPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements })),
});
const enforcing = (keyArn: string) => withPolicy(...toDsseStatements({ arn: ARN, keyArn }, "tolerant"));
const deny = (Sid: string, Condition: object, Principal: object | string = "*") => ({
  Sid,
  Effect: "Deny",
  Principal,
  Action: "s3:PutObject",
  Resource: `${ARN}/*`,
  Condition,
});
const SCANNER = deny("Scanner", {
  StringNotEquals: { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms"] },
  Null: { "s3:x-amz-server-side-encryption": "false" },
});

test.for<[string, Encryption, Encryption, HarmReads]>([
  ["nothing else set", SSE_S3, DSSE, CLEAR],
  ["a policy that demands its key", SSE_S3, DSSE, enforcing(KEY)],
  ["logs of others, which stopped with the key of today", KMS, DSSE, { ...CLEAR, logs: { ...NOBODY, sources: ["a"] } }],
  ["logs of others, and no key after", DSSE, SSE_S3, { ...CLEAR, logs: { ...NOBODY, sources: ["a"] } }],
  ["a rule that leaves out today's objects as well", KMS, DSSE, { ...CLEAR, leftOut: [LEFT] }],
  ["reads that do not matter, and were not made", KMS, DSSE, { ...CLEAR, logs: null, leftOut: null }],
  ["what its policy refuses of today's default", DSSE, DSSE, withPolicy(SCANNER)],
  [
    "what may be refused of today's default as well",
    SSE_S3,
    DSSE,
    withPolicy({ ...SCANNER, Sid: "One", Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a" } } }),
  ],
])("nothing breaks with %s", ([, from, to, reads]) => {
  expect(harmOf(to, from, reads)).toEqual({ breaks: [], notKnown: [] });
});

test.for<[string, Encryption, Encryption, HarmReads, string]>([
  [
    "the log of another bucket",
    SSE_S3,
    DSSE,
    { ...CLEAR, logs: { ...NOBODY, sources: ["payroll"] } },
    "The access log of payroll goes here. Under DSSE-KMS as the default S3 delivers no log.",
  ],
  [
    "the logs of three",
    { type: "other", algorithm: "aws:fsx" },
    KMS,
    { ...CLEAR, logs: { ...NOBODY, sources: ["a", "b", "c"] } },
    "The access logs of a, b and c go here. Under SSE-KMS as the default S3 delivers no log.",
  ],
  [
    "replication",
    SSE_S3,
    DSSE,
    { ...CLEAR, leftOut: [LEFT] },
    "All new objects that get this default are no longer copied to copy: the replication rule ship leaves out objects under KMS keys.",
  ],
  [
    "a policy that demands another key",
    { type: "DSSE-KMS", keyId: OTHER },
    DSSE,
    enforcing(OTHER),
    `DenyWrongKey of the policy refuses uploads that ask for this default, as those of this console do. It demands the key ${OTHER}, and the default’s is ${KEY}.`,
  ],
  ["a list from before DSSE-KMS", SSE_S3, DSSE, withPolicy(SCANNER), "Scanner of the policy refuses uploads that ask"],
  ["a demand for DSSE-KMS", DSSE, SSE_S3, enforcing(KEY), "DenyExplicitNonDsse of the policy refuses uploads that ask"],
])("%s breaks", ([, from, to, reads, sentence]) => {
  const { breaks, notKnown } = harmOf(to, from, reads);
  expect(breaks).toEqual([expect.stringContaining(sentence)]);
  expect(notKnown).toEqual([]);
});

test.for<[string, Encryption, HarmReads, RegExp]>([
  [
    "the policy",
    DSSE,
    { ...CLEAR, policy: "needs s3:GetBucketPolicy" },
    /policy .* not known: needs s3:GetBucketPolicy/,
  ],
  ["the logs", DSSE, { ...CLEAR, logs: "needs s3:ListAllMyBuckets" }, /log .* not known: needs s3:ListAllMyBuckets/],
  [
    "the logs of one",
    DSSE,
    { ...CLEAR, logs: { ...NOBODY, unread: 1 } },
    /1 bucket .*could not be read \(s3:GetBucketLogging\)/,
  ],
  ["the logs of many", DSSE, { ...CLEAR, logs: { ...NOBODY, notAsked: 1200 } }, /1,200 buckets .* were not asked/],
  ["logs that nobody asked for", DSSE, { ...CLEAR, logs: null }, /log .* not known: not read/],
  ["replication", KMS, { ...CLEAR, leftOut: "needs s3:X" }, /replication .* not known: needs s3:X/i],
  ["a key by another name", { type: "DSSE-KMS", keyId: "alias/a" }, enforcing(KEY), /not named by its ARN/],
  [
    "a refusal for one role",
    DSSE,
    withPolicy({ ...SCANNER, Principal: { AWS: "arn:aws:iam::111122223333:role/app" } }),
    /^Scanner of the policy may refuse .* It holds only for/,
  ],
])("where %s is not known, that is said and nothing is called harmless", ([, to, reads, sentence]) => {
  const { breaks, notKnown } = harmOf(to, SSE_S3, reads);
  expect(breaks).toEqual([]);
  expect(notKnown).toEqual([expect.stringMatching(sentence)]);
});

test("what breaks and what is not known are told together", () => {
  const reads = { ...enforcing(OTHER), logs: { sources: ["a"], unread: 2, notAsked: 0 }, leftOut: [LEFT, LEFT] };
  const { breaks, notKnown } = harmOf(DSSE, SSE_S3, reads);
  expect(breaks).toHaveLength(4);
  expect(notKnown).toHaveLength(1);
});

const Destination = { Bucket: "arn:aws:s3:::copy" };
const SELECTED = { SseKmsEncryptedObjects: { Status: "Enabled" as const } };

test.for<[string, object, string | null]>([
  ["that selects nothing", { ID: "ship", Status: "Enabled", Destination }, "leaves out objects under KMS keys"],
  ["that is off", { ID: "ship", Status: "Disabled", Destination }, null],
  [
    "without a key for replicas",
    { ID: "ship", Status: "Enabled", Destination, SourceSelectionCriteria: SELECTED },
    "selects objects under KMS keys, but names no key for their replicas",
  ],
  [
    "with one",
    {
      ID: "ship",
      Status: "Enabled",
      Destination: { ...Destination, EncryptionConfiguration: { ReplicaKmsKeyID: KEY } },
      SourceSelectionCriteria: SELECTED,
    },
    null,
  ],
])("a replication rule %s", ([, rule, why]) => {
  const left = leavesKmsOut({ role: "r", rules: [{ Status: "Enabled", Destination, ...rule }] });
  expect(left).toEqual(why === null ? [] : [{ ...LEFT, why }]);
  expect(leavesKmsOut(null)).toEqual([]);
});
