import { GetBucketPolicyCommand, GetBucketVersioningCommand, PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import { readFile } from "node:fs/promises";
import { dsse, readRule, refuse } from "../fixtures/buckets.ts";
import { pickKey } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a bucket as it is can be saved as Terraform, CloudFormation and a script", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn), versioned: true });
  await aws.s3.send(
    new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet: [{ Key: "team", Value: "records" }] } }),
  );
  await page.goto(`/buckets/${bucket}`);
  await page.getByRole("link", { name: "As code" }).click();
  await expect(page.getByLabel("Terraform file", { exact: true })).toContainText(`id = "${bucket}@eu-central-1"`);
  await page.screenshot({ path: "test-results/as-code.png", fullPage: true });
  const wanted = {
    ".tf": [`kms_master_key_id = "${key.arn}"`, '"team" = "records"', "aws_s3_bucket_versioning"],
    ".yaml": ["AWS::S3::Bucket", `KMSMasterKeyID: "${key.arn}"`, 'Status: "Enabled"'],
    ".sh": ["aws s3api create-bucket", "aws s3api put-bucket-tagging", key.arn],
  };
  for (const [ending, texts] of Object.entries(wanted)) {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: `Save as ${ending}` }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe(`${bucket}${ending}`);
    const text = await readFile(await download.path(), "utf8");
    for (const one of texts) expect(text).toContain(one);
    expect(text).toContain("Not looked at, so missing here if it is set:");
  }
});

test("what may not be read is said in its place in every language", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  await refuse(aws, bucket, "s3:GetBucketVersioning", "s3:GetBucketCORS");
  await page.goto(`/buckets/${bucket}/code`);
  await expect(
    page.getByText("Versioning (a policy denies s3:GetBucketVersioning), CORS (a policy denies s3:GetBucketCORS)"),
  ).toBeVisible();
  for (const label of ["Terraform file", "CloudFormation template", "AWS CLI script"]) {
    const code = page.getByLabel(label, { exact: true });
    await expect(code).toContainText(
      "# Versioning: not read (a policy denies s3:GetBucketVersioning). It is missing here, not off.",
    );
    await expect(code).toContainText("# CORS: not read (a policy denies s3:GetBucketCORS).");
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: "test-results/as-code-360-dark.png", fullPage: true });
});

test("as it should be, the code names the key that was chosen, and showing it changes nothing", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:DeleteObjectVersion");
  await page.goto(`/buckets/${bucket}/code`);
  await page.getByRole("link", { name: "As it should be" }).click();
  await expect(page.getByRole("button", { name: "Show the code for this key" })).toBeDisabled();
  await pickKey(page, key.alias);
  await page.getByRole("button", { name: "Show the code for this key" }).click();
  const script = page.getByLabel("AWS CLI script", { exact: true });
  for (const operation of ["encryption", "versioning", "policy"]) {
    await expect(script).toContainText(`aws s3api put-bucket-${operation}`);
  }
  await expect(script).not.toContainText("create-bucket");
  await expect(script).toContainText(key.arn);
  await expect(script).toContainText("TestRefusal");
  await page.screenshot({ path: "test-results/as-code-should-be.png", fullPage: true });
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  expect((await aws.s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status).toBeUndefined();
  expect((await aws.s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy).not.toContain("DenyExplicit");
});

test("a key of another Region shows no code", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  const far = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-4333-8444-555555555555";
  await page.goto(`/buckets/${bucket}/code?as=should-be&key=${encodeURIComponent(far)}`);
  await expect(page.getByText("It is in us-east-1, the bucket in eu-central-1.")).toBeVisible();
  await expect(page.getByLabel("Terraform file", { exact: true })).toHaveCount(0);
});
