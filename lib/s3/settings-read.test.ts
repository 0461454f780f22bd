import { expect, test } from "vitest";
import type { Aws } from "#lib/aws/clients.ts";
import { answering, s3Error, scripted } from "#lib/aws/testing.ts";
import { isObjectOwnership, ownershipInWords, toPutBucketOwnershipControls } from "./ownership.ts";
import { NOTHING_BLOCKED } from "./public-access.ts";
import {
  getAbac,
  getAccountPublicAccessBlock,
  getLifecycle,
  getLogging,
  getObjectLock,
  getReplication,
  listCorsRules,
} from "./settings-read.ts";
import { toPutBucketTagging } from "./tag.ts";
import { toTagText } from "#lib/aws/tag-text.ts";

const READS = {
  "s3:GetBucketLogging": getLogging,
  "s3:GetBucketCORS": listCorsRules,
  "s3:GetLifecycleConfiguration": getLifecycle,
  "s3:GetReplicationConfiguration": getReplication,
  "s3:GetBucketObjectLockConfiguration": getObjectLock,
  "s3:GetBucketABAC": getAbac,
  "s3:GetAccountPublicAccessBlock": getAccountPublicAccessBlock,
} satisfies Record<string, (aws: Aws, bucket: string) => Promise<unknown>>;

test.for(Object.entries(READS))("a refused read names %s, and is no answer", async ([permission, read]) => {
  const { aws } = scripted([s3Error(403, "AccessDenied", "no")]);
  await expect(read(aws, "reports")).rejects.toMatchObject({ code: "denied", failure: { permission } });
});

test.for<[string, (aws: Aws, bucket: string) => Promise<unknown>, unknown]>([
  ["NoSuchCORSConfiguration", listCorsRules, []],
  ["NoSuchLifecycleConfiguration", getLifecycle, { rules: [], minimumSize: null }],
  ["ReplicationConfigurationNotFoundError", getReplication, null],
  ["ObjectLockConfigurationNotFoundError", getObjectLock, null],
  ["NoSuchPublicAccessBlockConfiguration", getAccountPublicAccessBlock, NOTHING_BLOCKED],
])("%s is S3's word for none", async ([name, read, none]) => {
  const { aws } = scripted([s3Error(404, name)]);
  expect(await read(aws, "reports")).toEqual(none);
  await expect(read(scripted([s3Error(404, "NoSuchBucket")]).aws, "reports")).rejects.toMatchObject({
    code: "missing",
  });
});

test("logging that is off is an empty answer", async () => {
  const off = '<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>';
  expect(await getLogging(answering(200, off), "reports")).toBeNull();
});

test("ABAC is on only where S3 says so", async () => {
  const status = (text: string) => `<AbacStatus><Status>${text}</Status></AbacStatus>`;
  expect(await getAbac(answering(200, status("Enabled")), "reports")).toBe(true);
  expect(await getAbac(answering(200, status("Disabled")), "reports")).toBe(false);
});

test("an ownership is said in S3's word and what it means", () => {
  expect(ownershipInWords("BucketOwnerEnforced")).toMatch(/^BucketOwnerEnforced\. .*ACLs have no effect/);
  expect(ownershipInWords(null)).toMatch(/^Never set/);
  expect(ownershipInWords("SomethingNew")).toBe("SomethingNew");
  expect(isObjectOwnership("toString")).toBe(false);
  expect(toPutBucketOwnershipControls("b", "ObjectWriter")).toEqual({
    Bucket: "b",
    OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
  });
});

test("tags are one set, read by name", () => {
  const tags = [
    { key: "b", value: "" },
    { key: "a", value: "1=2" },
  ];
  expect(toTagText(tags)).toBe("a=1=2\nb=");
  expect(toPutBucketTagging("x", tags).Tagging).toEqual({
    TagSet: [
      { Key: "b", Value: "" },
      { Key: "a", Value: "1=2" },
    ],
  });
});
