import { chooseFiles, pickKey, textFile } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("an ARN that lacks a digit stays in the picker, which says so, and no key is chosen", async ({ page, newKey }) => {
  const key = await newKey();
  const short = key.arn.replace("000000000000", "444455556666").slice(0, -1);
  const elsewhere = key.arn.replace("eu-central-1", "us-east-1");
  await page.goto("/buckets/new");
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  const picker = page.getByRole("combobox", { name: "KMS key" });
  const create = page.getByRole("button", { name: "Create bucket" });
  await picker.fill(short);
  await expect(page.getByRole("option", { name: /type its whole ARN/ })).toBeVisible();
  const reached = await create.boundingBox();
  await picker.press("Tab");
  await expect(picker).toHaveValue(short);
  await expect(picker).toHaveAccessibleDescription(/Not the whole ARN of a key/);
  expect(await create.boundingBox()).toEqual(reached);
  await page.screenshot({ path: "test-results/key-arn.png" });

  await picker.fill(elsewhere);
  await picker.press("Tab");
  await expect(picker).toHaveValue(elsewhere);
  await expect(picker).toHaveAccessibleDescription(/S3 uses keys of the bucket’s own Region only, eu-central-1\./);

  await pickKey(page, key.alias);
  await expect(page.locator("input[name=keyId]")).toHaveValue(key.arn);
  await picker.fill(short);
  await picker.press("Tab");
  await expect(page.locator("input[name=keyId]")).toHaveValue("not chosen");
  await picker.fill(key.arn);
  await picker.press("Tab");
  await expect(page.locator("input[name=keyId]")).toHaveValue(key.arn);
  await expect(picker).not.toHaveAccessibleDescription(/Not the whole ARN/);
});

test("an upload is not sent under the ARN of a key that lacks a digit", async ({ page, newKey, newBucket }) => {
  const { arn } = await newKey();
  await page.goto(`/buckets/${await newBucket()}`);
  await chooseFiles(page, [textFile("a.txt", "bytes")]);
  await page.getByLabel("Stored with").selectOption({ label: "DSSE-KMS with another key, by its ARN" });
  const field = page.getByLabel("The key’s ARN");
  const send = page.getByRole("button", { name: "Upload 1 file" });
  for (const text of [arn.slice(0, -1), `${arn.slice(0, -1)}-`]) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(/Give the key’s full ARN/);
    await expect(send).toBeDisabled();
  }
  await field.fill(arn);
  await expect(send).toBeEnabled();
});
