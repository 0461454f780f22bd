import { GetKeyRotationStatusCommand, ListKeyRotationsCommand, RotateKeyOnDemandCommand } from "@aws-sdk/client-kms";
import type { Aws } from "../fixtures/aws.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { denyTo } from "../fixtures/key-policy.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

async function rotationsOf({ kms }: Aws, KeyId: string) {
  return (await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations ?? [];
}

test("a key is rotated at once, which uses one of 25 and leaves the schedule as it was", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey(200);
  const before = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: key.arn }));
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await expect(page.getByText("0 of 25 used, 25 left")).toBeVisible();
  await page.getByRole("button", { name: "Rotate now…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate now" });
  await expect(dialog).toContainText("No data is re-encrypted");
  await expect(dialog.getByRole("button", { name: "Rotate now" })).toBeDisabled();
  const shown = await commandsUnder(page, "Will be sent").innerText();
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await dialog.getByRole("button", { name: "Rotate now" }).click();
  await expect(alertWith(page, "is current.")).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(shown);
  await expect(page.getByText("1 of 25 used, 24 left")).toBeVisible();
  await expect(page.getByRole("img", { name: /1 rotation so far, on demand/ })).toBeVisible();
  await expect(page.getByRole("figure")).toContainText("1 rotation so far, on demand");
  expect(await rotationsOf(aws, key.arn)).toEqual([expect.objectContaining({ RotationType: "ON_DEMAND" })]);
  const after = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: key.arn }));
  expect(after.NextRotationDate).toEqual(before.NextRotationDate);
});

test("a key that somebody rotated meanwhile is not rotated again, and a refusal says what is missing", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await page.getByRole("button", { name: "Rotate now…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate now" });
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await aws.kms.send(new RotateKeyOnDemandCommand({ KeyId: key.arn }));
  await dialog.getByRole("button", { name: "Rotate now" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect(await rotationsOf(aws, key.arn)).toHaveLength(1);

  await denyTo(aws, key.arn, "kms:RotateKeyOnDemand");
  await page.reload();
  await page.getByRole("button", { name: "Rotate now…" }).click();
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await dialog.getByRole("button", { name: "Rotate now" }).click();
  await expect(alertWith(page, "kms:RotateKeyOnDemand")).toBeVisible();
  expect(await rotationsOf(aws, key.arn)).toHaveLength(1);
});

test("the calendar holds the next rotation of each key, and is for who is signed in", async ({
  page,
  aws,
  newKey,
  newBrowser,
}) => {
  const key = await newKey(200);
  const { NextRotationDate } = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: key.arn }));
  await page.goto("/keys/rotation");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Calendar (.ics)" }).click();
  expect((await downloading).suggestedFilename()).toBe("key-rotations.ics");
  const response = await page.request.get("/api/rotations");
  expect(response.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  const text = (await response.text()).replaceAll("\r\n ", "");
  const event = text.split("BEGIN:VEVENT").find((one) => one.includes(key.id)) ?? "";
  expect(event).toContain(`UID:rotation-${key.id}-eu-central-1@twofold\r\n`);
  expect(event).toContain(`DTSTART;VALUE=DATE:${NextRotationDate?.toISOString().slice(0, 10).replaceAll("-", "")}\r\n`);
  expect(event).toContain(`SUMMARY:KMS rotates ${key.alias}\r\n`);

  const stranger = await newBrowser();
  expect((await stranger.request.get(new URL("/api/rotations", page.url()).href)).status()).toBe(401);
});

test("keys are held against the operator's limit", async ({ aws, newKey, newConsole, newBrowser }) => {
  const [often, seldom, never] = [await newKey(180), await newKey(700), await newKey()];
  const unknown = await newKey(180);
  await denyTo(aws, unknown.arn, "kms:GetKeyRotationStatus");
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { TWOFOLD_MAX_ROTATION_DAYS: "365" });
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  await page.goto(`${own.url}/keys/rotation`);
  const row = (alias: string) => page.getByRole("row").filter({ hasText: alias });
  await expect(row(often.alias)).toContainText("Within");
  await expect(row(seldom.alias)).toContainText("Outside every 700 days");
  await expect(row(never.alias)).toContainText("Outside rotation is off");
  await expect(row(unknown.alias)).toContainText("Not known a policy denies kms:GetKeyRotationStatus");
});
