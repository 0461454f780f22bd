import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import { createHash, randomUUID } from "node:crypto";
import { discardKey, readKey } from "../fixtures/aws.ts";
import { dsse, listVersions, putObject, readRule, refuse, setRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const STEPS = [
  "A key of your own",
  "A bucket whose default is DSSE-KMS",
  "An upload under both layers",
  "A download that is the same, byte for byte",
];

/** What the page says of each of the four steps. */
async function expectSteps(page: Page, words: ("Done" | "Now" | "Later")[]): Promise<void> {
  const titles = words.map((word, index) => `${STEPS[index]} · ${word}`);
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(titles);
}

test("the four steps are done in place, and each is ticked by what AWS reads back", async ({
  page,
  aws,
  bucketName: bucket,
}) => {
  const alias = `alias/e2e/${randomUUID()}`;
  await page.goto("/?first-run=1");
  await expectSteps(page, ["Now", "Later", "Later", "Later"]);

  await page.getByLabel("Alias").fill(alias);
  await page.getByLabel("Rotation, in days").fill("120");
  await expect(commandsUnder(page, "Will be sent")).toContainText("--rotation-period-in-days 120");
  await page.getByRole("button", { name: "Create the key" }).click();
  await expectSteps(page, ["Done", "Now", "Later", "Later"]);
  const key = await readKey(aws, alias);
  const arn = key.metadata?.Arn ?? "";
  try {
    expect(key.rotation).toEqual({ on: true, periodDays: 120 });

    await page.getByLabel("Name").fill(bucket);
    await page.getByRole("button", { name: "Create the bucket" }).click();
    await expectSteps(page, ["Done", "Done", "Now", "Later"]);
    expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: "aws:kms:dsse",
      KMSMasterKeyID: arn,
    });

    await page.getByRole("button", { name: "Upload it" }).click();
    await expectSteps(page, ["Done", "Done", "Done", "Now"]);
    const [stored] = (await listVersions(aws, bucket)).versions;
    expect(stored?.Key).toMatch(/^first-run\/hello-.*\.txt$/);
    const object = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: stored?.Key }));
    expect(object).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: arn });

    await page.getByRole("button", { name: "Download and compare" }).click();
    await expectSteps(page, ["Done", "Done", "Done", "Done"]);
    const sha256 = createHash("sha256")
      .update((await object.Body?.transformToByteArray()) ?? "")
      .digest("hex");
    await expect(page.getByText(sha256, { exact: true })).toHaveCount(2);

    // The address keeps the place, not the ticks: those are read anew.
    await page.reload();
    await expectSteps(page, ["Done", "Done", "Done", "Now"]);
    await putObject(aws, { Bucket: bucket, Key: stored?.Key, Body: "other bytes" });
    await page.getByRole("button", { name: "Download and compare" }).click();
    await expect(page.getByText("Other bytes than were uploaded")).toBeVisible();
    await expectSteps(page, ["Done", "Done", "Done", "Now"]);
    await putObject(aws, { Bucket: bucket, Key: stored?.Key, Body: "one layer", ServerSideEncryption: "AES256" });
    await page.reload();
    await expectSteps(page, ["Done", "Done", "Now", "Later"]);
    await expect(page.getByText("S3 says that it is under another encryption or key")).toBeVisible();
    await setRule(aws, bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } });
    await page.reload();
    await expectSteps(page, ["Done", "Now", "Later", "Later"]);
    await expect(page.getByText("Its default is another")).toBeVisible();
  } finally {
    await discardKey(aws, { arn, alias });
  }
});

test("an account with nothing in it begins with the four steps unasked, and shows the overview to who wants it", async ({
  newConsole,
  newBrowser,
}) => {
  // LocalStack takes an access key of twelve digits for an account of its own.
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { AWS_ACCESS_KEY_ID: "222222222222" });
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  await expect(page).toHaveURL(`${own.url}/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Put the first object under two layers");
  await expect(page.getByText("No bucket has DSSE-KMS as its default yet.")).toBeVisible();
  await expectSteps(page, ["Now", "Later", "Later", "Later"]);
  await page.getByRole("link", { name: "Show the overview" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
  await expect(page.getByText("This account has no buckets")).toBeVisible();
});

test("a key and a bucket that exist are taken instead of new ones", async ({ page, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto("/?first-run=1");
  await page.getByLabel("Or take a key that exists").selectOption(key.arn);
  await page.getByRole("button", { name: "Take it" }).click();
  await expectSteps(page, ["Done", "Now", "Later", "Later"]);
  await page.getByLabel("Or take a bucket whose default is DSSE-KMS").selectOption(bucket);
  await page.getByRole("button", { name: "Take it" }).click();
  await expectSteps(page, ["Done", "Done", "Now", "Later"]);
});

test("a bucket that refuses what is uploaded into it says so before one tries", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await refuse(aws, bucket, "s3:PutObject");
  await page.goto(`/?first-run=1&${new URLSearchParams({ key: key.arn, bucket })}`);
  await expectSteps(page, ["Done", "Done", "Now", "Later"]);
  await expect(page.getByText("What is uploaded into it is refused")).toBeVisible();
  await expect(page.getByText("Its policy’s statement TestRefusal refuses uploads")).toBeVisible();
  await expect(page.getByText("Or take a bucket whose default is DSSE-KMS")).toBeVisible();
});
