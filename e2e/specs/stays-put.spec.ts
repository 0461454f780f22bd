import type { IncomingMessage } from "node:http";
import type { Page } from "@playwright/test";
import { signIn } from "../fixtures/console.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { expect, test } from "../fixtures/test.ts";

/** What lists the rows; everything else fills them. */
const LISTS = /^GET \/(\?|$)|list-type=2|\.(ListKeys|ListAliases)$|^HEAD \/[^/]*$|GetCallerIdentity/;

const PAGES = [
  { name: "objects", path: "/buckets/meridian-consent-forms?prefix=2019%2F" },
  { name: "keys", path: "/keys" },
  { name: "buckets", path: "/buckets?q=meridian" },
];

for (const { name, path } of PAGES) {
  test(`no row moves while the list of ${name} fills in`, async ({ newBrowser, newConsole }) => {
    const held = holdUnless((request) => LISTS.test(request));
    const slow = await openLossy(() => false, held.pass);
    const own = await newConsole(slow.url);
    const page = await newBrowser({ baseURL: own.url });
    await signIn(page, own.password);
    held.hold();
    // Not by page.goto, which waits until every part answers.
    await page.evaluate((to) => location.assign(to), path);
    await page.waitForURL(path, { waitUntil: "commit" });
    await expect(page.locator("tbody th").first()).toBeVisible();
    const first = await placesOf(page);
    await page.screenshot({ path: `test-results/stays-put-${name}-first.png` });
    held.release();
    await expect(page.locator(".shimmer")).toHaveCount(0);
    await page.screenshot({ path: `test-results/stays-put-${name}.png` });
    expect(await placesOf(page)).toEqual(first);
    await slow.close();
  });
}

/** How far each row of the demonstration estate stands from the top, in whole CSS pixels, by its name. */
async function placesOf(page: Page): Promise<Record<string, number>> {
  const places = await page.evaluate(() =>
    [...(document.querySelector("tbody")?.querySelectorAll("th a") ?? [])]
      // What other tests made may be of every kind, and higher than a usual row.
      .filter(({ textContent }) => /^(alias\/(?!e2e)|meridian|consent)/.test(textContent))
      .map((link): [string, number] => {
        const row = link.closest("tr") ?? link;
        return [link.textContent, Math.round(row.getBoundingClientRect().top + scrollY)];
      }),
  );
  expect(places.length).toBeGreaterThan(5);
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
