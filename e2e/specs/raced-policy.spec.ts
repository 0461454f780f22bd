import { PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import type { Aws } from "../fixtures/aws.ts";
import { addStatement, readPolicy } from "../fixtures/key-policy.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const USE = {
  Sid: "AppUse",
  Effect: "Allow",
  Principal: { AWS: [role("App"), role("Gateway")] },
  Action: ["kms:GenerateDataKey", "kms:Decrypt"],
  Resource: "*",
};
const PARTNER = { ...USE, Sid: "Partner", Principal: { AWS: role("Partner") } };

/** Leaves of a key's policy the statements that are not called so, as somebody else would. */
async function takeOut(aws: Aws, KeyId: string, sid: string): Promise<void> {
  const policy = await readPolicy(aws, KeyId);
  const Policy = JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) });
  await aws.kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
}

test("after a conflict the form goes on from the policy in force: what somebody took out stays out", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, USE);
  await addStatement(aws, key.arn, PARTNER);
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  const users = page.getByLabel("Users");
  await expect(users).toHaveValue([role("App"), role("Gateway"), role("Partner")].join("\n"));
  await users.fill([role("App"), role("Gateway"), role("Partner"), role("New")].join("\n"));
  const save = page.getByRole("button", { name: "Save the policy" });
  await takeOut(aws, key.arn, "Partner");
  await save.click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  const moved = alertWith(page, "The form goes on from the policy that is in force now");
  await expect(moved).toContainText(`Taken out of Users: ${role("Partner")}.`);
  await expect(moved).toContainText(`Added to Users: ${role("New")}.`);
  await expect(users).toHaveValue([role("App"), role("Gateway"), role("New")].join("\n"));
  const difference = page.getByRole("region", { name: "What changes in the policy" });
  await expect(difference).toContainText(role("New"));
  await expect(difference).not.toContainText(role("Partner"));

  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  await expect(moved).toBeHidden();
  const { Statement } = await readPolicy(aws, key.arn);
  expect(JSON.stringify(Statement)).not.toContain(role("Partner"));
  expect(Statement.find(({ Sid }) => Sid === "AppUse")).toEqual({
    ...USE,
    Principal: { AWS: [role("App"), role("Gateway"), role("New")] },
  });
});

test("after a conflict the text stays, and undoes what somebody changed only where that is typed", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, USE);
  await addStatement(aws, key.arn, PARTNER);
  await page.goto(`/keys/${key.id}?tab=policy&edit=json`);
  const text = page.getByLabel("Key policy", { exact: true });
  const save = page.getByRole("button", { name: "Save the policy" });
  const before = await readPolicy(aws, key.arn);
  const mine = { ...USE, Sid: "Mine", Principal: { AWS: role("New") } };
  const typed = JSON.stringify({ ...before, Statement: [...before.Statement, mine] }, null, 2);
  await text.fill(typed);
  await expect(save).toBeEnabled();
  await takeOut(aws, key.arn, "Partner");
  await save.click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  await expect(text).toHaveValue(typed);
  await expect(page.getByText("This would undo what was changed meanwhile")).toBeVisible();
  await expect(page.getByText('Statement "Partner", which was taken out meanwhile, is put back.')).toBeVisible();
  await expect(page.getByRole("region", { name: "What changes in the policy" })).toContainText(role("Partner"));
  await expect(save).toBeDisabled();

  const left = await readPolicy(aws, key.arn);
  await text.fill(JSON.stringify({ ...left, Statement: [...left.Statement, mine] }, null, 2));
  await expect(page.getByText("This would undo what was changed meanwhile")).toBeHidden();
  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  expect((await readPolicy(aws, key.arn)).Statement).toEqual([...left.Statement, mine]);
});

test("what somebody changed is undone once the key's name is typed for just that", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await addStatement(aws, key.arn, PARTNER);
  await page.goto(`/keys/${key.id}?tab=policy&edit=json`);
  const text = page.getByLabel("Key policy", { exact: true });
  const save = page.getByRole("button", { name: "Save the policy" });
  const before = await readPolicy(aws, key.arn);
  const mine = { ...USE, Sid: "Mine", Principal: { AWS: role("New") } };
  await text.fill(JSON.stringify({ ...before, Statement: [...before.Statement, mine] }, null, 2));
  await takeOut(aws, key.arn, "Partner");
  await save.click();
  await expect(page.getByText('Statement "Partner", which was taken out meanwhile, is put back.')).toBeVisible();
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  expect((await readPolicy(aws, key.arn)).Statement.map(({ Sid }) => Sid)).toEqual(
    [...before.Statement, mine].map(({ Sid }) => Sid),
  );
});
