import {
  CreateAliasCommand,
  CreateGrantCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  ListGrantsCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { randomUUID } from "node:crypto";
import { createBucket, dsse, readRule } from "../fixtures/buckets.ts";
import { alertWith, pickKey } from "../fixtures/page.ts";
import { readPolicyOf, setPolicy } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

const NOTHING = "Nothing was changed now.";

test("statements that somebody changed meanwhile are neither taken out nor added to", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  const theirs = {
    Sid: "Meanwhile",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/closed/*`,
  };
  for (const [on, off, verb] of [
    ["dsse-tolerant", "dsse-off", "Enforce DSSE-KMS"],
    ["tls-on", "tls-off", "Refuse plain HTTP"],
  ] as const) {
    await page.goto(`/buckets/${bucket}/policy?change=${on}`);
    await page.getByRole("button", { name: verb, exact: true }).click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    await page.goto(`/buckets/${bucket}/policy?change=${off}`);
    await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
    await setPolicy(aws, bucket, theirs);
    await page.getByRole("button", { name: /^Take the statements? out$/ }).click();
    await expect(alertWith(page, "Somebody changed the policy")).toContainText(NOTHING);
    expect((await readPolicyOf(aws, bucket))?.Statement).toEqual([theirs]);

    await page.goto(`/buckets/${bucket}/policy?change=${on}`);
    const again = page.getByRole("button", { name: verb, exact: true });
    await expect(again).toBeEnabled();
    await setPolicy(aws, bucket, { ...theirs, Sid: "Later" });
    await again.click();
    await expect(alertWith(page, "Somebody changed the policy")).toContainText(NOTHING);
    expect((await readPolicyOf(aws, bucket))?.Statement).toEqual([{ ...theirs, Sid: "Later" }]);
  }
});

test("a key whose state somebody changed meanwhile is neither enabled nor scheduled for deletion", async ({
  page,
  aws,
  newKey,
}) => {
  const [disabled, enabled] = [await newKey(), await newKey()];
  const stateOf = async (KeyId: string) =>
    (await aws.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
  await aws.kms.send(new DisableKeyCommand({ KeyId: disabled.arn }));
  await page.goto(`/keys/${disabled.id}`);
  const enable = page.getByRole("button", { name: "Enable the key" });
  await expect(enable).toBeVisible();
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: disabled.arn, PendingWindowInDays: 7 }));
  await enable.click();
  await expect(alertWith(page, "Somebody changed the state of")).toContainText(NOTHING);
  expect(await stateOf(disabled.arn)).toBe("PendingDeletion");

  await page.goto(`/keys/${enabled.id}?change=ScheduleKeyDeletion`);
  const dialog = page.getByRole("dialog", { name: /^Schedule the deletion/ });
  await dialog.getByLabel(`Type ${enabled.alias} to confirm`).fill(enabled.alias);
  await aws.kms.send(new DisableKeyCommand({ KeyId: enabled.arn }));
  await dialog.getByRole("button", { name: "Schedule deletion in 30 days" }).click();
  await expect(alertWith(page, "Somebody changed the state of")).toContainText(NOTHING);
  expect(await stateOf(enabled.arn)).toBe("Disabled");
});

test("a grant that somebody ended meanwhile is said to be gone, and no other is retired", async ({
  page,
  aws,
  newKey,
}) => {
  const { arn: KeyId, id } = await newKey();
  const GranteePrincipal = "arn:aws:iam::000000000000:role/imaging-gateway";
  const make = (Name: string) =>
    aws.kms.send(new CreateGrantCommand({ KeyId, Name, GranteePrincipal, Operations: ["Decrypt"] }));
  const { GrantId } = await make("gone");
  await make("kept");
  await page.goto(`/keys/${id}?tab=grants`);
  await page.getByRole("button", { name: "Retire gone…" }).click();
  await page.getByLabel("Type gone to confirm").fill("gone");
  await aws.kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
  await page.getByRole("button", { name: "Retire the grant" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("this one is gone");
  const { Grants = [] } = await aws.kms.send(new ListGrantsCommand({ KeyId }));
  expect(Grants.map(({ Name }) => Name)).toEqual(["kept"]);
});

test("a bucket whose name was taken meanwhile is left as it is", async ({ page, aws, newKey, bucketName }) => {
  const key = await newKey();
  await page.goto("/buckets/new");
  await page.getByLabel("Name").fill(bucketName);
  await pickKey(page, key.alias);
  await createBucket(aws, bucketName);
  const before = await readRule(aws, bucketName);
  await page.getByRole("button", { name: "Create bucket" }).click();
  await expect(alertWith(page, "The bucket was not made")).toContainText("Nothing was changed.");
  expect(await readRule(aws, bucketName)).toEqual(before);
});

test("a key is not made under an alias that somebody took meanwhile", async ({ page, aws, newKey }) => {
  const other = await newKey();
  const alias = `alias/e2e/${randomUUID()}`;
  await page.goto("/keys/new");
  await page.getByLabel("Alias").fill(alias);
  await expect(page.getByRole("button", { name: "Create the key" })).toBeEnabled();
  await aws.kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: other.arn }));
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(alertWith(page, alias)).toContainText(other.id);
  expect((await aws.kms.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.Arn).toBe(other.arn);
  await expect(page.getByLabel("What was sent, AWS CLI")).toHaveCount(0);
});
