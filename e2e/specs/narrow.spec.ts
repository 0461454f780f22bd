import { expectMissing, pagesWith } from "../fixtures/pages.ts";
import { expect, test } from "../fixtures/test.ts";

const KEY_ID = "{key}";

/** Scrolls each table to its far end and answers, of those that scroll, what of a row's name stays in sight. */
function measure() {
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

for (const placed of pagesWith(KEY_ID).filter((one) => one.name !== "sign-in")) {
  const { name, path } = placed;
  test(`at 360 pixels the page "${name}" fits, and a table that scrolls keeps the names of its rows`, async ({
    page,
    newKey,
    watch,
  }) => {
    expectMissing(watch, placed);
    await page.setViewportSize({ width: 360, height: 740 });
    const { id } = await newKey(200);
    await page.goto(path.replace(encodeURIComponent(KEY_ID), id).replace(KEY_ID, id));
    await expect(page.getByText("Loading…")).toHaveCount(0);
    await expect(page.getByText("Reading the encryption…")).toHaveCount(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `pixels beyond the right edge, ${colorScheme}`).toBeLessThanOrEqual(0);
    }
    for (const table of await page.evaluate(measure)) {
      expect(table.names, table.caption).toBeGreaterThan(0);
      expect(table.hidden, `${table.caption}: names out of sight`).toBe(0);
      expect(table.widest, `${table.caption}: per cent that the names take`).toBeLessThanOrEqual(62);
    }
    await page.screenshot({ path: `test-results/narrow-${name.replaceAll(/[^a-z]+/g, "-")}.png` });
  });
}
