import { expect, test } from "vitest";
import { answering, scripted } from "#lib/aws/testing.ts";
import { getBucketRegion, inBucketRegion } from "./region.ts";
import { createRegionMemo } from "./region-memo.ts";

test.for<[string, number]>([
  ["of one's own", 200],
  ["that lies elsewhere", 301],
  ["that one may not look into", 403],
])("the Region of a bucket %s is read from the header", async ([, status]) => {
  const aws = answering(status, "", { "x-amz-bucket-region": "ap-south-1" });
  expect(await getBucketRegion(aws, `status-${status}`)).toBe("ap-south-1");
});

test("a bucket that does not exist is missing, whatever the header says", async () => {
  const aws = answering(404, "", { "x-amz-bucket-region": "eu-central-1" });
  await expect(inBucketRegion(aws, "nobodys")).rejects.toMatchObject({ code: "missing" });
});

test("a refusal that hides the Region is a refusal", async () => {
  await expect(inBucketRegion(answering(403), "hidden")).rejects.toMatchObject({
    failure: { code: "denied", permission: "s3:ListBucket" },
  });
});

test("the Region is asked once for a while, and need not be one that is served", async () => {
  const { aws, requests } = scripted([{ headers: { "x-amz-bucket-region": "sa-east-1" } }], {
    regions: ["eu-central-1"],
  });
  expect((await inBucketRegion(aws, "asked-once")).region).toBe("sa-east-1");
  expect((await inBucketRegion(aws, "asked-once")).region).toBe("sa-east-1");
  expect(requests).toHaveLength(1);
});

test("the memo forgets after its life, on request, and the oldest first when it is full", () => {
  let now = 0;
  const memo = createRegionMemo({ limit: 2, lifeMilliseconds: 100, now: () => now });
  memo.set("a", "r1");
  memo.set("b", "r2");
  memo.set("a", "r3");
  memo.set("c", "r4");
  expect([memo.get("a"), memo.get("b"), memo.get("c")]).toEqual(["r3", null, "r4"]);
  memo.forget("c");
  expect(memo.get("c")).toBeNull();
  now = 100;
  expect(memo.get("a")).toBeNull();
});
