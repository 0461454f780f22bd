import { GetBucketVersioningCommand, GetPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { discardKey, readKey } from "../fixtures/aws.ts";
import { dsse, headObject, putObject, readRule } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder, pickKey, rowWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a key made through the form is in KMS as it was asked for", async ({ page, aws }) => {
  const alias = `alias/e2e/${randomUUID()}`;
  await page.goto("/keys/new");
  await page.getByLabel("Alias").fill(alias);
  await page.getByLabel("Description").fill("Trial data");
  await page.getByLabel("Tags").fill("Owner=records-team\nDataClass=restricted");
  await page.getByLabel("Period in days").fill("200");
  await page.getByLabel("Only these buckets").fill("trial-bucket");
  const preview = commandsUnder(page, "Will be sent");
  await expect(preview).toContainText("--rotation-period-in-days 200");
  const asShown = await preview.innerText();
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(alertWith(page, `${alias} was created in eu-central-1`)).toBeVisible();

  const found = await readKey(aws, alias);
  try {
    expect(found.metadata).toMatchObject({
      Description: "Trial data",
      KeySpec: "SYMMETRIC_DEFAULT",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyState: "Enabled",
    });
    expect(found.rotation).toEqual({ on: true, periodDays: 200 });
    expect(found.aliases).toEqual([alias]);
    expect(found.tags).toEqual({ Owner: "records-team", DataClass: "restricted" });
    const policy = JSON.stringify(found.statements);
    expect(policy).toContain("s3.eu-central-1.amazonaws.com");
    expect(policy).toContain("arn:aws:s3:::trial-bucket/*");
    const sent = await commandsUnder(page, "What was sent").innerText();
    expect(sent).toBe(asShown.replaceAll("KEY_ARN", found.metadata?.Arn ?? ""));
  } finally {
    await discardKey(aws, { arn: found.metadata?.Arn ?? "", alias });
  }
});

test("a bucket made through the form has DSSE-KMS, versions and no public access", async ({
  page,
  aws,
  newKey,
  bucketName,
}) => {
  const key = await newKey(200);
  await page.goto("/buckets/new");
  await page.getByLabel("Name").fill(bucketName);
  await pickKey(page, key.alias);
  await expect(page.getByRole("radio", { name: "DSSE-KMS", exact: true })).toBeChecked();
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  await page.getByRole("button", { name: "Create bucket" }).click();
  await expect(alertWith(page, `${bucketName} exists in eu-central-1`)).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);

  expect(await readRule(aws, bucketName)).toMatchObject({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: key.arn },
    BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
  });
  const Bucket = bucketName;
  expect((await aws.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  const block = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(block.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);

  await page.getByRole("link", { name: `Open ${bucketName}` }).click();
  await expect(page.getByText("New objects without an encryption header get two layers.")).toBeVisible();
  await expect(page.getByText("rotating every 200 days")).toBeVisible();
});

test("the list of buckets and a bucket's page tell the default and who depends on it", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await putObject(aws, { Bucket: bucket, Key: "weak.txt", Body: "one layer", ServerSideEncryption: "AES256" });
  await putObject(aws, { Bucket: bucket, Key: "strong.txt", Body: "two layers" });
  expect(await headObject(aws, bucket, "strong.txt")).toMatchObject({ ServerSideEncryption: "aws:kms:dsse" });

  await page.goto(`/buckets?q=${bucket}`);
  const row = rowWith(page, bucket);
  await expect(row).toContainText("DSSE-KMS");
  await expect(row).toContainText(key.alias);
  await row.getByRole("link", { name: bucket }).click();
  await expect(rowWith(page, "strong.txt")).toContainText("DSSE-KMS");
  await expect(rowWith(page, "strong.txt")).toContainText(key.alias);
  await expect(rowWith(page, "weak.txt")).toContainText("SSE-S3");
  await expect(rowWith(page, "weak.txt")).toContainText("below default");
});
