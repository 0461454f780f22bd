import { expect, test } from "vitest";
import type { DefaultEncryption } from "./encryption.ts";
import { defaultEncryptionSchema } from "./encryption-schema.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";

test.for<[string, Record<string, string>, DefaultEncryption]>([
  ["SSE-S3 needs nothing", { type: "SSE-S3" }, { type: "SSE-S3" }],
  ["SSE-S3 drops a key that a form still holds", { type: "SSE-S3", keyId: KEY, bucketKey: "on" }, { type: "SSE-S3" }],
  ["DSSE-KMS with a key", { type: "DSSE-KMS", keyId: ` ${KEY} ` }, { type: "DSSE-KMS", keyId: KEY }],
  ["DSSE-KMS drops a bucket key", { type: "DSSE-KMS", keyId: KEY, bucketKey: "on" }, { type: "DSSE-KMS", keyId: KEY }],
  ["an empty key is the AWS managed one", { type: "DSSE-KMS", keyId: "" }, { type: "DSSE-KMS", keyId: null }],
  [
    "a bucket key that is not ticked is off",
    { type: "SSE-KMS", keyId: KEY },
    { type: "SSE-KMS", keyId: KEY, bucketKey: false },
  ],
  [
    "a ticked bucket key is on",
    { type: "SSE-KMS", keyId: KEY, bucketKey: "on" },
    { type: "SSE-KMS", keyId: KEY, bucketKey: true },
  ],
])("%s", ([, form, encryption]) => {
  expect(defaultEncryptionSchema.parse(form)).toEqual(encryption);
});

test.for<[string, Record<string, unknown>]>([
  ["no type", { keyId: KEY }],
  ["a type that no bucket can have by default", { type: "SSE-C" }],
  ["a type that is off", { type: "none" }],
  ["no word on the key", { type: "DSSE-KMS" }],
  ["an alias", { type: "DSSE-KMS", keyId: "alias/records" }],
  ["a bare key id", { type: "DSSE-KMS", keyId: "0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10" }],
  ["an alias' ARN", { type: "DSSE-KMS", keyId: "arn:aws:kms:eu-central-1:111122223333:alias/records" }],
  ["a list of keys", { type: "DSSE-KMS", keyId: [KEY, KEY] }],
])("%s is refused", ([, form]) => {
  expect(defaultEncryptionSchema.safeParse(form).success).toBe(false);
});
