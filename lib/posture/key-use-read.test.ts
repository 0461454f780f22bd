import { expect, test } from "vitest";
import { scripted } from "#lib/aws/testing.ts";
import { listBucketSettings } from "./key-use-read.ts";

const REGION = "eu-central-1";

/** An account of so many buckets, all in one Region, whose every setting is refused. */
function accountOf(count: number) {
  const buckets = Array.from(
    { length: count },
    (_, index) => `<Bucket><Name>bucket-${index}</Name><BucketRegion>${REGION}</BucketRegion></Bucket>`,
  );
  const list = `<ListAllMyBucketsResult><Buckets>${buckets.join("")}</Buckets></ListAllMyBucketsResult>`;
  const refusal = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
  return scripted(({ path }) => (path === "/" ? { body: list } : { status: 403, body: refusal }));
}

test("a hundred buckets are read unasked, each by five requests", async () => {
  const { aws, requests } = accountOf(100);
  const settings = await listBucketSettings(aws, REGION, { isAsked: false });
  expect(settings).toHaveLength(100);
  expect(requests).toHaveLength(501);
});

test("two hundred are one request until somebody asks, and then a thousand and one", async () => {
  const { aws, requests } = accountOf(200);
  expect(await listBucketSettings(aws, REGION, { isAsked: false })).toEqual({ buckets: 200, requests: 1000 });
  expect(requests).toHaveLength(1);
  expect(await listBucketSettings(aws, REGION, { isAsked: true })).toHaveLength(200);
  expect(requests).toHaveLength(1 + 1001);
});

test("of a bucket elsewhere only the replication is read", async () => {
  const { aws, requests } = accountOf(3);
  await listBucketSettings(aws, "us-east-1", { isAsked: false });
  expect(requests).toHaveLength(1 + 3);
});
