import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import type { Aws } from "../fixtures/aws.ts";
import { headObject, listUploads, putObject, refuse } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

type Upload = { Bucket: string; Key: string; UploadId: string | undefined };

async function begin({ s3 }: Aws, Bucket: string, Key: string): Promise<Upload> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  return { Bucket, Key, UploadId };
}

async function sendPart({ s3 }: Aws, upload: Upload, PartNumber: number): Promise<string | undefined> {
  return (await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: "x".repeat(2048) }))).ETag;
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

async function abort(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole("button", { name: "Abort…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill(name);
  await page.getByRole("button", { name: "Abort the upload" }).click();
}

test("an upload whose program was killed is listed with its age and parts, and aborted", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  await putObject(aws, { Bucket: bucket, Key: "a/half.bin", Body: "an older object under the same key" });
  const upload = await begin(aws, bucket, "a/half.bin");
  await sendPart(aws, upload, 1);
  await begin(aws, bucket, "bare\nline.bin");
  await page.goto(`/buckets/${bucket}`);
  await page.getByRole("link", { name: "Incomplete uploads" }).click();
  await expect(rowOf(page, "a/half.bin")).toContainText(/just now\s*1\s*2\.0 KiB\s*just now/);
  await expect(rowOf(page, "bare⟪U+000A⟫line.bin")).toContainText("none");
  await page.screenshot({ path: "test-results/incomplete-uploads.png", fullPage: true });

  await rowOf(page, "a/half.bin").getByRole("button", { name: "Abort…" }).click();
  const confirm = page.getByRole("button", { name: "Abort the upload" });
  await expect(confirm).toBeDisabled();
  await expect(commandsUnder(page, "Abort and read back")).toContainText(
    /abort-multipart-upload[^]*--key a\/half\.bin[^]*--upload-id[^]*list-multipart-uploads/,
  );
  await page.getByRole("dialog").getByRole("textbox").fill("a/half.bin");
  await page.screenshot({ path: "test-results/abort-upload.png" });
  await confirm.click();
  await expect(alertWith(page, "The upload to a/half.bin is gone")).toBeVisible();
  await expect(rowOf(page, "a/half.bin")).toHaveCount(0);
  expect((await listUploads(aws, bucket)).map(({ Key }) => Key)).toEqual(["bare\nline.bin"]);
  expect((await headObject(aws, bucket, "a/half.bin")).ContentLength).toBe(34);

  await abort(page, "bare⟪U+000A⟫line.bin");
  await expect(page.getByRole("heading", { name: "S3 lists no incomplete upload" })).toBeVisible();
  expect(await listUploads(aws, bucket)).toEqual([]);
});

test("what keeps a bucket from being deleted leads to its incomplete uploads", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await begin(aws, bucket, "orphan.bin");
  await page.goto(`/buckets/${bucket}/settings`);
  await page.getByRole("link", { name: "Show the incomplete uploads" }).click();
  await abort(page, "orphan.bin");
  await expect(alertWith(page, "The upload to orphan.bin is gone")).toBeVisible();
  await page.goto(`/buckets/${bucket}/settings`);
  await expect(page.getByRole("button", { name: "Delete bucket…" })).toBeVisible();
});

test("an upload that gets a part meanwhile is being sent, and is not aborted", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  const upload = await begin(aws, bucket, "alive.bin");
  await page.goto(`/buckets/${bucket}/uploads`);
  await expect(rowOf(page, "alive.bin").getByRole("button", { name: "Abort…" })).toBeEnabled();
  await sendPart(aws, upload, 1);
  await abort(page, "alive.bin");
  await expect(alertWith(page, "The upload was not aborted")).toContainText("then no part; now 1 part, 2,048 bytes");
  expect(await listUploads(aws, bucket)).toHaveLength(1);
});

test("an upload that somebody completed or aborted meanwhile is said to be gone, not aborted", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  const [completed, aborted] = [await begin(aws, bucket, "completed.bin"), await begin(aws, bucket, "aborted.bin")];
  const ETag = await sendPart(aws, completed, 1);
  await page.goto(`/buckets/${bucket}/uploads`);
  await expect(rowOf(page, "completed.bin")).toContainText("2.0 KiB");
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await aws.s3.send(new CompleteMultipartUploadCommand({ ...completed, MultipartUpload }));
  await abort(page, "completed.bin");
  await expect(alertWith(page, "The upload to completed.bin was gone already")).toBeVisible();
  await expect(rowOf(page, "aborted.bin").getByRole("button", { name: "Abort…" })).toBeEnabled();
  await aws.s3.send(new AbortMultipartUploadCommand(aborted));
  await abort(page, "aborted.bin");
  await expect(alertWith(page, "The upload to aborted.bin was gone already")).toBeVisible();
  expect((await headObject(aws, bucket, "completed.bin")).ContentLength).toBe(2048);
});

test("what may not be listed is unknown, and a refused abort names its permission", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  await begin(aws, bucket, "kept.bin");
  await refuse(aws, bucket, "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts");
  await page.goto(`/buckets/${bucket}/uploads`);
  await expect(rowOf(page, "kept.bin")).toContainText("a policy denies s3:ListMultipartUploadParts");
  await abort(page, "kept.bin");
  await expect(alertWith(page, "The upload was not aborted")).toContainText("s3:AbortMultipartUpload");
  expect(await listUploads(aws, bucket)).toHaveLength(1);

  await refuse(aws, bucket, "s3:ListBucketMultipartUploads");
  await page.goto(`/buckets/${bucket}/uploads`);
  await expect(page.getByText("Whether there are incomplete uploads is not known")).toBeVisible();
  await expect(page.getByText("s3:ListBucketMultipartUploads", { exact: true })).toBeVisible();
});

test("every incomplete upload is on one of the pages", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  const keys = Array.from({ length: 60 }, (_, index) => `a b+${String(index).padStart(2, "0")}.bin`);
  for (const key of keys) await begin(aws, bucket, key);
  await page.goto(`/buckets/${bucket}/uploads`);
  await expect(page.getByRole("rowheader")).toHaveCount(50);
  const first = await page.getByRole("rowheader").allInnerTexts();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(10);
  expect([...first, ...(await page.getByRole("rowheader").allInnerTexts())]).toEqual(keys);
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(50);
});
