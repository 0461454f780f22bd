import type { Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { headObject, listUploads, listVersions } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { chooseFiles, setUploadSpeed, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const BYTES = 4 * 1024 * 1024;
const SLOW_BYTES_PER_SECOND = 128 * 1024;

/** Comes from the list of buckets, as a person does, and has a file on its way for many seconds. */
async function startUpload(page: Page, bucket: string, bytes = BYTES): Promise<void> {
  await page.goto(`/buckets?q=${bucket}`);
  await page.getByRole("link", { name: bucket }).click();
  await expect(page.getByRole("heading", { level: 1, name: bucket })).toBeVisible();
  await setUploadSpeed(page, SLOW_BYTES_PER_SECOND);
  await chooseFiles(page, [{ name: "slow.bin", mimeType: "", buffer: randomBytes(bytes) }]);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "slow.bin").getByRole("progressbar")).toBeVisible();
}

/** Signs in anew: the session that all tests share must not end with this one's. */
async function takeOwnSession(page: Page): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, setting("TWOFOLD_E2E_PASSWORD"));
}

const question = (page: Page) => page.getByRole("dialog", { name: "Leave while files are being sent?" });

const WAYS: { way: string; leave: (page: Page) => Promise<unknown>; to: RegExp }[] = [
  {
    way: "a link",
    leave: (page) => page.getByRole("navigation").getByRole("link", { name: "Keys" }).click(),
    to: /\/keys$/,
  },
  { way: "Back", leave: (page) => page.evaluate(() => window.history.back()), to: /\/buckets\?q=/ },
  {
    way: "the palette",
    leave: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "A page, bucket or key" }).fill("Create a key");
      await page.keyboard.press("Enter");
    },
    to: /\/keys\/new$/,
  },
  {
    way: "g and a letter",
    leave: async (page) => {
      await page.keyboard.press("g");
      await page.keyboard.press("k");
    },
    to: /\/keys$/,
  },
  {
    way: "signing out",
    leave: (page) => page.getByRole("button", { name: "Sign out" }).click(),
    to: /\/sign-in$/,
  },
];

for (const { way, leave, to } of WAYS) {
  test(`by ${way} one leaves an upload only after saying so`, async ({ page, aws, newBucket }) => {
    const bucket = await newBucket();
    if (way === "signing out") await takeOwnSession(page);
    await startUpload(page, bucket);
    // Twice, the second time without a click in between: a browser lets a page prevent only one Back in a row.
    for (const how of ["Stay", "Escape"]) {
      await leave(page);
      await expect(question(page)).toContainText("1 file is on the way");
      if (how === "Stay") await question(page).getByRole("button", { name: how }).click();
      else await page.keyboard.press(how);
      await expect(question(page)).toHaveCount(0);
      await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}$`));
      await expect(uploadOf(page, "slow.bin").getByRole("progressbar")).toBeVisible();
    }
    await leave(page);
    await question(page).getByRole("button", { name: "Cancel the upload and leave" }).click();
    await expect(page).toHaveURL(to);
    await expect.poll(() => listUploads(aws, bucket)).toEqual([]);
    expect((await listVersions(aws, bucket)).versions).toEqual([]);
  });
}

test("who stays sees the file stored, and leaves without being asked", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  // What is on its way stays as slow as it began, so this one is small enough to wait for.
  const bytes = BYTES / 2;
  await startUpload(page, bucket, bytes);
  await page.evaluate(() => window.history.back());
  await question(page).getByRole("button", { name: "Stay" }).click();
  await expect(uploadOf(page, "slow.bin").getByRole("status")).toContainText("Stored and read back", {
    timeout: 60_000,
  });
  expect((await headObject(aws, bucket, "slow.bin")).ContentLength).toBe(bytes);
  await page.evaluate(() => window.history.back());
  await expect(page).toHaveURL(/\/buckets\?q=/);
  await expect(question(page)).toHaveCount(0);
});

test("another address is asked about by the browser itself, another folder by nobody", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  await startUpload(page, bucket);
  await page.getByRole("searchbox", { name: "Names that start with" }).fill("s");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/starts=s/);
  await page.evaluate(() => window.history.back());
  await expect(page).not.toHaveURL(/starts=s/);
  await expect(question(page)).toHaveCount(0);
  await expect(uploadOf(page, "slow.bin").getByRole("progressbar")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const going = page.goto("/keys").catch(() => null);
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await going;
});
