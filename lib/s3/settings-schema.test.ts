import { expect, test } from "vitest";
import { lossesOfOwnership, effectsOfOwnership } from "./ownership.ts";
import {
  corsSchema,
  loggingSchema,
  ownershipSchema,
  publicAccessSchema,
  sseCSchema,
  tagsSchema,
} from "./settings-schema.ts";

const sent = { bucket: "reports", seen: "x" };

test("a switch that is not sent is off", () => {
  expect(publicAccessSchema.parse({ ...sent, blockPublicAcls: "on" }).block).toEqual({
    blockPublicAcls: true,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  });
});

test("a log has a target, or is off", () => {
  const on = { ...sent, log: "on", targetBucket: " logs ", prefix: "", format: "flat" };
  expect(loggingSchema.parse(on).choice).toEqual({ targetBucket: "logs", prefix: "", partitionedBy: null });
  expect(loggingSchema.parse({ ...on, format: "EventTime" }).choice?.partitionedBy).toBe("EventTime");
  expect(loggingSchema.parse({ ...sent, log: "off" }).choice).toBeNull();
  expect(loggingSchema.safeParse({ ...on, targetBucket: "" }).success).toBe(false);
  expect(loggingSchema.safeParse({ ...on, format: "other" }).success).toBe(false);
});

test.for<[object, boolean]>([
  [{ lets: "yes", origin: "https://twofold.example" }, true],
  [{ lets: "yes", origin: "http://127.0.0.1:3000" }, true],
  [{ lets: "no", origin: "nonsense" }, true],
  [{ lets: "no" }, true],
  [{ lets: "yes", origin: "*" }, false],
  [{ lets: "yes", origin: "https://twofold.example/path" }, false],
  [{ lets: "yes", origin: "file:///etc" }, false],
  [{ lets: "yes" }, false],
])("the origin of %o is taken: %s", ([form, taken]) => {
  expect(corsSchema.safeParse({ ...sent, ...form }).success).toBe(taken);
});

test("tags are told which rule they break", () => {
  expect(tagsSchema.parse({ ...sent, tags: "a=1\n\nb" }).tags).toEqual([
    { key: "a", value: "1" },
    { key: "b", value: "" },
  ]);
  const refused = tagsSchema.safeParse({ ...sent, tags: "aws:x=1" });
  expect(refused.error?.issues[0]?.message).toContain("reserved for AWS");
});

test("nothing but what S3 knows is taken", () => {
  expect(ownershipSchema.safeParse({ ...sent, ownership: "constructor" }).success).toBe(false);
  expect(sseCSchema.safeParse({ ...sent, sseC: "NONE" }).success).toBe(false);
  expect(sseCSchema.safeParse({ bucket: "../x", seen: "", sseC: "taken" }).success).toBe(false);
});

test("only a step towards ACLs is a loss, and only turning them off has further effects", () => {
  expect(lossesOfOwnership("ObjectWriter", "BucketOwnerEnforced")).toHaveLength(2);
  expect(lossesOfOwnership("ObjectWriter", "BucketOwnerPreferred")).toHaveLength(1);
  expect(lossesOfOwnership("BucketOwnerEnforced", null)).toEqual([]);
  expect(lossesOfOwnership("BucketOwnerEnforced", "SomethingNew")).toHaveLength(1);
  expect(effectsOfOwnership("BucketOwnerEnforced", null)).toHaveLength(3);
  expect(effectsOfOwnership("ObjectWriter", "BucketOwnerEnforced")).toEqual([]);
});
