import { GetBucketTaggingCommand } from "@aws-sdk/client-s3";
import { expect, test } from "../fixtures/test.ts";

test("a form of more than the console takes is not sent, says so, and can be shortened", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/settings`);
  await page.getByRole("button", { name: "Change tags", exact: true }).click();
  const tags = page.getByRole("textbox", { name: "Tags" });
  await tags.fill(`team=${"x".repeat(1_200_000)}`);
  await page.getByRole("button", { name: "Set the tags" }).click();
  const said = page.getByRole("alert").filter({ hasText: "Nothing was sent: this form holds 1.1 MiB" });
  await expect(said).toBeVisible();
  await said.scrollIntoViewIfNeeded();
  await page.screenshot({ path: "test-results/large-form.png" });

  await tags.fill("team=records");
  await page.getByRole("button", { name: "Set the tags" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "reads it back" })).toBeVisible();
  await expect(said).toHaveCount(0);
  const { TagSet } = await aws.s3.send(new GetBucketTaggingCommand({ Bucket: bucket }));
  expect(TagSet).toEqual([{ Key: "team", Value: "records" }]);
});
