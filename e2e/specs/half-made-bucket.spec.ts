import { readRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openRefusing } from "../fixtures/endpoints.ts";
import { setting } from "../fixtures/environment.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, commandsUnder, pickKey } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a bucket made by halves shows the commands that finish it, and leads to where the rest is set", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  bucketName,
}) => {
  const key = await newKey();
  const refusing = await openRefusing(
    setting("AWS_ENDPOINT_URL"),
    ({ method, url = "" }) => method === "PUT" && url.includes("publicAccessBlock"),
  );
  try {
    const own = await newConsole(refusing.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/buckets/new`);
    await page.getByLabel("Name").fill(bucketName);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, key.alias);
    await page.getByRole("button", { name: "Create bucket" }).click();

    await expect(alertWith(page, "The bucket was made, but not completed")).toContainText("Block Public Access");
    expect((await readRule(aws, bucketName)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
    const rest = commandsUnder(page, "To finish it");
    await expect(rest).toContainText("put-public-access-block");
    await expect(rest).toContainText("put-bucket-versioning");
    await expect(rest).not.toContainText("put-bucket-encryption");
    await expect(page.getByRole("button", { name: "Create bucket" })).toHaveCount(0);
    await page.screenshot({ path: "test-results/half-made-bucket.png", fullPage: true });
    await page.getByRole("link", { name: "Block public access" }).click();
    await expect(page).toHaveURL(`${own.url}/buckets/${bucketName}/settings#access`);
    await expect(page.getByRole("heading", { level: 1, name: bucketName })).toBeVisible();
  } finally {
    await refusing.close();
  }
});

test("a bucket whose answer is lost, and that cannot be looked for, may exist", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  bucketName,
}) => {
  test.slow();
  const key = await newKey();
  let asked = false;
  const lossy = await openLossy(({ method, url = "" }) => {
    const isBucket = url.replace(/[?/]*$/, "").endsWith(bucketName);
    asked ||= isBucket && method === "PUT";
    return asked && isBucket;
  });
  try {
    const own = await newConsole(lossy.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/buckets/new`);
    await page.getByLabel("Name").fill(bucketName);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, key.alias);
    await page.getByRole("button", { name: "Create bucket" }).click();
    await expect(alertWith(page, "Not known whether the bucket was made")).toContainText("It may have been done", {
      timeout: 30_000,
    });
    await expect(page.getByRole("link", { name: `See whether ${bucketName} exists` })).toBeVisible();
    // What the console could not know: it does exist.
    await readRule(aws, bucketName);
  } finally {
    await lossy.close();
  }
});
