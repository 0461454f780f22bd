import { addStatement, denyTo, readPolicy } from "../fixtures/key-policy.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const APP = "arn:aws:iam::000000000000:role/App";
const ADMIN = "arn:aws:iam::000000000000:role/KeyAdmin";
const LOGS = {
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: "logs.eu-central-1.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
};

test("administrators and users are added in a form, by the command that was shown, and no other statement is touched", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await addStatement(aws, key.arn, LOGS);
  await page.goto(`/keys/${key.id}?tab=policy`);
  await expect(page.getByRole("list", { name: "The statements in words" })).toContainText(
    "The service logs.eu-central-1.amazonaws.com may",
  );
  await page.getByRole("link", { name: "Edit in a form…" }).click();
  await page.getByLabel("Administrators").fill(ADMIN);
  await page.getByLabel("Users").fill(APP);
  await page.getByLabel("Only these buckets").fill("reports");
  await expect(page.getByRole("region", { name: "What changes in the policy" })).toContainText("OnlyTheseBuckets");
  await expect(page.getByText("This can take rights away")).toBeVisible();
  const save = page.getByRole("button", { name: "Save the policy" });
  await expect(save).toBeDisabled();
  await page.getByLabel("Only these buckets").fill("");
  await expect(page.getByText("This can take rights away")).toBeHidden();
  const shown = await commandsUnder(page, "Will be sent").innerText();
  await save.click();
  await expect(alertWith(page, "AWS reads back the policy as it was sent.")).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(shown);
  const { Statement } = await readPolicy(aws, key.arn);
  expect(Statement.map(({ Sid }) => Sid).slice(1)).toEqual(["Logs", "Administrators", "Users", "UsersSeeKey"]);
  expect(Statement[1]).toEqual(LOGS);

  await expect(page.getByText("This is the policy that is in force.")).toBeVisible();
  await page.getByLabel("Users").fill("");
  await expect(page.getByText(`taken away for ${APP}`).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "What depends on this key" })).toContainText(
    /no setting (of the buckets that were read )?names this key/i,
  );
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await save.click();
  await expect(page.getByLabel("Users")).toHaveValue("");
  await expect.poll(async () => (await readPolicy(aws, key.arn)).Statement.length).toBe(3);
});

test("as JSON, what is wrong is said by line, and a warning is not hidden", async ({ page, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=policy&edit=json`);
  const text = page.getByLabel("Key policy", { exact: true });
  const wrong = page.getByRole("list", { name: "What is wrong, by line" });
  const save = page.getByRole("button", { name: "Save the policy" });
  const before = await text.inputValue();
  await text.fill(before.replace('"Effect":', '"Effect"'));
  const line = before.split("\n").findIndex((one) => one.includes('"Effect":')) + 1;
  await expect(wrong).toContainText(`Line ${line}, column`);
  await expect(wrong).toContainText("A colon is expected here.");
  await expect(save).toBeDisabled();
  await wrong
    .getByRole("button", { name: `Line ${line}` })
    .first()
    .click();
  await expect(text).toBeFocused();

  const policy: { Statement: object[] } = JSON.parse(before);
  const scoped = {
    Sid: "Scoped",
    Effect: "Allow",
    Principal: { AWS: APP },
    Action: "kms:Decrypt",
    Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::reports" } },
  };
  const open = { Sid: "Open", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
  await text.fill(JSON.stringify({ ...policy, Statement: [...policy.Statement, scoped, open] }, null, 2));
  await expect(wrong).toContainText('Statement "Scoped" has no Resource: KMS stores it, and it never applies.');
  await expect(wrong).toContainText("that is what S3 sends with bucket keys", { ignoreCase: true });
  await expect(wrong).toContainText('Statement "Open" allows everybody in every AWS account');
  // A warning is the person's to judge; what protects the key less is typed as well.
  await expect(page.getByText("This protects the key less than today")).toBeVisible();
  await expect(save).toBeDisabled();
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await expect(save).toBeEnabled();
});

test("what would lock one out is said, refused by AWS, and shown as refused", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=policy&edit=json`);
  const text = page.getByLabel("Key policy", { exact: true });
  const before = await readPolicy(aws, key.arn);
  const deny = { Sid: "Out", Effect: "Deny", Principal: "*", Action: "kms:PutKeyPolicy", Resource: "*" };
  await text.fill(JSON.stringify({ ...before, Statement: [...before.Statement, deny] }, null, 2));
  await expect(page.getByText("You would lock yourself out")).toBeVisible();
  await page.getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(alertWith(page, "MalformedPolicyDocumentException")).toContainText("safety check");
  expect(await readPolicy(aws, key.arn)).toEqual(before);
});

test("a policy that somebody changed meanwhile is not overwritten", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=policy&edit=form`);
  await page.getByLabel("Users").fill(APP);
  await addStatement(aws, key.arn, LOGS);
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("Nothing was changed now.");
  expect((await readPolicy(aws, key.arn)).Statement.map(({ Sid }) => Sid)).toContain("Logs");
  expect(JSON.stringify(await readPolicy(aws, key.arn))).not.toContain(APP);
});

test("a policy that may not be read is not known, and not empty", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await denyTo(aws, key.arn, "kms:GetKeyPolicy");
  await page.goto(`/keys/${key.id}?tab=policy`);
  await expect(page.getByText("The key policy is not known")).toBeVisible();
  await expect(page.getByText("Denied by a policy: kms:GetKeyPolicy")).toBeVisible();
});
