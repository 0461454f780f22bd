import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Locator, Page } from "@playwright/test";
import type { Aws, NewKey } from "../fixtures/aws.ts";
import { dsse } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const DAY_MILLISECONDS = 86_400_000;

async function stateOf({ kms }: Aws, KeyId: string) {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  return { state: KeyMetadata?.KeyState, deletionAt: KeyMetadata?.DeletionDate ?? null };
}

/** Opens a dialog as a person does. */
async function open(page: Page, button: string, dialog: RegExp): Promise<Locator> {
  await page.getByRole("link", { name: button }).first().click();
  const found = page.getByRole("dialog", { name: dialog });
  await expect(found).toBeVisible();
  return found;
}

async function confirm(dialog: Locator, key: NewKey): Promise<void> {
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
}

function outcome(page: Page): Locator {
  return page.getByRole("region", { name: "How the last change ended" });
}

/** Refuses one action on a key to everybody; the embedded AWS lets the policy be changed all the same. */
async function deny({ kms }: Aws, KeyId: string, action: string): Promise<void> {
  const { Policy = "{}" } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  const policy: { Statement: object[] } = JSON.parse(Policy);
  const refusal = { Sid: "TestRefusal", Effect: "Deny", Principal: "*", Action: action, Resource: "*" };
  const changed = JSON.stringify({ ...policy, Statement: [...policy.Statement, refusal] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: changed, BypassPolicyLockoutSafetyCheck: true }));
}

test("a key is disabled after what depends on it was shown and its alias typed, and enabled again", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/keys/${key.id}`);
  const dialog = await open(page, "Disable…", /^Disable alias/);
  await expect(dialog.getByRole("table", { name: "Settings that depend on this key" })).toContainText(bucket);
  const disable = dialog.getByRole("button", { name: "Disable the key" });
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias.slice(0, -1));
  await expect(disable).toBeDisabled();
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
  await confirm(dialog, key);
  const asShown = await commandsUnder(page, "Will be sent").innerText();
  await disable.click();
  await expect(alertWith(page, "AWS reads back: Disabled.")).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).not.toHaveURL(/change=/);
  // The dialog that had the focus is gone, and so is the button that opened it.
  await expect(outcome(page)).toBeFocused();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Disabled" });

  await page.getByRole("button", { name: "Enable the key" }).click();
  await expect(alertWith(page, "AWS reads back: Enabled.")).toBeVisible();
  await expect(outcome(page)).toBeFocused();
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
});

test("a deletion is scheduled for the day that was chosen, cancelled, and the key enabled right after", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}`);
  const dialog = await open(page, "Schedule deletion…", /^Schedule the deletion/);
  await expect(dialog.getByText("Disable it first, and watch")).toBeVisible();
  const days = dialog.getByLabel("Waiting period in days");
  await expect(days).toHaveValue("30");
  await days.fill("6");
  await confirm(dialog, key);
  await expect(dialog.getByRole("button", { name: /^Schedule deletion/ })).toBeDisabled();
  await days.fill("9");
  await expect(commandsUnder(page, "Will be sent")).toContainText("--pending-window-in-days 9");
  await dialog.getByRole("button", { name: "Schedule deletion in 9 days" }).click();
  await expect(alertWith(page, "AWS reads back: PendingDeletion.")).toBeVisible();
  await expect(outcome(page)).toBeFocused();
  const scheduled = await stateOf(aws, key.arn);
  expect(scheduled.state).toBe("PendingDeletion");
  expect(Math.round(((scheduled.deletionAt?.getTime() ?? 0) - Date.now()) / DAY_MILLISECONDS)).toBe(9);

  await page.getByRole("button", { name: "Cancel the deletion" }).click();
  const kept = alertWith(page, "AWS reads back: Disabled.");
  await expect(kept).toContainText("Nothing can use the key until it is enabled.");
  expect(await stateOf(aws, key.arn)).toEqual({ state: "Disabled", deletionAt: null });
  await page.getByRole("button", { name: "Enable the key" }).click();
  await expect(alertWith(page, "AWS reads back: Enabled.")).toBeVisible();
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
});

test("the dialog of a deletion leads to disabling first", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}`);
  const dialog = await open(page, "Schedule deletion…", /^Schedule the deletion/);
  await dialog.getByRole("link", { name: "Disable it first…" }).click();
  await expect(page.getByRole("dialog", { name: /^Disable alias/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).not.toHaveURL(/change=/);
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
});

test("a state that somebody else changed meanwhile is told, and nothing is sent", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}`);
  const dialog = await open(page, "Disable…", /^Disable alias/);
  await confirm(dialog, key);
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: 7 }));
  await dialog.getByRole("button", { name: "Disable the key" }).click();
  await expect(alertWith(page, "Somebody changed the state of")).toContainText("Nothing was changed now.");
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "PendingDeletion" });
});

test("a deletion that somebody else cancelled and scheduled anew is not cancelled unseen", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: 7 }));
  await page.goto(`/keys/${key.id}`);
  await aws.kms.send(new CancelKeyDeletionCommand({ KeyId: key.arn }));
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: 20 }));
  await page.getByRole("button", { name: "Cancel the deletion" }).click();
  await expect(alertWith(page, "Somebody changed the state of")).toBeVisible();
  expect(await stateOf(aws, key.arn)).toMatchObject({ state: "PendingDeletion" });
});

