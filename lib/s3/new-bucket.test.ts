import { expect, test } from "vitest";
import { everyServiceAt, toCli } from "#lib/commands/cli.ts";
import { remainingCalls, toCreateBucket, toNewBucketCalls } from "./new-bucket.ts";
import { newBucketSchema } from "./new-bucket-schema.ts";

test.for<[string, string, object]>([
  ["eu-central-1", "reports", { CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }],
  ["us-east-1", "reports", {}],
  ["us-east-1", "reports-111122223333-us-east-1-an", { BucketNamespace: "account-regional" }],
])("a bucket in %s called %s is asked for as S3 wants it", ([region, name, expected]) => {
  expect(toCreateBucket(region, name)).toEqual({ Bucket: name, ...expected });
});

test("the commands set the default before anything else, and block SSE-C outright", () => {
  const encryption = { type: "DSSE-KMS", keyId: "arn:k" } as const;
  const lines = toNewBucketCalls("eu-central-1", { name: "reports", encryption, versioning: false }, null).map((call) =>
    toCli(call, everyServiceAt(null)),
  );
  expect(lines.map((line) => line.split(" ")[2])).toEqual([
    "create-bucket",
    "put-bucket-encryption",
    "put-public-access-block",
  ]);
  expect(lines[1]).toContain('"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}');
});

test.for<[number, string[]]>([
  [2, ["PutBucketEncryption", "PutPublicAccessBlock", "PutBucketVersioning"]],
  [3, ["PutPublicAccessBlock", "PutBucketVersioning"]],
  [4, ["PutBucketVersioning"]],
])("after %i requests the failed one and those behind it are left, never the bucket itself", ([sent, left]) => {
  const calls = toNewBucketCalls(
    "eu-central-1",
    { name: "half", encryption: { type: "SSE-S3" }, versioning: true },
    null,
  );
  expect(remainingCalls(calls, sent).map(({ operation }) => operation)).toEqual(left);
});

const FORM = { name: "reports", region: "eu-central-1", type: "SSE-S3" };

test("a form without the checkbox keeps no versions", () => {
  expect(newBucketSchema.parse(FORM)).toMatchObject({ name: "reports", versioning: false, type: "SSE-S3" });
  expect(newBucketSchema.parse({ ...FORM, versioning: "on" }).versioning).toBe(true);
});

test.for<[string, object, string]>([
  ["a name that S3 refuses", { name: "Reports" }, "lowercase"],
  ["a name of another Region's namespace", { name: "a-111122223333-us-east-1-an" }, "carries its Region"],
  ["a key that was not chosen", { type: "DSSE-KMS", keyId: "not chosen" }, "full ARN"],
])("%s is refused at its field", ([, change, message]) => {
  const { success, error } = newBucketSchema.safeParse({ ...FORM, ...change });
  expect(success).toBe(false);
  expect(error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join()).toContain(message);
});
