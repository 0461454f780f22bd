import { GetKeyRotationStatusCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { denyTo } from "../fixtures/key-policy.ts";
import { expect, test } from "../fixtures/test.ts";

test("the line of time holds what comes next for every key, by date, and counts who is not on it", async ({
  page,
  aws,
  newKey,
}) => {
  const [soon, late, ending, off, hidden] = [
    await newKey(90),
    await newKey(2000),
    await newKey(),
    await newKey(),
    await newKey(90),
  ];
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: ending.arn, PendingWindowInDays: 8 }));
  await denyTo(aws, hidden.arn, "kms:GetKeyRotationStatus");
  await page.goto("/keys/rotation");
  const line = page.getByRole("region", { name: "What comes next" });
  const item = (alias: string) => line.getByRole("listitem").filter({ hasText: alias });
  await expect(line).toContainText("as AWS reported it at");
  await expect(line).toContainText(/Not on the line: .*whose rotation is not known.*with rotation off/);
  const more = line.locator("summary");
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(item(soon.alias)).toContainText("every 90 d");
  await expect(item(late.alias)).toContainText("every 2000 d");
  await expect(item(ending.alias)).toContainText("deleted");
  await expect(item(off.alias)).toHaveCount(0);
  await expect(item(hidden.alias)).toHaveCount(0);
  const { NextRotationDate } = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: soon.arn }));
  await expect(item(soon.alias).locator("time")).toHaveAttribute(
    "datetime",
    new RegExp(`^${NextRotationDate?.toISOString().slice(0, 10)}`),
  );
  const moments = await line
    .locator("time")
    .evaluateAll((all) => all.map((one) => Date.parse(one.getAttribute("datetime") ?? "")));
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));

  await item(soon.alias).getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(soon.id));
});

for (const [look, width, colorScheme] of [
  ["light", 1280, "light"],
  ["dark", 1280, "dark"],
  ["narrow", 360, "light"],
] as const) {
  test(`nothing of the line is cut off: ${look}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto("/keys/rotation");
    await expect(page.getByRole("region", { name: "What comes next" }).getByRole("listitem").first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/rotation-line-${look}.png` });
  });
}
