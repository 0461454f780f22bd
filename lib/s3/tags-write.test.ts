import { expect, test } from "vitest";
import { parseTags, toTagText } from "#lib/aws/tag-text.ts";
import { type Answer, s3Error, scripted } from "#lib/aws/testing.ts";
import { type BucketTag, ownTags } from "./tag.ts";
import { putBucketTags } from "./tags-write.ts";

const WITH_EQUALS = { key: "cost=centre", value: "4100" };
const SPACED = { key: "note", value: "two words " };

/** A bucket that keeps the tags it is sent; `as` is what it makes of them. */
function bucketOf(tags: BucketTag[], as = (body: string) => body) {
  let stored = `<Tagging><TagSet>${tags.map(({ key, value }) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join("")}</TagSet></Tagging>`;
  return scripted(({ method, query, body }): Answer => {
    if (query["abac"] !== undefined) return s3Error(404, "NoSuchBucket");
    if (method === "PUT") stored = as(body);
    return { body: method === "PUT" ? "" : stored };
  });
}

const decisionOn = (tags: BucketTag[]) => ({ seen: toTagText(tags), confirmed: false });
const sorted = (tags: BucketTag[]) => tags.toSorted((one, other) => (one.key < other.key ? -1 : 1));

test("a line that is added leaves a tag with an = in its name and one that ends in a space as they were", async () => {
  const { aws } = bucketOf([WITH_EQUALS, SPACED]);
  const edited = parseTags(`${toTagText([WITH_EQUALS, SPACED])}\nnew=1`);
  const found = await putBucketTags(aws, "reports", edited, decisionOn([WITH_EQUALS, SPACED]));
  expect(sorted(found)).toEqual([WITH_EQUALS, { key: "new", value: "1" }, SPACED]);
});

test("a tag whose name took a part of its value is not as asked", async () => {
  const { aws } = bucketOf([], (body) => body.replace("cost=centre</Key><Value>", "cost</Key><Value>centre="));
  const change = putBucketTags(aws, "reports", [WITH_EQUALS], decisionOn([]));
  await expect(change).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
});

test("a tag that somebody else cut elsewhere meanwhile is changed meanwhile", async () => {
  const { aws } = bucketOf([{ key: "cost", value: "centre=4100" }]);
  const change = putBucketTags(aws, "reports", [SPACED], decisionOn([WITH_EQUALS]));
  await expect(change).rejects.toMatchObject({ failure: { name: "ChangedMeanwhile" } });
});

test("what AWS alone may write is not written down for others to send", () => {
  expect(
    ownTags([{ key: "AWS:owner", value: "x" }, { key: "aws:cloudformation:stack-id", value: "y" }, SPACED]),
  ).toEqual([SPACED]);
});
