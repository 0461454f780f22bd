import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { putObject } from "../fixtures/buckets.ts";
import { expect, test } from "../fixtures/test.ts";

test("a key that a delete marker hides says so, and its versions can be reached", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  const version = await putObject(aws, { Bucket: bucket, Key: "record.txt", Body: "kept" });
  const { VersionId = "" } = await aws.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "record.txt" }));
  await page.goto(`/buckets/${bucket}/object?key=record.txt`);
  await expect(page.getByText("A delete marker hides this object")).toBeVisible();
  await expect(page.getByText("This object could not be read")).toHaveCount(0);
  await expect(page.getByText("A delete marker has no tags.")).toBeVisible();
  await page.screenshot({ path: "test-results/hidden-object.png", fullPage: true });
  await page.getByRole("link", { name: version }).click();
  await expect(page.getByText(`Version ${version}`, { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Download", exact: true }).first()).toBeVisible();

  await page.goto(`/buckets/${bucket}/object?${new URLSearchParams({ key: "record.txt", versionId: VersionId })}`);
  await expect(page.getByText("This version is a delete marker")).toBeVisible();
  await page.goto(`/buckets/${bucket}/object?key=never.txt`);
  await expect(page.getByText("This object could not be read")).toBeVisible();
});

test("a prefix that is typed without its last slash filters names in its folder", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  for (const Key of ["2021/alpha.txt", "2021/alps/peak.txt", "2021/beta.txt", "al.txt"]) {
    await putObject(aws, { Bucket: bucket, Key, Body: "x" });
  }
  await page.goto(`/buckets/${bucket}?prefix=2021%2Fal`);
  await expect(page.getByRole("rowheader")).toHaveText(["alps/", "alpha.txt"]);
  await expect(page.getByRole("searchbox", { name: "Names that start with" })).toHaveValue("al");
  await page.getByRole("link", { name: "alpha.txt", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "2021/alpha.txt" })).toBeVisible();
});
