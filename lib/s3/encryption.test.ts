import type { ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ALGORITHMS,
  type DefaultEncryption,
  type Encryption,
  type EncryptionHeaders,
  fromHeaders,
  fromRule,
  isDefault,
  isSameEncryption,
  keyIdOf,
  STRENGTH,
  toHeaders,
  toPutBucketEncryption,
  toRule,
} from "./encryption.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const OTHER_KEY = "arn:aws:kms:eu-central-1:111122223333:key/9d1c6c1e-53d5-4b2e-8f0a-2f7a4a1f0c33";

const keyId = fc.constantFrom(KEY, OTHER_KEY, null);
const anyDefault: fc.Arbitrary<DefaultEncryption> = fc.oneof(
  fc.constant<DefaultEncryption>({ type: "SSE-S3" }),
  fc.record({ type: fc.constant("SSE-KMS" as const), keyId, bucketKey: fc.boolean() }),
  fc.record({ type: fc.constant("DSSE-KMS" as const), keyId }),
);

test.for<[string, EncryptionHeaders, Encryption]>([
  ["no header at all is an object from before 2023", {}, { type: "none" }],
  ["an empty header is none", { ServerSideEncryption: "" }, { type: "none" }],
  ["AES256", { ServerSideEncryption: "AES256" }, { type: "SSE-S3" }],
  ["aws:kms", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: KEY }, { type: "SSE-KMS", keyId: KEY, bucketKey: false }],
  [
    "aws:kms with a bucket key",
    { ServerSideEncryption: "aws:kms", SSEKMSKeyId: KEY, BucketKeyEnabled: true },
    { type: "SSE-KMS", keyId: KEY, bucketKey: true },
  ],
  ["aws:kms:dsse", { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: KEY }, { type: "DSSE-KMS", keyId: KEY }],
  [
    "aws:kms:dsse, which never has a bucket key",
    { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: KEY, BucketKeyEnabled: true },
    { type: "DSSE-KMS", keyId: KEY },
  ],
  [
    "a customer's key goes before all else",
    { SSECustomerAlgorithm: "AES256", ServerSideEncryption: "AES256" },
    { type: "SSE-C", algorithm: "AES256" },
  ],
  ["aws:fsx is data, not a crash", { ServerSideEncryption: "aws:fsx" }, { type: "other", algorithm: "aws:fsx" }],
  [
    "what S3 invents next is data too",
    { ServerSideEncryption: "aws:kms:tsse", SSEKMSKeyId: KEY },
    { type: "other", algorithm: "aws:kms:tsse" },
  ],
  [
    "a word in other letters is another word",
    { ServerSideEncryption: "AWS:KMS:DSSE" },
    { type: "other", algorithm: "AWS:KMS:DSSE" },
  ],
])("of headers, %s", ([, headers, encryption]) => {
  expect(fromHeaders(headers)).toEqual(encryption);
});

const UNSAID: Encryption = { type: "other", algorithm: "an algorithm that it does not name" };

test.for<[string, ServerSideEncryptionRule | undefined, ReturnType<typeof fromRule>]>([
  ["none says no algorithm", undefined, { default: UNSAID, bucketKeyInVain: false, blockedTypes: null }],
  [
    "one that only blocks says no algorithm",
    { BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } },
    { default: UNSAID, bucketKeyInVain: false, blockedTypes: ["SSE-C"] },
  ],
  [
    "DSSE-KMS without a key is the AWS managed key",
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" } },
    { default: { type: "DSSE-KMS", keyId: null }, bucketKeyInVain: false, blockedTypes: null },
  ],
  [
    "a bucket key on DSSE-KMS is in vain",
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY },
      BucketKeyEnabled: true,
    },
    { default: { type: "DSSE-KMS", keyId: KEY }, bucketKeyInVain: true, blockedTypes: null },
  ],
  [
    "a bucket key on SSE-KMS is not",
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY }, BucketKeyEnabled: true },
    { default: { type: "SSE-KMS", keyId: KEY, bucketKey: true }, bucketKeyInVain: false, blockedTypes: null },
  ],
  [
    "a bucket key on SSE-S3 is for those who ask for SSE-KMS",
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: true },
    { default: { type: "SSE-S3" }, bucketKeyInVain: false, bucketKeyForKms: true, blockedTypes: null },
  ],
  [
    "an empty list of blocked types says nothing",
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BlockedEncryptionTypes: { EncryptionType: [] } },
    { default: { type: "SSE-S3" }, bucketKeyInVain: false, blockedTypes: null },
  ],
])("of rules, %s", ([, rule, expected]) => {
  expect(fromRule(rule)).toEqual(expected);
});

