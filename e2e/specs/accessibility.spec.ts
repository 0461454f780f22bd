import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { listRoutes } from "../fixtures/build.ts";
import { fillIn } from "../fixtures/console.ts";
import { expectMissing, pagesWith, type PlacedPage } from "../fixtures/pages.ts";
import { expect, signedOut, test } from "../fixtures/test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const KEY_ID = "{key}";

test.describe.configure({ mode: "parallel" });

/** Opens a page and waits until nothing is being read any more. */
async function open(page: Page, { path, name }: PlacedPage, keyId: string): Promise<void> {
  if (name === "sign-in") await page.context().clearCookies();
  await page.goto(path.replace(encodeURIComponent(KEY_ID), keyId).replace(KEY_ID, keyId));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Loading…")).toHaveCount(0);
  await expect(page.getByText("Reading the encryption…")).toHaveCount(0);
}

async function violationsIn(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** Scrolls each table to its far end and answers, of those that scroll, what of a row's name stays in sight. */
function measureTables() {
  return [...document.querySelectorAll("section:has(> table.rows)")]
    .filter((region) => region.scrollWidth > region.clientWidth)
    .map((region) => {
      region.scrollLeft = region.scrollWidth;
      const { left, right } = region.getBoundingClientRect();
      const names = [...region.querySelectorAll("tbody th[scope=row]")].map((cell) => cell.getBoundingClientRect());
      return {
        caption: region.querySelector("caption")?.textContent ?? "",
        names: names.length,
        hidden: names.filter((cell) => cell.left < left || cell.right > right).length,
        // Of the table's own width, in per cent.
        widest: Math.round(Math.max(0, ...names.map((cell) => (100 * cell.width) / (right - left)))),
      };
    });
}

test("every page of the build is looked at here", async () => {
  const looked = new Set(pagesWith(KEY_ID).map(({ route }) => route));
  const routes = await listRoutes("page");
  expect(routes.filter((route) => !looked.has(route))).toEqual([]);
});

for (const placed of pagesWith(KEY_ID)) {
  const { name } = placed;
  test(`axe finds no fault in the page "${name}", light or dark; it fits 360 pixels, its tables keep the names of their rows`, async ({
    page,
    newKey,
    watch,
  }) => {
    expectMissing(watch, placed);
    await open(page, placed, (await newKey(200)).id);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, "pixels beyond the right edge").toBeLessThanOrEqual(0);
    for (const table of await page.evaluate(measureTables)) {
      expect(table.names, table.caption).toBeGreaterThan(0);
      expect(table.hidden, `${table.caption}: names out of sight`).toBe(0);
      expect(table.widest, `${table.caption}: per cent that the names take`).toBeLessThanOrEqual(62);
    }
    await page.screenshot({ path: `test-results/narrow-${name.replaceAll(/[^a-z]+/g, "-")}.png` });
  });
}

test("axe finds no fault in an open dialog, the palette and the list of shortcuts", async ({ page, newKey }) => {
  await page.goto(`/keys/${(await newKey(200)).id}?tab=rotation`);
  const opener = page.getByRole("button", { name: "Turn rotation off…" });
  await opener.click();
  await expect(page.getByRole("dialog", { name: "Turn rotation off" })).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  for (const [keys, name] of [
    ["Control+k", "Go to"],
    ["?", "Shortcuts"],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    expect(await violationsIn(page), name).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  }
});

test.describe("signed out", () => {
  test.use({ storageState: signedOut });

  test("axe finds no fault in a refused sign-in", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("User").fill("somebody");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("The user or the password is wrong.")).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page), colorScheme).toEqual([]);
    }
  });
});

test("a console without a Region says what is to be set, without fault too", async ({
  newConsole,
  newBrowser,
  watch,
}) => {
  watch.expect(/status of 500|React error #441/);
  const own = await newConsole("http://127.0.0.1:9", { AWS_REGION: undefined, TWOFOLD_REGIONS: undefined });
  const page = await newBrowser();
  await page.goto(`${own.url}/sign-in`);
  await fillIn(page, "admin", own.password);
  await expect(page.getByRole("heading", { name: "The console is not set up" }).first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsIn(page), colorScheme).toEqual([]);
  }
});
