import { expect, test } from "../fixtures/test.ts";

const BROKEN = ["/buckets/%ff", "/buckets/%ff/settings", "/buckets/%ff/object?key=a", "/keys/%ff", "/keys/%"];

test("an address that is no text is a page that is not found", async ({ page, watch }) => {
  watch.expect(/status of 404/);
  for (const path of BROKEN) {
    const answer = await page.request.get(path);
    expect([path, answer.status()]).toEqual([path, 404]);
    expect(await answer.text()).toContain("</html>");
  }
  const shown = await page.goto("/buckets/%ff");
  expect(shown?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.screenshot({ path: "test-results/broken-path.png" });
});

test("a question that is no text is answered, by a page and by the console's interfaces", async ({
  page,
  newBucket,
}) => {
  const bucket = await newBucket();
  for (const path of ["/buckets?q=%ff", `/buckets/${bucket}?prefix=%ff`, `/buckets/${bucket}/object?key=%ff`]) {
    expect([path, (await page.request.get(path)).status() < 500]).toEqual([path, true]);
  }
  for (const path of [`/api/objects?bucket=%ff&key=a`, `/api/objects?bucket=${bucket}&key=`, "/api/palette?q=%ff"]) {
    expect([path, (await page.request.get(path)).status() < 500]).toEqual([path, true]);
  }
  expect((await page.request.get("/api/objects?bucket=%ff&key=a")).status()).toBe(400);
});
