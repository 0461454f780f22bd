import * as s3 from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { expectedOwners, withOwner } from "./bucket-owner.ts";
import { type AwsCall, everyServiceAt, toCli } from "./cli.ts";

const OWNER = { bucket: "reports", accountId: "111122223333" };

function call(operation: string, input: object, service: AwsCall["service"] = "s3api"): AwsCall {
  return { service, operation, region: "eu-central-1", input };
}

/** What each operation of S3 takes, by the SDK's own schema of it. */
const OPERATIONS = Object.entries(s3).flatMap(([name, Command]): [operation: string, members: string[]][] => {
  if (!/.Command$/.test(name) || typeof Command !== "function") return [];
  const command: unknown = Reflect.construct(Command, [{}]);
  const schema: unknown = typeof command === "object" && command !== null ? Reflect.get(command, "schema") : null;
  const named: unknown = Array.isArray(schema) ? schema[4] : null;
  const input: unknown = typeof named === "function" ? named() : named;
  return [[name.replace(/Command$/, ""), Array.isArray(input) && Array.isArray(input[4]) ? input[4].map(String) : []]];
});

test.for(OPERATIONS)("%s names the bucket's owner where S3 takes one, and only there", ([operation, members]) => {
  const input = { ...(members.includes("Bucket") ? { Bucket: "reports" } : {}), CopySource: undefined };
  const takesOwner = members.includes("Bucket") && members.includes("ExpectedBucketOwner");
  expect(withOwner(call(operation, input), OWNER).input).toEqual({
    ...input,
    ...(takesOwner ? { ExpectedBucketOwner: "111122223333" } : {}),
  });
});

test("there are operations to hold", () => {
  expect(OPERATIONS.filter(([, members]) => members.includes("ExpectedBucketOwner")).length).toBeGreaterThan(80);
  expect(OPERATIONS.filter(([, members]) => members.includes("CopySource")).map(([name]) => name)).toEqual([
    "CopyObject",
    "UploadPartCopy",
  ]);
});

test.for<[string, AwsCall, Parameters<typeof withOwner>[1]]>([
  ["of another bucket", call("PutObject", { Bucket: "other" }), OWNER],
  ["on a bucket of which nothing is known", call("PutObject", { Bucket: "reports" }), null],
  [
    "that names an owner already",
    call("HeadBucket", { Bucket: "reports", ExpectedBucketOwner: "444455556666" }),
    OWNER,
  ],
  ["of another service", call("PutPublicAccessBlock", { Bucket: "reports" }, "s3control"), OWNER],
])("a request %s stays as it is", ([, given, owner]) => {
  expect(withOwner(given, owner)).toEqual(given);
});

test.for<[source: string, expected: object]>([
  ["reports/a%20key?versionId=1", { ExpectedSourceBucketOwner: "111122223333" }],
  ["/reports/a", { ExpectedSourceBucketOwner: "111122223333" }],
  ["others/reports/a", {}],
  ["arn:aws:s3:eu-central-1:111122223333:accesspoint/reports/object/a", {}],
])("a copy of %s names the owner of its source", ([CopySource, expected]) => {
  const input = { Bucket: "archive", CopySource };
  const ownerOf = (bucket: string) => (bucket === "reports" ? "111122223333" : null);
  expect(expectedOwners({ service: "s3api", operation: "CopyObject", input }, ownerOf)).toEqual(expected);
});

test("a command carries it as the AWS CLI spells it, in JSON too", () => {
  const endpoints = { ...everyServiceAt(null), owner: OWNER };
  expect(toCli(call("GetObject", { Bucket: "reports", Key: "a" }), endpoints)).toBe(
    "aws s3api get-object \\\n  --bucket reports \\\n  --key a \\\n  --expected-bucket-owner 111122223333 \\\n  OUTFILE \\\n  --region eu-central-1",
  );
  expect(toCli(call("DeleteObject", { Bucket: "reports", Key: "file://a" }), endpoints)).toContain(
    '"ExpectedBucketOwner":"111122223333"',
  );
  expect(toCli(call("CreateBucket", { Bucket: "reports" }), endpoints)).not.toContain("owner");
});
