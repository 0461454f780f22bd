import {
  CreateAliasCommand,
  DisableKeyCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms";
import { randomUUID } from "node:crypto";
import { readKey } from "../fixtures/aws.ts";
import { denyTo } from "../fixtures/key-policy.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("an alias is created, and another key's moved here, by the commands that were shown", async ({
  page,
  aws,
  newKey,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const [fresh, moved] = [`alias/e2e/${randomUUID()}`, `alias/e2e/${randomUUID()}`];
  await aws.kms.send(new CreateAliasCommand({ AliasName: moved, TargetKeyId: other.arn }));
  await page.goto(`/keys/${key.id}`);

  await page.getByRole("button", { name: "Create an alias…" }).click();
  const creating = page.getByRole("dialog", { name: "Create an alias" });
  await creating.getByLabel("Alias", { exact: true }).fill(fresh);
  const shown = await commandsUnder(page, "Will be sent").innerText();
  await creating.getByRole("button", { name: "Create the alias" }).click();
  await expect(alertWith(page, `${fresh} names this key`)).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(shown);

  await page.getByRole("button", { name: "Move an alias here…" }).click();
  const moving = page.getByRole("dialog", { name: "Move an alias to this key" });
  await expect(moving).toContainText("It re-encrypts nothing.");
  await moving.getByLabel("Alias", { exact: true }).fill(moved);
  await moving.getByRole("button", { name: "Move the alias" }).click();
  await expect(alertWith(page, `${moved} names this key now`)).toBeVisible();
  expect((await readKey(aws, key.arn)).aliases?.toSorted()).toEqual([key.alias, fresh, moved].toSorted());
  expect((await readKey(aws, other.arn)).aliases).toEqual([other.alias]);

  await page.getByRole("button", { name: `Delete ${fresh}…` }).click();
  const deleting = page.getByRole("dialog", { name: "Delete an alias" });
  const confirm = deleting.getByRole("button", { name: "Delete the alias" });
  await expect(confirm).toBeDisabled();
  await deleting.getByLabel(`Type ${fresh} to confirm`).fill(fresh);
  await confirm.click();
  await expect(alertWith(page, `${fresh} names no key`)).toBeVisible();
  expect((await readKey(aws, key.arn)).aliases?.toSorted()).toEqual([key.alias, moved].toSorted());
});

test("what an alias would name then, and who depends on it, is said before it goes", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await newKey();
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: "Move an alias here…" }).click();
  await expect(page.getByText("This key reads Disabled")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Delete ${key.alias}…` }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Used by" }).click();
  await expect(page.getByRole("heading", { name: "What depends on this key" })).toBeVisible();
});

test("an alias that somebody moved meanwhile is not moved again or deleted", async ({ page, aws, newKey }) => {
  const [key, other] = [await newKey(), await newKey()];
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: `Delete ${key.alias}…` }).click();
  const dialog = page.getByRole("dialog", { name: "Delete an alias" });
  await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await aws.kms.send(new UpdateAliasCommand({ AliasName: key.alias, TargetKeyId: other.arn }));
  await dialog.getByRole("button", { name: "Delete the alias" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect((await readKey(aws, other.arn)).aliases).toContain(key.alias);
});

test("tags and description are changed and read back, and what is refused or raced changes nothing", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: "Add tags…" }).click();
  await page.getByRole("textbox", { name: "Tags", exact: true }).fill("owner=records\ndata-class=phi");
  await page.getByRole("button", { name: "Change the tags", exact: true }).click();
  await expect(alertWith(page, "AWS reads back the tags as asked.")).toBeVisible();
  expect((await readKey(aws, key.arn)).tags).toEqual({ owner: "records", "data-class": "phi" });

  await page.getByRole("button", { name: "Change the tags…" }).click();
  await page.getByRole("textbox", { name: "Tags", exact: true }).fill("owner=research");
  await expect(page.getByRole("list", { name: "Before and after" })).toContainText("data-class: phi → removed");
  await page.getByRole("button", { name: "Change the tags", exact: true }).click();
  await expect(alertWith(page, "AWS reads back the tags as asked.")).toBeVisible();
  expect((await readKey(aws, key.arn)).tags).toEqual({ owner: "research" });

  await page.getByRole("button", { name: "Change the description…" }).click();
  await page.getByRole("textbox", { name: "Description", exact: true }).fill("Patient records,\nof two lines");
  await page.getByRole("button", { name: "Change the description", exact: true }).click();
  await expect(alertWith(page, "AWS reads back the description as asked.")).toBeVisible();
  expect((await readKey(aws, key.arn)).metadata?.Description).toBe("Patient records,\nof two lines");

  await page.getByRole("button", { name: "Change the description…" }).click();
  await page.getByRole("textbox", { name: "Description", exact: true }).fill("mine");
  await aws.kms.send(new UpdateKeyDescriptionCommand({ KeyId: key.arn, Description: "theirs" }));
  await page.getByRole("button", { name: "Change the description", exact: true }).click();
  await expect(alertWith(page, "Somebody changed")).toBeVisible();
  expect((await readKey(aws, key.arn)).metadata?.Description).toBe("theirs");

  await denyTo(aws, key.arn, "kms:UpdateKeyDescription");
  await page.reload();
  await page.getByRole("button", { name: "Change the description…" }).click();
  await page.getByRole("textbox", { name: "Description", exact: true }).fill("mine");
  await page.getByRole("button", { name: "Change the description", exact: true }).click();
  await expect(alertWith(page, "kms:UpdateKeyDescription")).toBeVisible();
  expect((await readKey(aws, key.arn)).metadata?.Description).toBe("theirs");
});
