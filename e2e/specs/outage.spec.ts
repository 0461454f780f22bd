import { startEmulator } from "../../scripts/emulator.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { openAws } from "../fixtures/aws.ts";
import { createBucket } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openBlackHole } from "../fixtures/endpoints.ts";
import { expect, test } from "../fixtures/test.ts";

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
