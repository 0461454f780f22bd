import type { Page } from "@playwright/test";
import { readRotation } from "../fixtures/aws.ts";
import { dsse, listVersions, putObject, readRule } from "../fixtures/buckets.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

/** Takes the typed name out of what the browser sends, as somebody would who does not use the form. */
async function withoutConfirmation(page: Page, typed: string): Promise<void> {
  await page.route("**", async (route) => {
    const body = route.request().postData();
    if (body === null) return route.fallback();
    const forged = body.replace(`_confirmation"\r\n\r\n${typed}`, '_confirmation"\r\n\r\nsomething else');
    expect(forged).not.toBe(body);
    return route.continue({ postData: forged });
  });
}

test("the server sets no weaker default without the bucket's name", async ({ page, aws, newKey, newBucket }) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("radio", { name: "SSE-S3", exact: true }).check();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await withoutConfirmation(page, bucket);
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "Nothing was changed.")).toBeVisible();
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("aws:kms:dsse");
});

test("the server turns no rotation off without the key's name", async ({ page, aws, newKey }) => {
  const key = await newKey(200);
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await page.getByRole("button", { name: "Turn rotation off…" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn rotation off" });
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await withoutConfirmation(page, key.alias);
  await dialog.getByRole("button", { name: "Turn rotation off" }).click();
  await expect(alertWith(page, "Rotation was not turned off")).toBeVisible();
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 200 });
});

test("the server deletes nothing for good without the key typed", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await putObject(aws, { Bucket: bucket, Key: "last.txt", Body: "bytes" });
  await page.goto(`/buckets/${bucket}/object?key=last.txt`);
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Type last.txt to confirm").fill("last.txt");
  await withoutConfirmation(page, "last.txt");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(alertWith(page, "NotConfirmed")).toBeVisible();
  expect((await listVersions(aws, bucket)).versions).toHaveLength(1);
});
