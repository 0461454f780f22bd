import { randomBytes } from "node:crypto";
import { readRotation } from "../fixtures/aws.ts";
import { headObject, readRule } from "../fixtures/buckets.ts";
import { fillIn, openConsole, type OwnConsole, signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, chooseFiles, pickKey, rowWith, setUploadSpeed, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

let own: OwnConsole;

test.beforeAll(async () => {
  own = await openConsole(setting("AWS_ENDPOINT_URL"));
});

test.afterAll(() => own.stop());

test("a form whose session ended in another tab leads to the sign-in page and changes nothing", async ({
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey(200);
  const bucket = await newBucket();
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  await page.goto(`${own.url}/keys/${key.id}?tab=rotation`);
  await page.getByLabel("Period in days").fill("300");
  const second = await page.context().newPage();
  await second.goto(`${own.url}/buckets/${bucket}/encryption`);
  await second.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await pickKey(second, key.alias);

  const other = await page.context().newPage();
  await other.goto(`${own.url}/keys`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(`${own.url}/sign-in`);

  await page.getByRole("button", { name: "Change the period" }).click();
  await expect(page).toHaveURL(`${own.url}/sign-in?from=%2Fkeys%2F${key.id}%3Ftab%3Drotation`);
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 200 });
  await second.getByRole("button", { name: "Set the default" }).click();
  await expect(second).toHaveURL(/\/sign-in\?from=%2Fbuckets%2F/);
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");

  await fillIn(second, "admin", own.password);
  await expect(second).toHaveURL(`${own.url}/buckets/${bucket}/encryption`);
  await page.reload();
  await expect(page).toHaveURL(`${own.url}/keys/${key.id}?tab=rotation`);
});

test("an upload whose session ended in another tab is not stored and says so", async ({
  newBrowser,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 401/);
  const bucket = await newBucket();
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  await page.goto(`${own.url}/buckets/${bucket}`);
  await chooseFiles(page, [textFile("a.txt", "bytes")]);
  const other = await page.context().newPage();
  await other.goto(`${own.url}/buckets`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(`${own.url}/sign-in`);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  const alert = page.getByRole("region", { name: "Upload" }).getByRole("alert");
  await expect(alert).toContainText("Your session has ended. Sign in again; nothing was stored.");
});

const BYTES = 2 * 1024 * 1024;

test("an upload whose session ends while it is on its way keeps its row, stored, and says to sign in again", async ({
  newBrowser,
  aws,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 401/);
  const bucket = await newBucket();
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  await page.goto(`${own.url}/buckets/${bucket}`);
  // Sixteen seconds: long enough to sign out meanwhile.
  await setUploadSpeed(page, BYTES / 16);
  await chooseFiles(page, [{ name: "slow.bin", mimeType: "", buffer: randomBytes(BYTES) }]);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "slow.bin").getByRole("progressbar")).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`${own.url}/buckets`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(`${own.url}/sign-in`);

  await expect(alertWith(page, "Your session has ended")).toBeVisible({ timeout: 60_000 });
  await expect(uploadOf(page, "slow.bin").getByRole("status")).toContainText("Stored and read back");
  await expect(page).toHaveURL(`${own.url}/buckets/${bucket}`);
  expect((await headObject(aws, bucket, "slow.bin")).ContentLength).toBe(BYTES);
  await page.screenshot({ path: "test-results/ended-while-sending.png", fullPage: true });

  const again = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Sign in again in another tab" }).click();
  await fillIn(await again, "admin", own.password);
  await (await again).getByRole("button", { name: "Sign out" }).waitFor();
  await page.getByRole("button", { name: "I have signed in" }).click();
  await expect(rowWith(page, "slow.bin")).toBeVisible();
  await expect(uploadOf(page, "slow.bin").getByRole("status")).toContainText("Stored and read back");
  await expect(alertWith(page, "Your session has ended")).toHaveCount(0);
});
