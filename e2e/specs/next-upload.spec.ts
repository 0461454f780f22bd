import { DisableKeyCommand } from "@aws-sdk/client-kms";
import { PutObjectLockConfigurationCommand } from "@aws-sdk/client-s3";
import { expect as expectThat, type Locator, type Page } from "@playwright/test";
import { dsse, listUploads, listVersions, refuse } from "../fixtures/buckets.ts";
import { alertWith } from "../fixtures/page.ts";
import { setPolicy } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

function row(page: Page, asks: string): Locator {
  const table = page.getByRole("region", { name: "What the next upload gets", exact: true });
  return table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: asks, exact: true }) });
}

async function sendProbes(page: Page, bucket: string): Promise<void> {
  await page.getByRole("button", { name: "Verify by sending…" }).click();
  const send = page.getByRole("button", { name: /^Send \d+ uploads$/ });
  await expectThat(send).toBeDisabled();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await send.click();
}

function demandOf(bucket: string, Condition: object) {
  return {
    Sid: "Own",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition,
  };
}

const SSE = "s3:x-amz-server-side-encryption";

test("what the table says of every kind of upload is what AWS does, and nothing of it stays", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn), versioned: true });
  await setPolicy(aws, bucket, demandOf(bucket, { StringEquals: { [SSE]: ["AES256", "aws:kms"] } }));
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "nothing")).toContainText("DSSE-KMS");
  await expect(row(page, "DSSE-KMS, no key")).toContainText("AWS’s own key, aws/s3");
  await expect(row(page, "SSE-S3")).toContainText("Refused by statement Own");
  await expect(row(page, "SSE-KMS, no key")).toContainText("Refused by statement Own");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "uploads went as computed, none otherwise")).toContainText(
    "Everything was removed again",
  );
  const sent = page.getByRole("region", { name: "The uploads as they were sent" });
  await expect(sent.getByRole("row").filter({ hasText: "SSE-S3" }).first()).toContainText("Refused with AccessDenied");
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
  expect(await listUploads(aws, bucket)).toEqual([]);
});

test("a statement that demands the header leaves open how AWS judges the parts of an upload", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await setPolicy(aws, bucket, demandOf(bucket, { StringNotEquals: { [SSE]: "aws:kms:dsse" } }));
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "nothing")).toContainText("Refused by statement Own");
  await expect(row(page, "DSSE-KMS, the default’s key")).toContainText("AWS does not document it");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "none otherwise")).toBeVisible();
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
});

test("a key that is disabled fails what would use it, and the probes say the same", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "nothing")).toContainText("the key cannot be used");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "none otherwise")).toBeVisible();
});

test("what cannot be removed is said loudly, by its name", async ({ page, aws, newKey, newBucket }) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await refuse(aws, bucket, "s3:DeleteObject", "s3:DeleteObjectVersion");
  await page.goto(`/buckets/${bucket}/encryption`);
  await sendProbes(page, bucket);
  await expect(alertWith(page, "Not everything could be removed")).toContainText(".twofold-probe/");
  expect((await listVersions(aws, bucket)).versions.length).toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByText("An earlier run left something in this bucket")).toBeVisible();
});

test("a refused upload is an answer: nothing is stored where the sender may not write", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await refuse(aws, bucket, "s3:PutObject");
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "nothing")).toContainText("Refused by statement TestRefusal");
  await sendProbes(page, bucket);
  await expect(alertWith(page, "none otherwise")).toBeVisible();
  await expect(page.getByText("nothing was stored to be copied").first()).toBeVisible();
  expect(await listVersions(aws, bucket)).toEqual({ versions: [], markers: [] });
});

test("where Object Lock would hold them, or where that is not known, nothing is offered to be sent", async ({
  page,
  aws,
  newBucket,
}) => {
  const [held, hidden] = [await newBucket({ versioned: true }), await newBucket()];
  await aws.s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: held,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
      },
    }),
  );
  await refuse(aws, hidden, "s3:GetBucketObjectLockConfiguration");
  await page.goto(`/buckets/${held}/encryption`);
  await expect(page.getByText("Object Lock holds every new object here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Verify by sending…" })).toHaveCount(0);
  await page.goto(`/buckets/${hidden}/encryption`);
  await expect(page.getByText("a policy denies s3:GetBucketObjectLockConfiguration")).toBeVisible();
  await expect(page.getByRole("button", { name: "Verify by sending…" })).toHaveCount(0);
});

test("a policy that may not be read leaves every answer open that it could decide", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:GetBucketPolicy");
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(row(page, "SSE-S3")).toContainText("a policy denies s3:GetBucketPolicy");
  await expect(row(page, "SSE-S3")).toContainText("Not known");
});
