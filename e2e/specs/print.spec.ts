import { expect, test } from "../fixtures/test.ts";

test("on paper a bucket's page is its content alone, with whole ARNs and exact times", async ({ page }) => {
  await page.goto("/buckets/meridian-clinical-trials/encryption");
  await expect(page.getByRole("heading", { name: "What the next upload gets" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Set the default" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Set the default" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "meridian-clinical-trials" })).toBeVisible();
  const cut = await page
    .getByRole("region", { name: "What the next upload gets" })
    .last()
    .evaluate((table) => {
      return table.scrollWidth - table.clientWidth;
    });
  expect(cut).toBeLessThanOrEqual(0);
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
});
