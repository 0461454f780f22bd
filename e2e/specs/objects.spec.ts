import type { Page } from "@playwright/test";
import { oddKeys } from "../../demo/odd-keys.ts";
import { dsse, listVersions, putObject } from "../fixtures/buckets.ts";
import { expect, test } from "../fixtures/test.ts";

const RADIOLOGY = "/buckets/meridian-radiology-images";

const rows = (page: Page) => page.getByRole("table", { name: /^Objects in/ }).getByRole("row");

test("folders lead down to the objects and back up", async ({ page }) => {
  await page.goto(RADIOLOGY);
  for (const folder of ["2021/", "01/", "study-0003/", "series-1/"]) {
    await page.getByRole("link", { name: folder, exact: true }).click();
    await expect(page.getByRole("navigation", { name: "Folders" })).toContainText(folder.slice(0, -1));
  }
  const object = page.getByRole("row").filter({ has: page.getByRole("link", { name: "mri-knee-00024.dcm" }) });
  await expect(object).toContainText("SSE-S3");
  await expect(object).toContainText("below default");
  await page.getByRole("navigation", { name: "Folders" }).getByRole("link", { name: "2021", exact: true }).click();
  await expect(
    page
      .getByRole("link", { name: "02/", exact: true })
      .or(page.getByRole("link", { name: "07/", exact: true }))
      .first(),
  ).toBeVisible();
});

test("a long list has pages, and every object is on one of them", async ({ page, aws, newBucket }) => {
  test.slow();
  const bucket = await newBucket();
  const keys = Array.from({ length: 230 }, (_, index) => `object-${String(index).padStart(3, "0")}.txt`);
  await Promise.all(keys.map((Key) => putObject(aws, { Bucket: bucket, Key, Body: "x" })));
  await page.goto(`/buckets/${bucket}`);
  const seen: string[] = [];
  const next = page.getByRole("link", { name: "Next page" });
  for (;;) {
    await expect(rows(page).nth(1)).toContainText("SSE-S3");
    const names = await page.getByRole("rowheader").allInnerTexts();
    seen.push(...names);
    if ((await next.count()) === 0) break;
    await next.click();
    await expect(page.getByRole("rowheader").first()).not.toHaveText(names[0] ?? "");
  }
  expect(seen).toEqual(keys);
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page.getByRole("rowheader").first()).toHaveText("object-000.txt");
});

test("names can be filtered by how they begin", async ({ page }) => {
  await page.goto("/buckets/meridian-public-website");
  await page.getByRole("searchbox", { name: "Names that start with" }).fill("c");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("rowheader")).toHaveText(["careers.html", "contact.html"]);
});

test("every odd key of the demonstration estate has an address that opens it", async ({ page }) => {
  test.slow();
  const prefix = "import-2019/unsorted/";
  const keys = new Set(oddKeys(prefix));
  const folders = [prefix];
  for (const folder of folders) {
    await page.goto(`${RADIOLOGY}?${new URLSearchParams({ prefix: folder })}`);
    await expect(rows(page).first()).toBeVisible();
    const links = page.getByRole("rowheader").getByRole("link");
    const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
    for (const href of hrefs) {
      const query = new URL(href, "http://console").searchParams;
      const [below, key] = [query.get("prefix"), query.get("key")];
      if (below !== null) folders.push(below);
      if (key === null) continue;
      expect(
        [...keys].filter((one) => one === key),
        JSON.stringify(key),
      ).toEqual([key]);
      keys.delete(key);
      const answer = await page.request.get(href);
      expect(answer.status(), JSON.stringify(key)).toBe(200);
      expect((await answer.text()).includes("aws s3api head-object"), JSON.stringify(key)).toBe(true);
    }
  }
  expect([...keys]).toEqual([]);
});

