import {
  CreateAliasCommand,
  CreateGrantCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  ListGrantsCommand,
  TagResourceCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { randomUUID } from "node:crypto";
import { readKey, readRotation } from "../fixtures/aws.ts";
import { dsse, headObject, listVersions, putObject, readRule, refuse } from "../fixtures/buckets.ts";
import { denyTo } from "../fixtures/key-policy.ts";
import { alertWith, chooseFiles, pickKey, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("an alias that the key's policy denies is neither created, moved nor deleted", async ({ page, aws, newKey }) => {
  const [key, other] = [await newKey(), await newKey()];
  const moved = `alias/e2e/${randomUUID()}`;
  await aws.kms.send(new CreateAliasCommand({ AliasName: moved, TargetKeyId: other.arn }));
  await denyTo(aws, key.arn, "kms:CreateAlias");
  await denyTo(aws, key.arn, "kms:DeleteAlias");
  // The key that loses the name is asked as well.
  await denyTo(aws, other.arn, "kms:UpdateAlias");
  await page.goto(`/keys/${key.id}`);

  await page.getByRole("button", { name: "Create an alias…" }).click();
  const creating = page.getByRole("dialog", { name: "Create an alias" });
  await creating.getByLabel("Alias", { exact: true }).fill(`alias/e2e/${randomUUID()}`);
  await creating.getByRole("button", { name: "Create the alias" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:CreateAlias")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Move an alias here…" }).click();
  const moving = page.getByRole("dialog", { name: "Move an alias to this key" });
  await moving.getByLabel("Alias", { exact: true }).fill(moved);
  await moving.getByRole("button", { name: "Move the alias" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:UpdateAlias")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `Delete ${key.alias}…` }).click();
  const deleting = page.getByRole("dialog", { name: "Delete an alias" });
  await deleting.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await deleting.getByRole("button", { name: "Delete the alias" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:DeleteAlias")).toBeVisible();
  expect((await readKey(aws, key.arn)).aliases).toEqual([key.alias]);
  expect((await readKey(aws, other.arn)).aliases?.toSorted()).toEqual([other.alias, moved].toSorted());
});

test("an alias that somebody took or moved meanwhile is left to them", async ({ page, aws, newKey }) => {
  const [key, other, third] = [await newKey(), await newKey(), await newKey()];
  const [taken, moved] = [`alias/e2e/${randomUUID()}`, `alias/e2e/${randomUUID()}`];
  await aws.kms.send(new CreateAliasCommand({ AliasName: moved, TargetKeyId: other.arn }));
  await page.goto(`/keys/${key.id}`);
  await page.getByRole("button", { name: "Create an alias…" }).click();
  const creating = page.getByRole("dialog", { name: "Create an alias" });
  await creating.getByLabel("Alias", { exact: true }).fill(taken);
  await aws.kms.send(new CreateAliasCommand({ AliasName: taken, TargetKeyId: other.arn }));
  await creating.getByRole("button", { name: "Create the alias" }).click();
  await expect(alertWith(page, "AlreadyExistsException")).toContainText("Choose a name that is not taken.");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Move an alias here…" }).click();
  const moving = page.getByRole("dialog", { name: "Move an alias to this key" });
  await moving.getByLabel("Alias", { exact: true }).fill(moved);
  await aws.kms.send(new UpdateAliasCommand({ AliasName: moved, TargetKeyId: third.arn }));
  await moving.getByRole("button", { name: "Move the alias" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect((await readKey(aws, key.arn)).aliases).toEqual([key.alias]);
  expect((await readKey(aws, other.arn)).aliases?.toSorted()).toEqual([other.alias, taken].toSorted());
  expect((await readKey(aws, third.arn)).aliases?.toSorted()).toEqual([third.alias, moved].toSorted());
});

test("rotation that may not be changed stays, and so does what somebody changed meanwhile", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey(200);
  await denyTo(aws, key.arn, "kms:EnableKeyRotation");
  await denyTo(aws, key.arn, "kms:DisableKeyRotation");
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await page.getByLabel("Period in days").fill("300");
  await page.getByRole("button", { name: "Change the period" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:EnableKeyRotation")).toBeVisible();
  const turnOff = async () => {
    await page.getByRole("button", { name: "Turn rotation off…" }).click();
    const dialog = page.getByRole("dialog", { name: "Turn rotation off" });
    await dialog.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
    return dialog.getByRole("button", { name: "Turn rotation off" });
  };
  await (await turnOff()).click();
  await expect(alertWith(page, "Denied by a policy: kms:DisableKeyRotation")).toBeVisible();
  expect(await readRotation(aws, key.arn)).toEqual({ on: true, periodDays: 200 });

  const raced = await newKey(200);
  await page.goto(`/keys/${raced.id}?tab=rotation`);
  await page.getByRole("button", { name: "Turn rotation off…" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn rotation off" });
  await dialog.getByLabel(`Type ${raced.alias} to confirm`).fill(raced.alias);
  await aws.kms.send(new EnableKeyRotationCommand({ KeyId: raced.arn, RotationPeriodInDays: 90 }));
  await dialog.getByRole("button", { name: "Turn rotation off" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect(await readRotation(aws, raced.arn)).toEqual({ on: true, periodDays: 90 });

  await aws.kms.send(new DisableKeyRotationCommand({ KeyId: raced.arn }));
  await page.goto(`/keys/${raced.id}?tab=rotation`);
  await page.getByLabel("Period in days").fill("365");
  await aws.kms.send(new EnableKeyRotationCommand({ KeyId: raced.arn, RotationPeriodInDays: 120 }));
  await page.getByRole("button", { name: "Turn rotation on" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect(await readRotation(aws, raced.arn)).toEqual({ on: true, periodDays: 120 });
});

test("tags of a key that may not be set or taken away stay, and so do those that somebody changed meanwhile", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  const tag = (TagKey: string, TagValue: string) =>
    aws.kms.send(new TagResourceCommand({ KeyId: key.arn, Tags: [{ TagKey, TagValue }] }));
  await tag("owner", "records");
  const edit = async (text: string) => {
    await page.goto(`/keys/${key.id}`);
    await page.getByRole("button", { name: "Change the tags…" }).click();
    await page.getByRole("textbox", { name: "Tags", exact: true }).fill(text);
  };
  const change = page.getByRole("button", { name: "Change the tags", exact: true });

  await edit("owner=mine");
  await tag("owner", "theirs");
  await change.click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect((await readKey(aws, key.arn)).tags).toEqual({ owner: "theirs" });

  await denyTo(aws, key.arn, "kms:TagResource");
  await denyTo(aws, key.arn, "kms:UntagResource");
  await edit("owner=mine");
  await change.click();
  await expect(alertWith(page, "Denied by a policy: kms:TagResource")).toBeVisible();
  await edit("");
  await change.click();
  await expect(alertWith(page, "Denied by a policy: kms:UntagResource")).toBeVisible();
  expect((await readKey(aws, key.arn)).tags).toEqual({ owner: "theirs" });
});

test("a grant that may be neither revoked nor retired stays", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const GranteePrincipal = "arn:aws:iam::000000000000:role/imaging-gateway";
  await aws.kms.send(
    new CreateGrantCommand({ KeyId: key.arn, Name: "kept", GranteePrincipal, Operations: ["Decrypt"] }),
  );
  await denyTo(aws, key.arn, "kms:RevokeGrant");
  await denyTo(aws, key.arn, "kms:RetireGrant");
  for (const verb of ["Revoke", "Retire"]) {
    await page.goto(`/keys/${key.id}?tab=grants`);
    await page.getByRole("button", { name: `${verb} kept…` }).click();
    await page.getByLabel("Type kept to confirm").fill("kept");
    await page.getByRole("button", { name: `${verb} the grant` }).click();
    await expect(alertWith(page, `Denied by a policy: kms:${verb}Grant`)).toBeVisible();
  }
  const { Grants = [] } = await aws.kms.send(new ListGrantsCommand({ KeyId: key.arn }));
  expect(Grants.map(({ Name }) => Name)).toEqual(["kept"]);
});

test("a default that may not be set stays", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:PutEncryptionConfiguration");
  const before = await readRule(aws, bucket);
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
  await pickKey(page, key.alias);
  await page.getByRole("button", { name: "Set the default" }).click();
  await expect(alertWith(page, "Denied by a policy: s3:PutEncryptionConfiguration")).toBeVisible();
  expect(await readRule(aws, bucket)).toEqual(before);
});

test("an object that may not be deleted, or was replaced meanwhile, stays, and a refused upload stores nothing", async ({
  page,
  aws,
  newKey,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 403/);
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  const remove = async () => {
    await page.goto(`/buckets/${bucket}/object?key=kept.txt`);
    await page.getByRole("button", { name: "Delete…", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type kept.txt to confirm").fill("kept.txt");
    return dialog.getByRole("button", { name: "Delete", exact: true });
  };
  await putObject(aws, { Bucket: bucket, Key: "kept.txt", Body: "mine" });
  const raced = await remove();
  await putObject(aws, { Bucket: bucket, Key: "kept.txt", Body: "theirs, and longer" });
  await raced.click();
  await expect(alertWith(page, "Somebody changed this object")).toContainText("Nothing was changed now.");
  expect((await headObject(aws, bucket, "kept.txt")).ContentLength).toBe(18);

  await refuse(aws, bucket, "s3:DeleteObject", "s3:PutObject");
  await (await remove()).click();
  await expect(alertWith(page, "Denied by a policy: s3:DeleteObject")).toBeVisible();
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("new.txt", "refused")]);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "new.txt").getByRole("alert")).toContainText("s3:PutObject");
  expect((await listVersions(aws, bucket)).versions.map(({ Key }) => Key)).toEqual(["kept.txt"]);
});
