import { dsse, putObject, refuse } from "../fixtures/buckets.ts";
import { countTooWide, rowWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a default that may not be read is unknown, and leaves its neighbours alone", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const options = { rule: dsse(key.arn), versioned: true };
  const [refused, plain] = [await newBucket(options), await newBucket(options)];
  await refuse(aws, refused, "s3:GetEncryptionConfiguration", "s3:GetBucketPublicAccessBlock");
  await page.goto("/buckets");
  await expect(rowWith(page, refused)).toContainText("a policy denies s3:GetEncryptionConfiguration");
  await expect(rowWith(page, refused)).not.toContainText("DSSE-KMS");
  await expect(rowWith(page, refused)).toContainText("On");
  await expect(rowWith(page, plain)).toContainText("DSSE-KMS");
  await expect(rowWith(page, plain)).toContainText(key.alias);
  expect(await countTooWide(page)).toBe(0);
  await page.screenshot({ path: "test-results/unknown-buckets.png" });

  await page.goto(`/buckets/${refused}`);
  await expect(page.getByText("What the next upload gets is not known")).toBeVisible();
  await page.goto(`/buckets/${refused}/encryption`);
  await expect(page.getByText("A default that cannot be read is not changed here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set the default" })).toHaveCount(0);
});

test("an object that may not be read is unknown in the list and on its page", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  for (const Key of ["closed/a.txt", "open.txt"]) await putObject(aws, { Bucket: bucket, Key, Body: "bytes" });
  await putObject(aws, { Bucket: bucket, Key: "closed.txt", Body: "bytes" });
  await refuse(aws, bucket, "s3:GetObject", "s3:GetObjectVersion");
  await page.goto(`/buckets/${bucket}`);
  const row = rowWith(page, "closed.txt");
  await expect(row).toContainText("Not known");
  await expect(row).toContainText("a policy denies s3:GetObject");
  await expect(row).not.toContainText("DSSE-KMS");
  await expect(row).toContainText("5 B");
  await page.goto(`/buckets/${bucket}/object?key=closed.txt`);
  await expect(page.getByText("This object could not be read")).toBeVisible();
  await expect(page.getByText("s3:GetObject", { exact: true }).first()).toBeVisible();
});

test("a list that may not be read names the permission that is missing", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:ListBucket");
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByText("s3:ListBucket", { exact: true }).first()).toBeVisible();
});
