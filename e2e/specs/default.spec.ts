import { dsse, readRule, setRule } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder, pickKey } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a bucket goes from SSE-S3 to DSSE-KMS by the command that was shown, and blocks what it blocked", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({
    rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
      BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
    },
  });
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await expect(page.getByRole("button", { name: "Set the default" })).toBeDisabled();
  await pickKey(page, key.alias);
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);
  expect(await readRule(aws, bucket)).toMatchObject({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: key.arn },
    BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
  });
});

test("a weaker default is set only after the bucket's name is typed", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("radio", { name: "SSE-KMS", exact: true }).check();
  await expect(page.getByText("New objects get one layer of encryption instead of two.")).toBeVisible();
  const set = page.getByRole("button", { name: "Set the default" });
  await expect(set).toBeDisabled();
  const typed = page.getByLabel(`Type ${bucket} to confirm`);
  await typed.fill(bucket.slice(0, -1));
  await expect(set).toBeDisabled();
  await typed.press("Enter");
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("aws:kms:dsse");

  await typed.fill(bucket);
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  await set.click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault).toEqual({
    SSEAlgorithm: "aws:kms",
    KMSMasterKeyID: key.arn,
  });
});

test("of two tabs that change one default the second is told and overwrites nothing", async ({
  page,
  context,
  aws,
  newKey,
  newBucket,
}) => {
  const [first, second] = [await newKey(), await newKey()];
  const bucket = await newBucket();
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/buckets/${bucket}/encryption`);
    await tab.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  }
  await pickKey(page, first.alias);
  await pickKey(other, second.alias);
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  await other.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(other, "Somebody changed")).toContainText("Nothing was changed now.");
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(first.arn);
});

test("a bucket key that DSSE-KMS ignores is shown as set in vain, and saving clears it", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket();
  await setRule(aws, bucket, { ...dsse(key.arn), BucketKeyEnabled: true });
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(page.getByText("set in vain", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  const rule = await readRule(aws, bucket);
  expect(rule.BucketKeyEnabled ?? false).toBe(false);
  expect(rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
});
