import { expect, test } from "../fixtures/test.ts";

const SCRIPT = { Accept: "application/x-ndjson" };

test("objects by key are looked at for a page of the console, for no link, and not without bounds", async ({
  page,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket();
  const address = (names: string[]) =>
    `/api/key-objects?${new URLSearchParams([["key", key.arn], ["limit", "1000"], ...names.map((name) => ["bucket", name])])}`;
  const link = await page.request.get(address([bucket]), { headers: { Accept: "text/html" } });
  expect(link.status()).toBe(403);
  expect(await link.text()).toContain("ForeignOrigin");
  const foreign = { ...SCRIPT, "Sec-Fetch-Site": "cross-site" };
  expect((await page.request.get(address([bucket]), { headers: foreign })).status()).toBe(403);
  const many = Array.from({ length: 101 }, (_, index) => `bucket-${index}`);
  const refused = await page.request.get(address(many), { headers: SCRIPT });
  expect(refused.status()).toBe(400);
  expect(await refused.text()).toContain("At most 100 buckets");
  const twice = await page.request.get(address([bucket, bucket]), { headers: SCRIPT });
  expect(
    (await twice.text())
      .trim()
      .split("\n")
      .filter((line) => line.includes('"isOver":true')),
  ).toHaveLength(1);
});
