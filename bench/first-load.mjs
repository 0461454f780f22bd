import { gzipSync } from "node:zlib";

/** What an empty page of this framework loads weighs 134.6 kB; the console may add about a third. Bytes. */
const LIMIT = 182_000;

/**
 * The JavaScript that a first visit to the list of objects loads, compressed as the server sends it.
 * @param {import("@playwright/test").Browser} browser
 * @param {Awaited<ReturnType<typeof import("./session.mjs").signIn>>["storageState"]} storageState
 * @param {string} address
 */
export async function measureFirstLoad(browser, storageState, address) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  /** @type {Promise<number>[]} */
  const sizes = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(address, { waitUntil: "networkidle" });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return {
    what: "first-load JavaScript of the object list, gzip",
    value: bytes / 1000,
    limit: LIMIT / 1000,
    unit: "kB",
  };
}
