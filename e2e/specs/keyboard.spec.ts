import type { Page } from "@playwright/test";
import { readRule } from "../fixtures/buckets.ts";
import { readRotation } from "../fixtures/aws.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

/** Presses Tab until what has the focus answers to this name; every stop on the way must show its focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    expect(
      await hasVisibleFocus(page),
      `visible focus at ${await focused.evaluate((e) => e.outerHTML.slice(0, 120))}`,
    ).toBe(true);
    if (
      await focused.evaluate(
        (element, wanted) =>
          new RegExp(wanted).test(
            element.getAttribute("aria-label") ??
              (element instanceof HTMLInputElement ||
              element instanceof HTMLSelectElement ||
              element instanceof HTMLTextAreaElement
                ? [...(element.labels ?? [])].map((label) => label.textContent).join(" ")
                : (element.textContent ?? "")),
          ),
        typeof name === "string" ? `^\\s*${name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}` : name.source,
      )
    )
      return;
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}

function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const shown = (element: Element | null) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    };
    const element = document.activeElement;
    // A radio button shows its focus on the card around it.
    return shown(element) || shown(element?.closest("label") ?? null);
  });
}

test("a bucket is made by keyboard alone, every stop in sight", async ({ page, aws, newKey, bucketName }) => {
  const key = await newKey();
  await page.goto("/buckets/new");
  await expect(page.getByLabel("Name")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, "Name");
  await page.keyboard.type(bucketName);
  await tabTo(page, "Region");
  await tabTo(page, /DSSE-KMS/);
  await tabTo(page, "KMS key");
  await page.keyboard.type(key.alias);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "KMS key" })).toHaveValue(new RegExp(key.alias));
  await tabTo(page, "Keep versions");
  await expect(page.getByLabel("Keep versions")).toBeChecked();
  await tabTo(page, "Create bucket");
  await page.keyboard.press("Enter");
  await expect(alertWith(page, `${bucketName} exists`)).toBeVisible();
  expect((await readRule(aws, bucketName)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
});

test("a dialog takes the focus, keeps it, and gives it back", async ({ page, aws, newKey }) => {
  const key = await newKey(200);
  await page.goto(`/keys/${key.id}?tab=rotation`);
  const opener = page.getByRole("button", { name: "Turn rotation off…" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Turn rotation off" });
  await expect(dialog.getByLabel(`Type ${key.alias} to confirm`)).toBeFocused();
  for (let stop = 0; stop < 8; stop += 1) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused !== null && focused !== document.body && focused.closest("dialog") === null;
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  expect(await readRotation(aws, key.arn)).toMatchObject({ on: true });
});

test("the palette, the filter and the list of shortcuts are one key away", async ({ page }) => {
  await page.goto("/buckets");
  await expect(page.getByRole("link", { name: "meridian-genomics" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Names that contain" })).toBeFocused();
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const palette = page.getByRole("dialog", { name: "Go to" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await palette.getByRole("combobox", { name: "A page, bucket or key" }).fill("Create a key");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys\/new$/);
});

test("g and a letter go to the console's parts", async ({ page }) => {
  await page.goto("/buckets");
  await expect(page.getByRole("link", { name: "meridian-genomics" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(/\/keys$/);
});
