import { CreateKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import type { Page } from "@playwright/test";
import type { IncomingMessage } from "node:http";
import { openAws } from "../fixtures/aws.ts";
import { signIn } from "../fixtures/console.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { countTooWide } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

/** What lists the rows; everything else fills them. */
const LISTS = /^GET \/(\?|$)|list-type=2|\.(ListKeys|ListAliases)$|^HEAD \/[^/]*$|GetCallerIdentity/;

const PAGES = ["/buckets/meridian-consent-forms?prefix=2019%2F", "/keys?region=us-east-1", "/buckets?q=meridian"];

test("no row moves while a list fills in, and none is wider than its table", async ({ newBrowser, newConsole }) => {
  test.slow();
  const held = holdUnless((request) => LISTS.test(request));
  const slow = await openLossy(() => false, held.pass);
  const { kms } = openAws(slow.url, "us-east-1");
  // The widest state that a key can have.
  const made = await kms.send(
    new CreateKeyCommand({ MultiRegion: true, KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }),
  );
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: made.KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
  const own = await newConsole(slow.url);
  const page = await newBrowser({ baseURL: own.url });
  await signIn(page, own.password);
  for (const path of PAGES) {
    held.hold();
    // Not by page.goto, which waits until every part answers.
    await page.evaluate((to) => location.assign(to), path);
    await page.waitForURL(path, { waitUntil: "commit" });
    await expect(page.locator("tbody th").first()).toBeVisible();
    const first = await placesOf(page);
    expect(Object.keys(first)).not.toEqual([]);
    held.release();
    await expect(page.locator(".shimmer")).toHaveCount(0);
    expect(await placesOf(page), path).toEqual(first);
    expect(await countTooWide(page), path).toBe(0);
    await page.screenshot({ path: `test-results/stays-put-${PAGES.indexOf(path)}.png` });
  }
  await slow.close();
});

/** How far each row of the demonstration estate stands from the top, in whole CSS pixels, by its name. */
async function placesOf(page: Page): Promise<Record<string, number>> {
  const places = await page.evaluate(() =>
    [...document.querySelectorAll("tbody th a")]
      .filter(({ textContent }) => /^(alias\/research|meridian|consent)/.test(textContent))
      .map((link): [string, number] => {
        const row = link.closest("tr") ?? link;
        return [link.textContent, Math.round(row.getBoundingClientRect().top + scrollY)];
      }),
  );
  return Object.fromEntries(places);
}

/** Lets every request pass until it is told to hold those that `isFree` does not name; then until it is told to release them. */
function holdUnless(isFree: (request: string) => boolean) {
  let waiting = Promise.resolve();
  let release = () => {};
  return {
    hold: () => {
      waiting = new Promise((resolve) => (release = resolve));
    },
    release: () => release(),
    pass: ({ method, url, headers }: IncomingMessage) =>
      isFree(`${method} ${url} ${String(headers["x-amz-target"] ?? "")}`.trim()) ? Promise.resolve() : waiting,
  };
}
