import { addStatement, readPolicy } from "../fixtures/key-policy.ts";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const ADMIN = {
  Sid: "BreakGlass",
  Effect: "Allow",
  Principal: { AWS: role("BreakGlass") },
  Action: "kms:*",
  Resource: "*",
};
const APP = {
  ...ADMIN,
  Sid: "AppUse",
  Principal: { AWS: role("App") },
  Action: ["kms:GenerateDataKey", "kms:Decrypt"],
};

test("a new user gets use of the key and not what an administrator has", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await addStatement(aws, key.arn, ADMIN);
  await addStatement(aws, key.arn, APP);
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  const users = page.getByLabel("Users");
  await expect(users).toHaveValue(`${role("BreakGlass")}\n${role("App")}`);
  await users.fill([role("BreakGlass"), role("App"), role("NewReader")].join("\n"));
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  const { Statement } = await readPolicy(aws, key.arn);
  expect(Statement.slice(1)).toEqual([
    ADMIN,
    { ...APP, Principal: { AWS: [role("App"), role("NewReader")] } },
    expect.objectContaining({ Sid: "UsersSeeKey", Principal: { AWS: role("NewReader") } }),
  ]);
});

test("an administrator who uses the key too is not taken out of one list by the statement of both", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, ADMIN);
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  await page.getByLabel("Users").fill("");
  await expect(alertWith(page, "The form cannot write this")).toContainText("“BreakGlass” lets");
  await expect(page.getByRole("button", { name: "Save the policy" })).toBeDisabled();
  await page.getByLabel("Administrators").fill("");
  await expect(page.getByText(`taken away for ${role("BreakGlass")}`).first()).toBeVisible();
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect.poll(async () => (await readPolicy(aws, key.arn)).Statement.length).toBe(1);
});

test("a restriction that goes is said, and typed; what is typed for one change is not typed for another", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, {
    Sid: "OnlyThroughS3",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringNotEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
  });
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  const box = page.getByLabel("Only through S3 in this Region");
  await expect(box).toBeChecked();
  await box.uncheck();
  await expect(page.getByText("This protects the key less than today")).toBeVisible();
  await expect(page.getByText('Statement "OnlyThroughS3" goes, or refuses less.')).toBeVisible();
  const save = page.getByRole("button", { name: "Save the policy" });
  const typed = page.getByLabel(`Type ${key.alias} to confirm`);
  await expect(save).toBeDisabled();
  await typed.fill(key.alias);
  await expect(save).toBeEnabled();
  await page.getByLabel("Users").fill("arn:aws:iam::999999999999:role/Partner");
  await expect(page.getByText('"Users" lets in others than those of this account')).toBeVisible();
  await expect(save).toBeDisabled();
  await page.getByLabel("Users").fill("");
  await typed.fill(key.alias);
  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  expect((await readPolicy(aws, key.arn)).Statement).toHaveLength(1);
});

test("a statement that only has the form's Sid is named and left alone", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const denied = { ...ADMIN, Sid: "Administrators", Effect: "Deny", Action: "kms:PutKeyPolicy" };
  await addStatement(aws, key.arn, denied);
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  await expect(page.getByText("“Administrators”: what such a statement demands")).toBeVisible();
  await page.getByLabel("Administrators").fill(role("KeyAdmin"));
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  const { Statement } = await readPolicy(aws, key.arn);
  expect(Statement[1]).toEqual(denied);
  expect(Statement[2]).toMatchObject({ Sid: "Administrators2", Effect: "Allow", Principal: { AWS: role("KeyAdmin") } });
});
