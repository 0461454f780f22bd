import { randomUUID } from "node:crypto";
import { createKey, discardKey, openAws } from "../fixtures/aws.ts";
import { createBucket, discardBucket, readRule } from "../fixtures/buckets.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, commandsUnder, pickKey } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const FAR = "us-east-1";

test("a bucket that was deleted and made again in another Region is looked at and written there", async ({
  page,
  newKey,
}) => {
  const near = openAws(setting("AWS_ENDPOINT_URL"));
  const far = openAws(setting("AWS_ENDPOINT_URL"), FAR);
  const here = await newKey();
  const there = await createKey(far, `alias/e2e/${randomUUID()}`);
  const bucket = `e2e-${randomUUID()}`;
  try {
    await createBucket(near, bucket);
    await page.goto(`/buckets/${bucket}/encryption`);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, here.alias);

    await discardBucket(near, bucket);
    await createBucket(far, bucket);
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(alertWith(page, `S3 encrypts with keys of the bucket’s own Region only, ${FAR}.`)).toBeVisible();
    expect((await readRule(far, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");

    await page.goto(`/buckets/${bucket}/encryption`);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, there.alias);
    await expect(commandsUnder(page, "What will be sent")).toContainText(`--region ${FAR}`);
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    await expect(page.getByText("Uploads under the default fail.")).toHaveCount(0);
    expect((await readRule(far, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(there.arn);
  } finally {
    await discardBucket(far, bucket);
    await discardKey(far, there);
  }
});
