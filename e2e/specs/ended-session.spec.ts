import { readRotation } from "../fixtures/aws.ts";
import { readRule } from "../fixtures/buckets.ts";
import { openConsole, type OwnConsole, signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { chooseFiles, pickKey, textFile } from "../fixtures/page.ts";
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
  await expect(page).toHaveURL(`${own.url}/sign-in`);
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 200 });
  await second.getByRole("button", { name: "Set the default" }).click();
  await expect(second).toHaveURL(`${own.url}/sign-in`);
  expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
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
