import type { LoggingEnabled } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { fromLoggingEnabled, loggingInWords, toPutBucketLogging } from "./logging.ts";

const FULL: LoggingEnabled = {
  TargetBucket: "logs",
  TargetPrefix: "a/",
  TargetGrants: [{ Grantee: { Type: "CanonicalUser", ID: "x" }, Permission: "READ" }],
  TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "DeliveryTime" } },
};

test("what is read is what is written again", () => {
  for (const enabled of [FULL, { TargetBucket: "logs", TargetPrefix: "" }]) {
    expect(toPutBucketLogging("b", fromLoggingEnabled(enabled)).BucketLoggingStatus).toEqual({
      LoggingEnabled: enabled,
    });
  }
});

test("a partitioned prefix without a date source is by event time, as S3 takes it", () => {
  const enabled = { ...FULL, TargetObjectKeyFormat: { PartitionedPrefix: {} } };
  expect(fromLoggingEnabled(enabled)?.partitionedBy).toBe("EventTime");
});

test("logging that is off stays off", () => {
  expect(fromLoggingEnabled(undefined)).toBeNull();
  expect(toPutBucketLogging("b", null)).toEqual({ Bucket: "b", BucketLoggingStatus: {} });
  expect(loggingInWords(null)).toBe("off");
});

test("it is said in words that tell targets, prefixes, formats and grants apart", () => {
  const grant = (ID: string, Permission: "READ" | "WRITE" = "READ") => ({
    Grantee: { Type: "CanonicalUser" as const, ID },
    Permission,
  });
  const flat = { TargetBucket: "logs", TargetPrefix: "a/" };
  const all: LoggingEnabled[] = [
    FULL,
    { ...FULL, TargetPrefix: "" },
    { ...FULL, TargetPrefix: "no prefix" },
    { ...FULL, TargetBucket: "l2" },
    { ...FULL, TargetGrants: [] },
    { ...FULL, TargetGrants: [grant("y")] },
    { ...FULL, TargetGrants: [grant("x", "WRITE")] },
    { ...FULL, TargetGrants: [grant("x"), grant("y")] },
    { ...FULL, TargetGrants: [grant('x" and READ for ID "y')] },
    flat,
    { ...flat, TargetPrefix: "a/, partitioned by DeliveryTime" },
    { ...flat, TargetPrefix: 'a/", partitioned by DeliveryTime' },
  ];
  const words = all.map((one) => loggingInWords(fromLoggingEnabled(one)));
  expect(words[0]).toBe(
    'to logs under "a/", partitioned by DeliveryTime, granted by ACL: READ for ID "x", Type "CanonicalUser"',
  );
  expect(new Set(words).size).toBe(all.length);
});

test("the order in which S3 says who is let in makes no difference", () => {
  const of = (Grantee: object) =>
    loggingInWords({
      targetBucket: "logs",
      prefix: "",
      partitionedBy: null,
      grants: [{ Grantee: { Type: "Group", ...Grantee } }],
    });
  expect(of({ URI: "u", ID: "i" })).toBe(of({ ID: "i", URI: "u" }));
});
