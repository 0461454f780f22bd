import { PutBucketLoggingCommand, PutBucketReplicationCommand } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import type { Aws } from "../fixtures/aws.ts";
import { dsse, readRule, refuse } from "../fixtures/buckets.ts";
import { alertWith, pickKey } from "../fixtures/page.ts";
import { readPolicyOf, setPolicy } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

const ROLE = "arn:aws:iam::000000000000:role/replication";

async function logTo(aws: Aws, source: string, TargetBucket: string): Promise<void> {
  const BucketLoggingStatus = { LoggingEnabled: { TargetBucket, TargetPrefix: "" } };
  await aws.s3.send(new PutBucketLoggingCommand({ Bucket: source, BucketLoggingStatus }));
}

/** Copies new objects, and leaves out those under a KMS key, as S3 does where nothing else is said. */
async function replicateTo(aws: Aws, source: string, target: string): Promise<void> {
  const rule = {
    ID: "ship",
    Priority: 1,
    Status: "Enabled" as const,
    Filter: {},
    DeleteMarkerReplication: { Status: "Disabled" as const },
    Destination: { Bucket: `arn:aws:s3:::${target}` },
  };
  const ReplicationConfiguration = { Role: ROLE, Rules: [rule] };
  await aws.s3.send(new PutBucketReplicationCommand({ Bucket: source, ReplicationConfiguration }));
}

/** Refuses uploads that name another key than this one. */
function onlyWith(bucket: string, keyArn: string) {
  return {
    Sid: "OnlyThisKey",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: {
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
      Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
    },
  };
}

async function chooseDsse(page: Page, bucket: string, alias: string): Promise<void> {
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await pickKey(page, alias);
}

test("what a new default breaks is told before it is set, and takes the bucket's name", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, old] = [await newKey(), await newKey()];
  const [target, source, demanding] = [
    await newBucket({ versioned: true }),
    await newBucket({ versioned: true }),
    await newBucket({ rule: dsse(old.arn) }),
  ];
  await logTo(aws, source, target);
  await replicateTo(aws, target, source);
  await setPolicy(aws, demanding, onlyWith(demanding, old.arn));

  await chooseDsse(page, demanding, key.alias);
  await expect(page.getByText("OnlyThisKey of the policy refuses uploads that ask for this default")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set the default" })).toBeDisabled();
  expect((await readRule(aws, demanding)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(old.arn);

  await chooseDsse(page, target, key.alias);
  await expect(page.getByText("Under this default something breaks")).toBeVisible();
  await expect(page.getByText(`The access log of ${source} goes here.`)).toBeVisible();
  await expect(page.getByText(`no longer copied to ${source}: the replication rule ship`)).toBeVisible();
  const set = page.getByRole("button", { name: "Set the default" });
  await expect(set).toBeDisabled();
  await page.screenshot({ path: "test-results/default-harm.png", fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: "test-results/default-harm-360-dark.png", fullPage: true });
  expect((await readRule(aws, target)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");

  await page.getByLabel(`Type ${target} to confirm`).fill(target);
  await set.click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  expect((await readRule(aws, target)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
});

test("what begins to matter after the form was opened is found when it is sent", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const [target, source] = [await newBucket(), await newBucket()];
  await chooseDsse(page, target, key.alias);
  await logTo(aws, source, target);
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, `The access log of ${source} goes here.`)).toContainText("Nothing was changed.");
  expect((await readRule(aws, target)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
});

test("many are given a default without those under which it breaks something, each with what breaks", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, old] = [await newKey(), await newKey()];
  const [plain, target, copied, demanding] = [
    await newBucket({ versioned: true }),
    await newBucket(),
    await newBucket({ versioned: true }),
    await newBucket({ rule: dsse(old.arn) }),
  ];
  await logTo(aws, plain, target);
  await replicateTo(aws, copied, plain);
  await setPolicy(aws, demanding, onlyWith(demanding, old.arn));
  const left = [target, copied, demanding];
  const before = await Promise.all(left.map((bucket) => readRule(aws, bucket)));
  const policy = await readPolicyOf(aws, demanding);

  await page.goto(
    `/buckets/bulk?select=${[plain, ...left].join("*")}&change=default&key=${encodeURIComponent(key.arn)}`,
  );
  await expect(page.getByText("1 bucket changes, 3 stay as they are.")).toBeVisible();
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row(target)).toContainText(`The access log of ${plain} goes here.`);
  await expect(row(copied)).toContainText(`no longer copied to ${plain}: the replication rule ship`);
  await expect(row(demanding)).toContainText("OnlyThisKey of the policy refuses uploads that ask for this default");
  await page.screenshot({ path: "test-results/bulk-harm.png", fullPage: true });
  await page.getByRole("button", { name: "Set DSSE-KMS on 1 bucket" }).click();
  await expect(alertWith(page, "Every bucket is as asked, as AWS reads it back")).toBeVisible();
  expect((await readRule(aws, plain)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
  expect(await Promise.all(left.map((bucket) => readRule(aws, bucket)))).toEqual(before);
  expect(await readPolicyOf(aws, demanding)).toEqual(policy);
});

test("what may not be read of what breaks is said to be not known, and nothing is called harmless", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:GetReplicationConfiguration", "s3:GetBucketPolicy");
  await page.goto(`/buckets/bulk?select=${bucket}&change=default&key=${encodeURIComponent(key.arn)}`);
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: bucket }) });
  await expect(row).toContainText("not known: a policy denies s3:GetReplicationConfiguration");
  await expect(row).toContainText("not known: a policy denies s3:GetBucketPolicy");
  await page.screenshot({ path: "test-results/bulk-harm-not-known.png", fullPage: true });
  await chooseDsse(page, bucket, key.alias);
  await expect(page.getByText("Not known of this default")).toBeVisible();
  await expect(page.getByText("not known: a policy denies s3:GetReplicationConfiguration")).toBeVisible();
  await expect(page.getByText("Whether the policy refuses this default is not known")).toBeVisible();
  await page.screenshot({ path: "test-results/default-harm-not-known.png", fullPage: true });
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  await expect(page.getByText("Not known of this default")).toHaveCount(0);
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
});

test("a demand that changes its key alone is seen to, and fits a narrow page", async ({ page, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/buckets/bulk?select=${bucket}&change=dsse-strict`);
  const send = page.getByRole("button", { name: "Enforce DSSE-KMS, header required, on 1 bucket" });
  await expect(send).toBeVisible();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: bucket }) });
  await expect(row).toContainText(key.alias);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await send.scrollIntoViewIfNeeded();
  await page.screenshot({ path: "test-results/bulk-strict-360.png" });
  await send.click();
  await expect(row).toContainText(`AWS reads back: DSSE-KMS demanded, header required, with ${key.arn}`);
});
