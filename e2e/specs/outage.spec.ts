import type { IncomingMessage } from "node:http";
import { startEmulator } from "../../scripts/emulator.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { openAws } from "../fixtures/aws.ts";
import { createBucket, listUploads, listVersions, putObject, readRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openBlackHole, openFalling } from "../fixtures/endpoints.ts";
import { setting } from "../fixtures/environment.ts";
import { alertWith, chooseFiles, pickKey, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const MEBIBYTE = 1024 * 1024;

test("an endpoint that goes away is said to be unreachable, and works again when it is back", async ({
  newConsole,
  newBrowser,
}) => {
  test.slow();
  const port = await freePort();
  let emulator = await startEmulator({ port });
  try {
    await createBucket(openAws(emulator.endpoint), "here-before");
    const own = await newConsole(emulator.endpoint);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/buckets`);
    await expect(page.getByRole("link", { name: "here-before" })).toBeVisible();

    await emulator.stop();
    await page.reload();
    await expect(page.getByText("The buckets could not be listed")).toBeVisible({ timeout: 15_000 });
    await expect(
      page.getByText("Check that the endpoint is running and reachable, then try again.").first(),
    ).toBeVisible();
    await expect(page.getByRole("link", { name: "Try again" }).first()).toBeVisible();
    await page.goto(`${own.url}/buckets/here-before`);
    await expect(page.getByText("The objects could not be listed")).toBeVisible({ timeout: 15_000 });
    await page.goto(`${own.url}/keys`);
    await expect(page.getByText("The keys of eu-central-1 are not known")).toBeVisible({ timeout: 15_000 });

    emulator = await startEmulator({ port });
    await createBucket(openAws(emulator.endpoint), "here-again");
    await page.getByRole("link", { name: "Try again" }).first().click();
    await expect(page.getByText("No customer managed key in eu-central-1 yet")).toBeVisible();
    await page.getByRole("link", { name: "Buckets", exact: true }).click();
    await expect(page.getByRole("link", { name: "here-again" })).toBeVisible();
  } finally {
    await emulator.stop();
  }
});

test("an upload, a change and a download during which AWS goes away end, and claim nothing", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 50\d/);
  const [key, bucket] = [await newKey(), await newBucket()];
  const before = await readRule(aws, bucket);
  await putObject(aws, { Bucket: bucket, Key: "stored.bin", Body: Buffer.alloc(MEBIBYTE, "x") });
  let falls: (request: IncomingMessage) => "request" | "answer" | null = () => null;
  const falling = await openFalling(setting("AWS_ENDPOINT_URL"), (request) => falls(request));
  const rise = () => {
    falls = () => null;
    falling.rise();
  };
  try {
    const own = await newConsole(falling.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);

    await page.goto(`${own.url}/buckets/${bucket}`);
    await chooseFiles(page, [{ ...textFile("large.bin", ""), buffer: Buffer.alloc(12 * MEBIBYTE, "y") }]);
    falls = ({ url }) => (url?.includes("partNumber=2") ? "request" : null);
    await page.getByRole("button", { name: "Upload 1 file" }).click();
    const alert = uploadOf(page, "large.bin").getByRole("alert");
    await expect(alert).toContainText("Not stored");
    await expect(alert).toContainText("Check that the endpoint is running and reachable, then try again.");
    // What could not be cleared away is not said to be gone.
    await expect(alert).toContainText("Its parts are still there");
    expect((await listVersions(aws, bucket)).versions.map(({ Key }) => Key)).toEqual(["stored.bin"]);
    expect(await listUploads(aws, bucket)).toHaveLength(1);

    rise();
    await page.goto(`${own.url}/buckets/${bucket}/encryption`);
    await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
    await pickKey(page, key.alias);
    falls = () => "request";
    await page.getByRole("button", { name: "Set the default" }).click();
    await expect(alertWith(page, "The default was not changed")).toBeVisible({ timeout: 20_000 });
    expect(await readRule(aws, bucket)).toEqual(before);

    rise();
    await page.goto(`${own.url}/buckets/${bucket}/object?key=stored.bin`);
    falls = ({ method, url }) => (method === "GET" && url?.includes("/stored.bin") ? "answer" : null);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download", exact: true }).first().click();
    const download = await downloading;
    falling.cut();
    // A browser keeps no file of a download that ends before its end.
    expect(await download.failure()).not.toBeNull();
  } finally {
    await falling.close();
  }
});

test("an endpoint that never answers is named within 15 seconds, while the page can be used", async ({
  newConsole,
  newBrowser,
}) => {
  const hole = await openBlackHole();
  try {
    const own = await newConsole(hole.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    const since = Date.now();
    // Not goto, which waits until all controls answer: those of the bar wait for AWS to say who one is.
    await page.evaluate((url) => location.assign(url), `${own.url}/buckets`);
    await page.getByRole("searchbox", { name: "Names that contain" }).fill("typed meanwhile");
    await expect(page.getByText("The buckets could not be listed")).toBeVisible({ timeout: 20_000 });
    expect(Date.now() - since).toBeLessThan(15_000);
    await expect(page.getByText("NoAnswer").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Try again" }).first()).toBeVisible();
    await page.getByRole("link", { name: "Create bucket" }).click();
    await expect(page.getByRole("heading", { name: "Create bucket" })).toBeVisible();
  } finally {
    await hole.close();
  }
});
