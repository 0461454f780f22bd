import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type Key } from "#lib/kms/key.ts";
import { problemOfDefaultKey } from "./default-key.ts";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f4bdc52-7d2e-4c21-8b3d-6b1c2d9b6f10";
const US_ARN = ARN.replace("eu-central-1", "us-east-1");

function key(change: Partial<Key> = {}, arn = ARN): Result<Key> {
  const metadata = { KeyId: arn, Arn: arn, KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" } as const;
  return { ok: true, value: { ...fromKeyMetadata(metadata, ["alias/records"]), state: "Enabled", ...change } };
}

function refused(code: Failure["code"], name: string, permission: string | null = null): Result<Key> {
  const failure = { code, service: "KMS", operation: "DescribeKey", name, message: "no", permission, hint: "" };
  return { ok: false, failure: { ...failure, requestId: null } };
}

test.for<[string, string, Result<Key>, object | null]>([
  ["an enabled key of the bucket's Region", ARN, key(), null],
  ["a key pending deletion", ARN, key({ state: "PendingDeletion" }), { short: "key pending deletion" }],
  ["a state of the future", ARN, key({ state: "constructor" }), { status: "broken", short: "cannot be used" }],
  ["a key of another Region", US_ARN, key({}, US_ARN), { status: "broken", short: "key of us-east-1" }],
  [
    "a key of another Region that may not be described",
    US_ARN,
    refused("denied", "AccessDeniedException", "kms:DescribeKey"),
    { status: "broken", short: "key of us-east-1" },
  ],
  ["no such key", ARN, refused("missing", "NotFoundException"), { status: "broken", short: "no such key" }],
  ["what is no ARN", "arn:x", refused("invalid", "InvalidArnException"), { status: "broken", short: "no such key" }],
  [
    "a key that may not be described",
    ARN,
    refused("denied", "AccessDeniedException", "kms:DescribeKey"),
    { status: "unknown", short: "needs kms:DescribeKey", failure: { code: "denied" } },
  ],
  [
    "AWS's key for another service",
    ARN,
    key({ manager: "AWS", aliases: ["alias/aws/ebs"] }),
    { status: "broken", reason: expect.stringContaining("alias/aws/ebs") },
  ],
  ["AWS's key for nobody knows what", ARN, key({ manager: "AWS", aliases: null }), { status: "unknown" }],
  ["AWS's key for S3", ARN, key({ manager: "AWS", aliases: ["alias/aws/s3"] }), null],
])("a default with %s", ([, keyId, found, expected]) => {
  expect({ problem: problemOfDefaultKey("eu-central-1", keyId, found) }).toMatchObject({ problem: expected });
});
