import { openAnswering } from "../fixtures/endpoints.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { expect, test } from "../fixtures/test.ts";

test("an empty page of grants that goes on is not none", async ({ newConsole, newBrowser, newKey }) => {
  const key = await newKey();
  const answer = { Grants: [], Truncated: true, NextMarker: "more" };
  const endpoint = await openAnswering(setting("AWS_ENDPOINT_URL"), "ListGrants", answer);
  try {
    const own = await newConsole(endpoint.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/keys/${key.id}?tab=used-by`);
    const grants = page.getByRole("definition").filter({ hasText: "more pages follow, not read" });
    await expect(grants).toBeVisible();
    await expect(grants).not.toContainText("None");
    await page.goto(`${own.url}/keys/${key.id}?tab=grants`);
    await expect(page.getByText("This page has no grants.")).toBeVisible();
    await expect(page.getByText("This key has no grants.")).toHaveCount(0);
  } finally {
    await endpoint.close();
  }
});
