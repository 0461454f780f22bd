import { dsse } from "../fixtures/buckets.ts";
import { alertWith } from "../fixtures/page.ts";
import { sidsIn } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

test("a change of a bucket's policy is told once, and not to whoever comes back to it", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/policy`);
  await page.getByRole("link", { name: "Enforce, tolerant…" }).click();
  await page.getByRole("button", { name: "Enforce DSSE-KMS", exact: true }).click();
  const told = alertWith(page, "AWS reads it back as asked");
  await expect(told).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}/policy$`));
  await expect(told).toBeVisible();
  expect(await sidsIn(aws, bucket)).toContain("DenyExplicitNonDsse");

  await page.getByRole("link", { name: "Enforce again…" }).click();
  await expect(page.getByText("The policy is so already. There is nothing to send.")).toBeVisible();
  await expect(told).toBeHidden();
  await expect(page.getByRole("region", { name: "How the last change ended" })).toHaveCount(0);

  await page.goto(`/buckets/${bucket}/policy`);
  await page.getByRole("link", { name: "Refuse plain HTTP…" }).click();
  await page.getByRole("button", { name: "Refuse plain HTTP", exact: true }).click();
  await expect(told).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}/policy$`));
  await page.reload();
  await expect(page.getByRole("heading", { name: "What it says" })).toBeVisible();
  await expect(told).toBeHidden();
  await expect(page.getByRole("heading", { name: "Refuse plain HTTP" })).toHaveCount(0);
});