test.describe("a change that KMS refuses names the permission and changes nothing", () => {
  test("disable", async ({ page, aws, newKey }) => {
    const key = await newKey();
    await deny(aws, key.arn, "kms:DisableKey");
    await page.goto(`/keys/${key.id}`);
    const dialog = await open(page, "Disable…", /^Disable alias/);
    await confirm(dialog, key);
    await dialog.getByRole("button", { name: "Disable the key" }).click();
    await expect(alertWith(page, "The state was not changed")).toContainText("kms:DisableKey");
    expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
  });

  test("schedule a deletion", async ({ page, aws, newKey }) => {
    const key = await newKey();
    await deny(aws, key.arn, "kms:ScheduleKeyDeletion");
    await page.goto(`/keys/${key.id}`);
    const dialog = await open(page, "Schedule deletion…", /^Schedule the deletion/);
    await confirm(dialog, key);
    await dialog.getByRole("button", { name: "Schedule deletion in 30 days" }).click();
    await expect(alertWith(page, "The state was not changed")).toContainText("kms:ScheduleKeyDeletion");
    expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Enabled" });
  });

  test("enable", async ({ page, aws, newKey }) => {
    const key = await newKey();
    await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
    await deny(aws, key.arn, "kms:EnableKey");
    await page.goto(`/keys/${key.id}`);
    await page.getByRole("button", { name: "Enable the key" }).click();
    await expect(alertWith(page, "The state was not changed")).toContainText("kms:EnableKey");
    expect(await stateOf(aws, key.arn)).toMatchObject({ state: "Disabled" });
  });

  test("cancel a deletion", async ({ page, aws, newKey }) => {
    const key = await newKey();
    await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: 7 }));
    await deny(aws, key.arn, "kms:CancelKeyDeletion");
    await page.goto(`/keys/${key.id}`);
    await page.getByRole("button", { name: "Cancel the deletion" }).click();
    await expect(alertWith(page, "The state was not changed")).toContainText("kms:CancelKeyDeletion");
    expect(await stateOf(aws, key.arn)).toMatchObject({ state: "PendingDeletion" });
  });
});

test("a primary key waits for its replicas, and says so before and after", async ({ page, aws }) => {
  const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({ MultiRegion: true }));
  const keyId = KeyMetadata?.KeyId ?? "";
  await aws.kms.send(new ReplicateKeyCommand({ KeyId: keyId, ReplicaRegion: "us-east-1" }));
  await page.goto(`/keys/${keyId}`);
  const dialog = await open(page, "Schedule deletion…", /^Schedule the deletion/);
  await expect(dialog.getByText("KMS waits until every replica is deleted")).toBeVisible();
  await dialog.getByLabel("Waiting period in days").fill("11");
  await dialog.getByLabel(`Type ${keyId} to confirm`).fill(keyId);
  await dialog.getByRole("button", { name: "Schedule deletion in 11 days" }).click();
  await expect(alertWith(page, "AWS reads back: PendingReplicaDeletion.")).toBeVisible();
  await expect(page.getByText("It is 11 days long.")).toBeVisible();
  expect(await stateOf(aws, keyId)).toEqual({ state: "PendingReplicaDeletion", deletionAt: null });
});

test("what does not apply to a key is explained and not offered", async ({ page, aws }) => {
  const managed = await aws.kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
  await page.goto(`/keys/${managed.KeyMetadata?.KeyId}`);
  await expect(page.getByText("nobody else can disable or delete it")).toBeVisible();
  await expect(page.getByRole("link", { name: "Disable…" })).toHaveCount(0);

  const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand({ Origin: "EXTERNAL" }));
  await page.goto(`/keys/${KeyMetadata?.KeyId}`);
  await expect(page.getByText("it is enabled by importing all of its material")).toBeVisible();
  await expect(page.getByRole("link", { name: "Disable…" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Schedule deletion…" })).toBeVisible();
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
});

const KINDS = [
  { word: "asymmetric", input: { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }, sentence: "S3 cannot use it" },
  { word: "HMAC", input: { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }, sentence: "S3 cannot use it" },
  { word: "imported", input: { Origin: "EXTERNAL" }, sentence: "Its key material was imported" },
  { word: "multi-Region primary", input: { MultiRegion: true }, sentence: "a key of its Region alone" },
] as const;

for (const { word, input, sentence } of KINDS) {
  test(`a key that is ${word} says so in the list, and what that means on its page`, async ({ page, aws }) => {
    const { KeyMetadata } = await aws.kms.send(new CreateKeyCommand(input));
    const keyId = KeyMetadata?.KeyId ?? "";
    await page.goto(`/keys?q=${keyId}`);
    await expect(page.getByRole("row").filter({ hasText: keyId.slice(-8) })).toContainText(word);
    await page.goto(`/keys/${keyId}`);
    await expect(page.getByRole("heading", { name: "What is different about this key" })).toBeVisible();
    await expect(page.getByRole("region", { name: "What is different about this key" })).toContainText(sentence);
    await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: 7 }));
  });
}
