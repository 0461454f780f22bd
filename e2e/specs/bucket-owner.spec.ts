import { S3Client } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { REGION } from "../fixtures/aws.ts";
import { createBucket, discardBucket, dsse, readRule } from "../fixtures/buckets.ts";
import { ACCOUNT } from "../fixtures/control.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, chooseFiles, commandsUnder, pickKey, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const OWNER = `--expected-bucket-owner ${ACCOUNT}`;

/** S3 as another account has it: LocalStack takes the account from the access key. */
function openOther(): S3Client {
  const credentials = { accessKeyId: "111122223333", secretAccessKey: "test" };
  return new S3Client({ endpoint: setting("AWS_ENDPOINT_URL"), region: REGION, credentials, forcePathStyle: true });
}

test("a form that was open while another account took the bucket's name changes nothing there", async ({
  page,
  aws,
  newKey,
  bucketName,
}) => {
  const other = { ...aws, s3: openOther() };
  const key = await newKey();
  await createBucket(aws, bucketName);
  await page.goto(`/buckets/${bucketName}/encryption`);
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await pickKey(page, key.alias);
  await expect(commandsUnder(page, "What will be sent")).toContainText(OWNER);

  await discardBucket(aws, bucketName);
  await createBucket(other, bucketName);
  try {
    const before = await readRule(other, bucketName);
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(
      alertWith(page, `S3 answers the same where the bucket does not belong to account ${ACCOUNT}.`),
    ).toBeVisible();
    expect(await readRule(other, bucketName)).toEqual(before);
    await page.screenshot({ path: "test-results/bucket-owner-taken.png", fullPage: true });
  } finally {
    await discardBucket(other, bucketName);
  }
});

test("of another account's bucket nothing is said that is not known, before and after", async ({
  page,
  aws,
  newKey,
}) => {
  const other = { ...aws, s3: openOther() };
  const bucket = `e2e-${randomUUID()}`;
  const key = await newKey();
  await createBucket(other, bucket);
  try {
    await page.goto(`/buckets/${bucket}/encryption`);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, key.alias);
    const asShown = await commandsUnder(page, "What will be sent").innerText();
    expect(asShown).not.toContain("owner");
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    expect(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);
  } finally {
    await discardBucket(other, bucket);
  }
});

test("an upload and a new bucket name the owner, as they were shown to", async ({ page, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("owned.txt", "owned")]);
  await expect(commandsUnder(page, "Will be sent")).toContainText(OWNER);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "owned.txt")).toContainText("DSSE-KMS");

  await page.goto("/buckets/new");
  await page.getByLabel("Name", { exact: true }).fill("owned-by-nobody-yet");
  await page.getByRole("radio", { name: "SSE-S3", exact: true }).check();
  const lines = (await commandsUnder(page, "What will be sent").innerText()).split("aws s3api ").slice(1);
  expect(lines.map((line) => [line.split(" ")[0], line.includes(OWNER)])).toEqual([
    ["create-bucket", false],
    ["put-bucket-encryption", true],
    ["put-public-access-block", true],
    ["put-bucket-versioning", true],
  ]);
});
