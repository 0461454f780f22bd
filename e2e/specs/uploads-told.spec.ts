import { expect as expectThat, type Locator, type Page } from "@playwright/test";
import { dsse, listUploads, listVersions } from "../fixtures/buckets.ts";
import { addStatement } from "../fixtures/key-policy.ts";
import { alertWith } from "../fixtures/page.ts";
import { setPolicy } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

function row(page: Page, asks: string): Locator {
  const table = page.getByRole("region", { name: "What the next upload gets", exact: true });
  return table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: asks, exact: true }) });
}

function sentRows(page: Page, asks: string): Locator {
  const table = page.getByRole("region", { name: "The uploads as they were sent" });
  return table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: asks, exact: true }) });
}

async function sendProbes(page: Page, bucket: string): Promise<void> {
  await page.getByRole("button", { name: "Verify by sending…" }).click();
  const send = page.getByRole("button", { name: /^Send \d+ uploads$/ });
  await expectThat(send).toBeDisabled();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await send.click();
}

test("a statement that demands an ACL leaves every upload open, and refuses what is sent without one, as computed", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await setPolicy(aws, bucket, {
    Sid: "OwnerFullControl",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringNotEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
  });
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByText("get two layers, where the policy lets them through.")).toBeVisible();
  await page.goto(`/buckets/${bucket}/encryption`);
  for (const asks of ["nothing", "DSSE-KMS, the default’s key", "SSE-S3"]) {
    await expect(row(page, asks)).toContainText("unless OwnerFullControl refuses it");
  }
  await expect(page.getByText("an upload may also be refused by OwnerFullControl")).toContainText("s3:x-amz-acl");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "18 of 27 uploads went as computed, none otherwise")).toBeVisible();
  await expect(sentRows(page, "nothing").first()).toContainText("Refused by statement OwnerFullControl");
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
});

test("a key that nobody may decrypt with takes uploads whole and none in parts, and the probes say the same", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn), versioned: true });
  await addStatement(aws, key.arn, {
    Sid: "NobodyReads",
    Effect: "Deny",
    Principal: "*",
    Action: "kms:Decrypt",
    Resource: "*",
  });
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByText("Uploads in parts under its key fail.")).toBeVisible();
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "nothing")).toContainText("by its statement NobodyReads");
  await expect(row(page, "SSE-S3")).toContainText("Copy:");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "uploads went as computed, none otherwise")).toBeVisible();
  await expect(sentRows(page, "nothing").filter({ hasText: "In parts" })).toContainText("Refused with AccessDenied");
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
  expect(await listUploads(aws, bucket)).toEqual([]);
});

test("SSE-KMS that is asked for goes through the bucket key that the bucket gives, and of copies it is not known", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({
    rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key.arn },
      BucketKeyEnabled: true,
      BlockedEncryptionTypes: { EncryptionType: ["NONE"] },
    },
  });
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "SSE-KMS, the default’s key")).toContainText("bucket key not known");
  await expect(row(page, "DSSE-KMS, the default’s key")).not.toContainText("bucket key");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "27 of 27 uploads went as computed, none otherwise")).toBeVisible();
  await expect(sentRows(page, "SSE-KMS, the default’s key").first()).toContainText(/bucket key.*bucket key/);
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
});
