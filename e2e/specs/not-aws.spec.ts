import { createServer } from "node:http";
import { signIn } from "../fixtures/console.ts";
import { expect, test } from "../fixtures/test.ts";

const PAGE =
  "<!DOCTYPE html><html><head><title>Sign in</title></head><body>The network asks you to sign in.</body></html>";

test("a sign-in page in AWS's place is no account without buckets, no empty bucket and no list without keys", async ({
  newConsole,
  newBrowser,
}) => {
  const portal = createServer((incoming, answer) => {
    incoming.resume();
    answer.writeHead(200, {
      "content-type": "text/html",
      etag: '"p"',
      "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT",
    });
    answer.end(incoming.method === "HEAD" ? "" : PAGE);
  });
  await new Promise<void>((resolve) => void portal.listen(0, "127.0.0.1", resolve));
  const address = portal.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const own = await newConsole(`http://127.0.0.1:${port}`);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    const said = `The endpoint 127.0.0.1:${port} does not answer as S3 does: a web page came (HTTP 200).`;
    await page.goto(`${own.url}/buckets`);
    await expect(page.getByText("The buckets could not be listed")).toBeVisible();
    await expect(page.getByText(said).first()).toBeVisible();
    await page.screenshot({ path: "test-results/not-aws-buckets.png" });
    await page.goto(`${own.url}/`);
    await expect(page.getByText(said).first()).toBeVisible();
    await page.screenshot({ path: "test-results/not-aws-overview.png", fullPage: true });
    await page.goto(`${own.url}/keys`);
    await expect(page.getByText("The keys of eu-central-1 are not known")).toBeVisible();
    await expect(page.getByText("No customer managed key")).toHaveCount(0);
    await page.goto(`${own.url}/buckets/reports`);
    await expect(page.getByText(said).first()).toBeVisible();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.screenshot({ path: "test-results/not-aws-bucket.png", fullPage: true });
    const download = await page.request.get(`${own.url}/api/objects?bucket=reports&key=a.txt`, { maxRedirects: 0 });
    expect([download.status(), (await download.text()).includes("asks you to sign in")]).toEqual([303, false]);
  } finally {
    portal.closeAllConnections();
    portal.close();
  }
});
