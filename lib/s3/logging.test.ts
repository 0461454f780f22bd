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
  const all = [FULL, { ...FULL, TargetPrefix: "" }, { ...FULL, TargetGrants: [] }, { ...FULL, TargetBucket: "l2" }];
  const words = all.map((one) => loggingInWords(fromLoggingEnabled(one)));
  expect(words[0]).toBe("to logs under a/, partitioned by DeliveryTime, grants by ACL: 1");
  expect(new Set(words).size).toBe(all.length);
});
