import { randomUUID } from "node:crypto";
import { createKey, discardKey, openAws, readKey } from "../fixtures/aws.ts";
import { createBucket, discardBucket, headObject, readRule } from "../fixtures/buckets.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, chooseFiles, commandsUnder, pickKey, rowWith, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const FAR = "us-east-1";

test("a bucket in another Region is offered only that Region's keys, and is written and read there", async ({
  page,
  newKey,
}) => {
  const far = openAws(setting("AWS_ENDPOINT_URL"), FAR);
  const near = await newKey();
  const key = await createKey(far, `alias/e2e/${randomUUID()}`);
  const bucket = `e2e-${randomUUID()}`;
  try {
    expect(key.arn).toContain(`:${FAR}:`);
    await createBucket(far, bucket);
    await page.goto(`/buckets?q=${bucket}`);
    await expect(rowWith(page, bucket)).toContainText(FAR);

    await page.goto(`/buckets/${bucket}/encryption`);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    const picker = page.getByRole("combobox", { name: "KMS key" });
    await picker.fill("alias/");
    await expect(page.getByRole("option", { name: key.alias })).toBeVisible();
    await picker.fill(near.alias);
    await expect(page.getByRole("option", { name: near.alias })).toHaveCount(0);
    await pickKey(page, key.alias);
    await expect(commandsUnder(page, "What will be sent")).toContainText(`--region ${FAR}`);
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    expect((await readRule(far, bucket)).ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: "aws:kms:dsse",
      KMSMasterKeyID: key.arn,
    });

    await page.goto(`/buckets/${bucket}`);
    const choices = await page.getByLabel("Stored with").locator("option").allInnerTexts();
    expect(choices.filter((choice) => choice.includes(near.alias))).toEqual([]);
    await chooseFiles(page, [textFile("far.txt", "over there")]);
    await page.getByRole("button", { name: "Upload 1 file" }).click();
    await expect(uploadOf(page, "far.txt").getByRole("status")).toHaveText(/Stored and read back as\s*DSSE-KMS/);
    await expect(commandsUnder(page, "Was sent")).toContainText(`--region ${FAR}`);
    await expect(rowWith(page, "far.txt")).toContainText("DSSE-KMS");
    await expect(rowWith(page, "far.txt")).toContainText(key.alias);
    expect(await headObject(far, bucket, "far.txt")).toMatchObject({
      ServerSideEncryption: "aws:kms:dsse",
      SSEKMSKeyId: key.arn,
      ContentLength: 10,
    });
    expect((await readKey(far, key.alias)).metadata?.Arn).toBe(key.arn);
  } finally {
    await discardBucket(far, bucket);
    await discardKey(far, key);
  }
});
