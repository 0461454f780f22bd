import { describe, expect, it, test } from "vitest";
import type { Encryption } from "./encryption.ts";
import { type Difference, differenceFrom, mayBeStored, toPutObject } from "./object.ts";

const RECORDS = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";
const OTHER = "arn:aws:kms:eu-central-1:111122223333:key/22222222-2222-2222-2222-222222222222";
const DSSE: Encryption = { type: "DSSE-KMS", keyId: RECORDS };
const KMS: Encryption = { type: "SSE-KMS", keyId: RECORDS, bucketKey: true };

test.for<[Encryption, Encryption, Difference | null]>([
  [DSSE, DSSE, null],
  [DSSE, { type: "DSSE-KMS", keyId: OTHER }, "other key"],
  [DSSE, { type: "DSSE-KMS", keyId: null }, null],
  [DSSE, KMS, "below default"],
  [DSSE, { type: "SSE-S3" }, "below default"],
  [DSSE, { type: "none" }, "below default"],
  [DSSE, { type: "SSE-C", algorithm: "AES256" }, "below default"],
  [DSSE, { type: "other", algorithm: "aws:fsx" }, "other algorithm"],
  [KMS, DSSE, "above default"],
  [KMS, { ...KMS, bucketKey: false }, "other bucket key"],
  [{ type: "SSE-S3" }, { type: "SSE-S3" }, null],
  [{ type: "SSE-S3" }, { type: "SSE-C", algorithm: "AES256" }, "other type"],
  [{ type: "SSE-S3" }, { type: "none" }, "below default"],
  [KMS, { type: "SSE-C", algorithm: "AES256" }, "below default"],
])("beside a default of %j, %j is %j", ([standard, found, difference]) => {
  expect(differenceFrom(standard, found)).toBe(difference);
});

describe("toPutObject", () => {
  const address = { bucket: "records", key: "a.pdf" };
  const content = { contentType: "application/pdf", replace: false };

  it("carries the algorithm with its key, and never a bucket key for DSSE-KMS", () => {
    expect(toPutObject(address, { type: "DSSE-KMS", keyId: RECORDS }, content)).toEqual({
      Bucket: "records",
      Key: "a.pdf",
      ContentType: "application/pdf",
      ServerSideEncryption: "aws:kms:dsse",
      SSEKMSKeyId: RECORDS,
      IfNoneMatch: "*",
    });
  });

  it("overwrites only when told to", () => {
    expect(toPutObject(address, { type: "SSE-S3" }, { ...content, replace: true })).not.toHaveProperty("IfNoneMatch");
  });
});

test.for([
  ["unreachable", "PutObject", "ECONNRESET", true],
  ["unreachable", "CompleteMultipartUpload", "NoAnswer", true],
  ["missing", "CompleteMultipartUpload", "NoSuchUpload", true],
  ["unknown", "PutObject", "HTTP 520", true],
  ["unreachable", "UploadPart", "ECONNRESET", false],
  ["unreachable", "HeadBucket", "ECONNREFUSED", false],
  ["unreachable", "PutObject", "KMS.KMSInternalException", false],
  ["throttled", "PutObject", "SlowDown", false],
  ["denied", "PutObject", "AccessDenied", false],
] as const)("after %s of %s (%s) the object may be stored: %s", ([code, operation, name, expected]) => {
  const rest = { service: "S3", message: "", permission: null, hint: "", requestId: null };
  expect(mayBeStored({ code, operation, name, ...rest })).toBe(expected);
});
