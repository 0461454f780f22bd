import { EnableKeyRotationCommand, RotateKeyOnDemandCommand } from "@aws-sdk/client-kms";
import { readRotation } from "../fixtures/aws.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("rotation is turned off after its key's name is typed, and on again with another period", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey(200);
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await expect(page.getByRole("heading", { name: "Rotation is on, every 200 days" })).toBeVisible();

  await page.getByRole("button", { name: "Turn rotation off…" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn rotation off" });
  const confirm = dialog.getByRole("button", { name: "Turn rotation off" });
  const typed = dialog.getByLabel(`Type ${key.alias} to confirm`);
  await expect(typed).toBeFocused();
  await typed.fill(key.alias.slice(0, -1));
  await expect(confirm).toBeDisabled();
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 200 });
  await typed.fill(key.alias);
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Rotation is off" })).toBeVisible();
  expect(await readRotation(aws, key.arn)).toMatchObject({ on: false });

  await page.getByLabel("Period in days").fill("89");
  await page.getByRole("button", { name: "Turn rotation on" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /90/ })).toBeVisible();
  expect(await readRotation(aws, key.arn)).toMatchObject({ on: false });

  await page.getByLabel("Period in days").fill("365");
  await expect(commandsUnder(page, "Will be sent")).toContainText("--rotation-period-in-days 365");
  await page.getByRole("button", { name: "Turn rotation on" }).click();
  await expect(page.getByRole("heading", { name: "Rotation is on, every 365 days" })).toBeVisible();
  await expect(alertWith(page, "AWS reads back: rotation on")).toBeVisible();
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 365 });
});

test("every rotation that happened is a generation of key material in the list", async ({ page, aws, newKey }) => {
  const key = await newKey(200);
  await aws.kms.send(new RotateKeyOnDemandCommand({ KeyId: key.arn }));
  await page.goto(`/keys/${key.id}?tab=rotation`);
  const rows = page.getByRole("table", { name: "Key material, newest first" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Current");
  await expect(rows.nth(1)).toContainText("On demand rotation");
  await expect(rows.nth(2)).toContainText("Creation of the key");
});

test("a period that somebody else changed meanwhile is not overwritten", async ({ page, aws, newKey }) => {
  const key = await newKey(200);
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await page.getByLabel("Period in days").fill("300");
  await aws.kms.send(new EnableKeyRotationCommand({ KeyId: key.arn, RotationPeriodInDays: 90 }));
  await page.getByRole("button", { name: "Change the period" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 90 });
});
