import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  PutBucketLoggingCommand,
} from "@aws-sdk/client-s3";
import type { Aws } from "../fixtures/aws.ts";
import { createBucket, putObject, refuse } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

async function exists({ s3 }: Aws, Bucket: string): Promise<boolean> {
  return s3.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === "NotFound") return false;
      throw error;
    },
  );
}

test("an empty bucket is deleted after its name is typed, and S3 says that it is gone", async ({
  page,
  aws,
  bucketName,
}) => {
  await createBucket(aws, bucketName);
  await page.goto(`/buckets/${bucketName}/settings`);
  await page.getByRole("button", { name: "Delete bucket…" }).click();
  const confirm = page.getByRole("button", { name: "Delete bucket", exact: true });
  const typed = page.getByLabel(`Type ${bucketName} to confirm`);
  await typed.fill(bucketName.toUpperCase());
  await expect(confirm).toBeDisabled();
  await typed.press("Enter");
  expect(await exists(aws, bucketName)).toBe(true);

  await typed.fill(bucketName);
  await expect(commandsUnder(page, "Delete and read back")).toContainText(/aws s3api delete-bucket[^]*head-bucket/);
  await page.screenshot({ path: "test-results/delete-bucket.png", fullPage: true });
  await confirm.click();
  await expect(alertWith(page, `There is no bucket ${bucketName} any more`)).toBeVisible();
  await expect(page).toHaveURL(/\/buckets\?deleted=/);
  expect(await exists(aws, bucketName)).toBe(false);

  await createBucket(aws, bucketName);
  await page.reload();
  await expect(alertWith(page, `There is a bucket ${bucketName}`)).toBeVisible();
});

test("a bucket that holds something is kept, and what it holds is counted", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  for (const Body of ["first", "second"]) await putObject(aws, { Bucket: bucket, Key: "kept.txt", Body });
  await putObject(aws, { Bucket: bucket, Key: "marked.txt", Body: "below a marker" });
  await aws.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "marked.txt" }));
  await aws.s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "half.bin" }));
  await page.goto(`/buckets/${bucket}/settings`);
  await expect(
    page.getByText(
      "It is not empty: it holds 1 object, 2 older versions, 1 delete marker, and 1 incomplete multipart upload",
    ),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete bucket…" })).toHaveCount(0);
});

test("an empty bucket says which others log into it", async ({ page, aws, newBucket }) => {
  const [target, source] = [await newBucket(), await newBucket()];
  const LoggingEnabled = { TargetBucket: target, TargetPrefix: "log/" };
  await aws.s3.send(new PutBucketLoggingCommand({ Bucket: source, BucketLoggingStatus: { LoggingEnabled } }));
  await page.goto(`/buckets/${target}/settings`);
  const section = page.getByRole("region", { name: "Delete this bucket" });
  await expect(section).toContainText(`From ${source} (`);
  await section.scrollIntoViewIfNeeded();
  await section.screenshot({ path: "test-results/delete-referrers.png" });
});

test("an object that arrives while the name is typed keeps the bucket", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/settings`);
  await page.getByRole("button", { name: "Delete bucket…" }).click();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await putObject(aws, { Bucket: bucket, Key: "late.txt", Body: "just in time" });
  await page.getByRole("button", { name: "Delete bucket", exact: true }).click();
  await expect(alertWith(page, "The bucket was not deleted")).toContainText("holds 1 object. Nothing was deleted.");
  expect(await exists(aws, bucket)).toBe(true);
});

test("a refused deletion names the permission, and what may not be listed is unknown", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:DeleteBucket", "s3:ListBucketVersions");
  await page.goto(`/buckets/${bucket}/settings`);
  const section = page.getByRole("region", { name: "Delete this bucket" });
  await expect(section.getByText("a policy denies s3:ListBucketVersions")).toHaveCount(2);
  await page.getByRole("button", { name: "Delete bucket…" }).click();
  await expect(page.getByText("Not known: older versions, delete markers.")).toBeVisible();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await page.getByRole("button", { name: "Delete bucket", exact: true }).click();
  await expect(alertWith(page, "The bucket was not deleted")).toContainText("Denied by a policy: s3:DeleteBucket");
  expect(await exists(aws, bucket)).toBe(true);
});