test("a default that is written as a rule reads back as itself", () => {
  fc.assert(
    fc.property(
      anyDefault,
      fc.constantFrom<(string[] | null)[]>(null, ["SSE-C"], ["NONE"], ["SSE-C", "SSE-X"]),
      (encryption, blockedTypes) => {
        expect(fromRule(toRule(encryption, blockedTypes))).toEqual({
          default: encryption,
          bucketKeyInVain: false,
          blockedTypes,
        });
      },
    ),
  );
});

test("a write's headers read back as what was asked for", () => {
  fc.assert(
    fc.property(anyDefault, (encryption) => {
      expect(fromHeaders(toHeaders(encryption))).toEqual(encryption);
    }),
  );
});

test("no request ever asks for a bucket key on DSSE-KMS, nor for a key on SSE-S3", () => {
  fc.assert(
    fc.property(anyDefault, fc.constantFrom<(string[] | null)[]>(null, ["SSE-C"]), (encryption, blockedTypes) => {
      const headers = toHeaders(encryption);
      const { ApplyServerSideEncryptionByDefault: applied, BucketKeyEnabled } = toRule(encryption, blockedTypes);
      const bucketKey = encryption.type === "SSE-KMS" && encryption.bucketKey;
      expect([headers.BucketKeyEnabled ?? false, BucketKeyEnabled]).toEqual([bucketKey, bucketKey]);
      const key = keyIdOf(encryption) ?? undefined;
      expect([headers.SSEKMSKeyId, applied?.KMSMasterKeyID]).toEqual([key, key]);
    }),
  );
});

test("the key travels with the algorithm in every write", () => {
  expect(toHeaders({ type: "DSSE-KMS", keyId: KEY })).toEqual({
    ServerSideEncryption: "aws:kms:dsse",
    SSEKMSKeyId: KEY,
  });
});

test("a new default carries algorithm, key, bucket key and what was blocked before, all in one rule", () => {
  expect(toPutBucketEncryption("reports", { type: "DSSE-KMS", keyId: KEY }, ["SSE-C", "SSE-X"])).toEqual({
    Bucket: "reports",
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: KEY },
          BucketKeyEnabled: false,
          BlockedEncryptionTypes: { EncryptionType: ["SSE-C", "SSE-X"] },
        },
      ],
    },
  });
});

const KINDS: Encryption[] = [
  { type: "none" },
  { type: "SSE-S3" },
  { type: "SSE-KMS", keyId: KEY, bucketKey: true },
  { type: "SSE-KMS", keyId: KEY, bucketKey: false },
  { type: "SSE-KMS", keyId: OTHER_KEY, bucketKey: false },
  { type: "SSE-KMS", keyId: null, bucketKey: false },
  { type: "DSSE-KMS", keyId: KEY },
  { type: "DSSE-KMS", keyId: null },
  { type: "SSE-C", algorithm: "AES256" },
  { type: "other", algorithm: "aws:fsx" },
  { type: "other", algorithm: "aws:backup" },
];

test("each encryption is the same as itself and as no other", () => {
  for (const [index, one] of KINDS.entries()) {
    expect(KINDS.map((other) => isSameEncryption(one, other))).toEqual(KINDS.map((_, at) => at === index));
  }
});

test("two layers are more than one, one with a customer's key policy more than S3's own", () => {
  const order = Object.entries(STRENGTH).toSorted(([, one], [, other]) => one - other);
  expect(order.map(([type]) => type)).toEqual(["none", "other", "SSE-C", "SSE-S3", "SSE-KMS", "DSSE-KMS"]);
});

test("only what S3 can apply by itself may be a default, and every such has an algorithm", () => {
  expect(KINDS.filter(isDefault).map(({ type }) => type)).toEqual([
    "SSE-S3",
    "SSE-KMS",
    "SSE-KMS",
    "SSE-KMS",
    "SSE-KMS",
    "DSSE-KMS",
    "DSSE-KMS",
  ]);
  expect(new Set(Object.values(ALGORITHMS)).size).toBe(3);
});

test("a key is named for the two that have one", () => {
  expect(KINDS.map(keyIdOf)).toEqual([null, null, KEY, KEY, OTHER_KEY, null, KEY, null, null, null, null]);
});
