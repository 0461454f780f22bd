import { expect, test } from "../fixtures/test.ts";

test.use({ viewport: { width: 360, height: 740 } });

test("on a narrow screen every tab is in sight, the current one too", async ({ page, newKey, newBucket }) => {
  const { id } = await newKey();
  for (const address of [
    ...["overview", "grants", "used-by", "check"].map((tab) => `/keys/${id}?tab=${tab}`),
    `/buckets/${await newBucket()}/code`,
  ]) {
    await page.goto(address);
    const tabs = page.getByRole("navigation", { name: /^Parts of/ });
    await expect(tabs.locator("[aria-current]")).toHaveCount(1);
    for (const link of await tabs.getByRole("link").all()) {
      const { x, width } = (await link.boundingBox()) ?? { x: -1, width: 0 };
      expect(x, `${address}: ${await link.innerText()}`).toBeGreaterThanOrEqual(0);
      expect(x + width, `${address}: ${await link.innerText()}`).toBeLessThanOrEqual(360);
    }
  }
  await page.screenshot({ path: "test-results/tabs.png" });
});
