import { readFile } from "node:fs/promises";
import { listVersions, putObject } from "../fixtures/buckets.ts";
import { alertWith, chooseFiles, rowWith, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

/** Keys that a page would draw alike, or as nothing, and how they are spelled out. */
const TWINS: [key: string, shown: string][] = [
  ["  ", "⟪U+0020⟫⟪U+0020⟫"],
  ["a  b", "a⟪U+0020⟫⟪U+0020⟫b"],
  ["a b", "a b"],
  ["a\u00a0b", "a⟪U+00A0⟫b"],
  [" lead", "⟪U+0020⟫lead"],
  ["lead", "lead"],
  ["trail ", "trail⟪U+0020⟫"],
  ["pay\ufe0froll", "pay⟪U+FE0F⟫roll"],
  ["payroll", "payroll"],
  ["\u3164", "⟪U+3164⟫"],
  ["caf\u00e9", "caf\u00e9"],
  ["cafe\u0301", "cafe⟪U+0301⟫"],
];

test("names that look the same are told apart, opened, downloaded and deleted, each by itself", async ({
  page,
  aws,
  newBucket,
}) => {
  test.slow();
  const bucket = await newBucket();
  for (const [Key] of TWINS) await putObject(aws, { Bucket: bucket, Key, Body: `bytes of ${JSON.stringify(Key)}` });
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByRole("rowheader")).toHaveCount(TWINS.length);
  expect(new Set(await page.getByRole("rowheader").allInnerTexts())).toEqual(new Set(TWINS.map(([, shown]) => shown)));
  await page.screenshot({ path: "test-results/twin-names.png", fullPage: true });

  const left = new Set(TWINS.map(([key]) => key));
  for (const [key, shown] of TWINS) {
    await rowWith(page, shown).getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 2, name: shown, exact: true })).toBeVisible();
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download", exact: true }).first().click();
    expect(await readFile(await (await downloading).path(), "utf8")).toBe(`bytes of ${JSON.stringify(key)}`);

    await page.getByRole("button", { name: "Delete…", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(shown);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(alertWith(page, `${shown} is gone`)).toBeVisible();
    left.delete(key);
    const stored = (await listVersions(aws, bucket)).versions.map(({ Key }) => Key);
    expect(new Set(stored)).toEqual(left);
  }
});

test("a file's key is sent as its field spells it out, and can be changed there", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}?prefix=dir%2F`);
  await chooseFiles(page, [
    textFile("new\nline.txt", "kept"),
    textFile("invoice\u202Efdp.exe", "kept too"),
    textFile("tab\there.txt", "changed"),
  ]);
  const field = (name: string) => page.getByLabel(`Key of ${name}`);
  await expect(field("new⟪U+000A⟫line.txt")).toHaveValue("dir/new⟪U+000A⟫line.txt");
  await expect(field("invoice⟪U+202E⟫fdp.exe")).toHaveValue("dir/invoice⟪U+202E⟫fdp.exe");
  const changed = field("tab⟪U+0009⟫here.txt");
  await changed.fill("dir/no-tab.txt ");
  await expect(changed).toHaveAccessibleDescription("Will be stored as dir/no-tab.txt⟪U+0020⟫");
  await field("new⟪U+000A⟫line.txt").focus();
  await expect(changed).toHaveValue("dir/no-tab.txt⟪U+0020⟫");
  await page.screenshot({ path: "test-results/odd-upload.png", fullPage: true });
  await page.getByRole("button", { name: "Upload 3 files" }).click();
  for (const name of ["new⟪U+000A⟫line.txt", "invoice⟪U+202E⟫fdp.exe", "no-tab.txt⟪U+0020⟫"]) {
    await expect(uploadOf(page, name).getByRole("status")).toContainText("Stored and read back");
  }
  const stored = (await listVersions(aws, bucket)).versions.map(({ Key }) => Key);
  expect(stored.sort()).toEqual(["dir/invoice\u202Efdp.exe", "dir/new\nline.txt", "dir/no-tab.txt "]);
});
