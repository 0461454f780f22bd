import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { expect, test } from "../fixtures/test.ts";

test("a bucket that does not exist is a page that says so, and no error of the server's", async ({
  newConsole,
  newBrowser,
  watch,
}) => {
  watch.expect(/status of 404/);
  const own = await newConsole(setting("AWS_ENDPOINT_URL"));
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  for (const path of ["", "/encryption", "/settings", "/object?key=a.txt", "?deleted=a.txt"]) {
    await page.goto(`${own.url}/buckets/no-such-bucket-anywhere${path}`);
    await expect(page.getByRole("heading", { level: 1, name: "AWS does not have it" })).toBeVisible();
  }
  expect(await own.log()).not.toMatch(/error/i);
});
