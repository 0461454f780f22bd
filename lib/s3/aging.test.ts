import type { LifecycleRule, ObjectLockConfiguration, ReplicationRule } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { fromLifecycle, lifecycleInWords, toPutBucketLifecycle } from "./lifecycle.ts";
import { holdsByDefault, objectLockInWords, toPutObjectLock } from "./object-lock.ts";
import { fromReplication, replicationInWords, toPutBucketReplication } from "./replication.ts";

const on = { Status: "Enabled" } as const;

test.for<[Omit<LifecycleRule, "Status">, string, string[]]>([
  [
    { Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    "All objects",
    ["Unfinished uploads are removed 7 days after they began."],
  ],
  [
    { Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } },
    "Objects under tmp/",
    ["Expires 1 day after it was written: deleted, or in a versioned bucket made noncurrent."],
  ],
  [
    {
      Filter: { And: { Prefix: "a/", ObjectSizeLessThan: 1024, Tags: [{ Key: "k", Value: "v" }] } },
      NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 3 },
    },
    "Objects under a/, tagged k=v, smaller than 1,024 bytes",
    ["Noncurrent versions are deleted for good 90 days after they became noncurrent, but for the 3 newest."],
  ],
  [
    {
      Prefix: "old/",
      Transitions: [{ Date: new Date("2030-01-01T00:00:00Z"), StorageClass: "GLACIER" }],
      Expiration: { ExpiredObjectDeleteMarker: true },
    },
    "Objects under old/",
    ["Moves to GLACIER on 2030-01-01.", "Removes delete markers that have no version left under them."],
  ],
  [
    {
      Filter: { Tag: { Key: "k", Value: "v" } },
      NoncurrentVersionTransitions: [{ NoncurrentDays: 5, StorageClass: "DEEP_ARCHIVE" }],
    },
    "Objects tagged k=v",
    ["Noncurrent versions move to DEEP_ARCHIVE 5 days after they became noncurrent."],
  ],
  [{ Filter: { ObjectSizeGreaterThan: 5 } }, "Objects larger than 5 bytes", ["Does nothing that this console knows."]],
])("a lifecycle rule in words: %o", ([rule, about, effects]) => {
  expect(lifecycleInWords({ ...rule, ...on, ID: "r" })).toEqual({ name: "r", enabled: true, about, effects });
});

test("a lifecycle is handed on as it was read", () => {
  const Rules: LifecycleRule[] = [{ ...on, Filter: {}, Expiration: { Days: 1 } }];
  const read = fromLifecycle({ Rules, TransitionDefaultMinimumObjectSize: "varies_by_storage_class" });
  expect(toPutBucketLifecycle("b", read)).toEqual({
    Bucket: "b",
    LifecycleConfiguration: { Rules },
    TransitionDefaultMinimumObjectSize: "varies_by_storage_class",
  });
});

const Destination = { Bucket: "arn:aws:s3:::elsewhere" };
const key = "arn:aws:kms:eu-west-1:111122223333:key/1";

test.for<[Partial<ReplicationRule>, object]>([
  [{ Filter: {} }, { about: "All new objects", kms: { selected: false }, targetBucket: "elsewhere" }],
  [
    { Filter: { Prefix: "a/" }, SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Disabled" } } },
    { about: "New objects under a/", kms: { selected: false } },
  ],
  [
    {
      SourceSelectionCriteria: { SseKmsEncryptedObjects: on },
      Destination: { ...Destination, EncryptionConfiguration: { ReplicaKmsKeyID: key } },
    },
    { kms: { selected: true, replicaKeyId: key } },
  ],
  [{ SourceSelectionCriteria: { SseKmsEncryptedObjects: on } }, { kms: { selected: true, replicaKeyId: null } }],
  [{ Filter: { Not: { Prefix: "b/" } } }, { about: 'All new objects, except {"Prefix":"b/"}' }],
])("what a replication rule does with KMS objects: %o", ([rule, expected]) => {
  expect(replicationInWords({ ...on, Destination, ...rule })).toMatchObject(expected);
});

test("a replication is handed on as it was read", () => {
  const configuration = { Role: "r", Rules: [{ ...on, Destination }] };
  const read = fromReplication(configuration);
  expect(toPutBucketReplication("b", read).ReplicationConfiguration).toEqual(configuration);
});

test.for<[ObjectLockConfiguration | null, boolean, RegExp]>([
  [null, false, /^Off\./],
  [{ ObjectLockEnabled: "Enabled" }, false, /No default retention/],
  [
    { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: "COMPLIANCE", Years: 1 } } },
    true,
    /1 year in COMPLIANCE mode: nobody/,
  ],
  [
    { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } } },
    true,
    /30 days in GOVERNANCE mode: who has s3:Bypass/,
  ],
  [
    { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { DefaultEventHold: { Days: 90 } } } },
    true,
    /event hold.* 90 days/,
  ],
])("Object Lock in words: %o", ([lock, holds, words]) => {
  expect(holdsByDefault(lock)).toBe(holds);
  expect(objectLockInWords(lock).join(" ")).toMatch(words);
});

test("an Object Lock is handed on as it was read", () => {
  const lock: ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Days: 1 } } };
  expect(toPutObjectLock("b", lock).ObjectLockConfiguration).toEqual(lock);
});