test("what hides in a name is spelled out, so that no name passes for another", async ({ page }) => {
  await page.goto(`${RADIOLOGY}?${new URLSearchParams({ prefix: "import-2019/unsorted/" })}`);
  await expect(page.getByRole("link", { name: "invoice⟪U+202E⟫fdp.exe" })).toBeVisible();
  await expect(page.getByRole("link", { name: "zero⟪U+200B⟫width.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: "line⟪U+000A⟫break.txt" })).toBeVisible();
});

test("each version has its own encryption, and markers are told apart", async ({ page, aws, newKey, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  const key = await newKey();
  const Key = "record.txt";
  const weak = await putObject(aws, { Bucket: bucket, Key, Body: "one", ServerSideEncryption: "AES256" });
  const strong = await putObject(aws, {
    Bucket: bucket,
    Key,
    Body: "two",
    ServerSideEncryption: "aws:kms:dsse",
    SSEKMSKeyId: key.arn,
  });
  await page.goto(`/buckets/${bucket}/object?key=${Key}`);
  const table = page.getByRole("table", { name: `Versions of ${Key}` });
  const rowOf = (version: string) => table.getByRole("row").filter({ hasText: version });
  await expect(rowOf(weak)).toContainText("SSE-S3");
  await expect(rowOf(strong)).toContainText("DSSE-KMS");
  await expect(rowOf(strong)).toContainText("current");

  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("S3 adds a delete marker.");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}\\?deleted=record.txt$`));
  await expect(page.getByRole("alert").filter({ hasText: `A delete marker hides ${Key}` })).toBeVisible();
  const found = await listVersions(aws, bucket);
  expect(new Set(found.versions.map(({ VersionId }) => VersionId))).toEqual(new Set([weak, strong]));
  expect(found.markers).toHaveLength(1);

  await page.goto(`/buckets/${bucket}/object?key=${Key}`);
  await expect(table.getByRole("row").filter({ hasText: "Delete marker: holds no data" })).toContainText("current");
  await table.getByRole("button", { name: "Remove marker…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove marker" }).click();
  await expect(table.getByRole("row").filter({ hasText: "Delete marker" })).toHaveCount(0);
  expect((await listVersions(aws, bucket)).markers).toEqual([]);
});

test("deleting for good needs the key typed", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await putObject(aws, { Bucket: bucket, Key: "a/last.txt", Body: "bytes" });
  await page.goto(`/buckets/${bucket}/object?key=a%2Flast.txt`);
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The object is lost for good.");
  const confirm = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel("Type a/last.txt to confirm").fill("a/last.tx");
  await expect(confirm).toBeDisabled();
  expect((await listVersions(aws, bucket)).versions).toHaveLength(1);
  await dialog.getByLabel("Type a/last.txt to confirm").fill("a/last.txt");
  await confirm.click();
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}\\?prefix=a%2F&deleted=a%2Flast.txt$`));
  await expect(page.getByRole("alert").filter({ hasText: "a/last.txt is gone" })).toBeVisible();
  expect((await listVersions(aws, bucket)).versions).toEqual([]);
});

test("one version can be deleted for good while the others stay", async ({ page, aws, newKey, newBucket }) => {
  const bucket = await newBucket({ versioned: true, rule: dsse((await newKey()).arn) });
  const first = await putObject(aws, { Bucket: bucket, Key: "v.txt", Body: "one" });
  const second = await putObject(aws, { Bucket: bucket, Key: "v.txt", Body: "two" });
  await page.goto(`/buckets/${bucket}/object?key=v.txt`);
  const row = page.getByRole("row").filter({ hasText: first });
  await row.getByRole("button", { name: "Delete version…" }).click();
  await page.getByRole("dialog").getByLabel("Type v.txt to confirm").fill("v.txt");
  await page.getByRole("dialog").getByRole("button", { name: "Delete version" }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole("alert").filter({ hasText: `Version ${first} is gone` })).toBeVisible();
  expect((await listVersions(aws, bucket)).versions.map(({ VersionId }) => VersionId)).toEqual([second]);
});

test("a version's own page says that deleting it is for good, whatever the versioning", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket({ versioned: true });
  const first = await putObject(aws, { Bucket: bucket, Key: "v.txt", Body: "one" });
  await putObject(aws, { Bucket: bucket, Key: "v.txt", Body: "two" });
  await page.goto(`/buckets/${bucket}/object?${new URLSearchParams({ key: "v.txt", versionId: first })}`);
  await page.getByRole("button", { name: "Delete version…" }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("This one version is lost for good.");
  await expect(dialog.getByRole("button", { name: "Delete version" })).toBeDisabled();
});

test("a key with a line break can be deleted", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await putObject(aws, { Bucket: bucket, Key: "line\nbreak.txt", Body: "bytes" });
  await page.goto(`/buckets/${bucket}/object?key=line%0Abreak.txt`);
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("line⟪U+000A⟫break.txt");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "line⟪U+000A⟫break.txt is gone" })).toBeVisible();
  expect((await listVersions(aws, bucket)).versions).toEqual([]);
});

test("names longer than any key are refused at the field", async ({ page }) => {
  await page.goto(`/buckets/meridian-public-website?starts=${"x".repeat(1025)}`);
  await expect(page.getByRole("searchbox", { name: "Names that start with" })).toHaveAccessibleDescription(
    /at most 1,024 bytes/,
  );
  await expect(page.getByRole("table")).toHaveCount(0);
});
