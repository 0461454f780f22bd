import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { ListAliasesCommand } from "@aws-sdk/client-kms";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { dsse } from "../fixtures/buckets.ts";
import { ACCOUNT, openControl } from "../fixtures/control.ts";
import { readPolicy } from "../fixtures/key-policy.ts";
import { alertWith, pickKey } from "../fixtures/page.ts";
import { readPolicyOf, setPolicy, sidsIn } from "../fixtures/policies.ts";
import { openAsUser } from "../fixtures/refused-user.ts";
import { openForm } from "../fixtures/settings.ts";
import { expect, test } from "../fixtures/test.ts";

test("a bucket's policy that denies its own change is shown to, and stays as it is", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  const { page, at } = await openAsUser(newConsole, newBrowser);
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await setPolicy(aws, bucket, {
    Sid: "Frozen",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutBucketPolicy",
    Resource: `arn:aws:s3:::${bucket}`,
  });
  for (const [change, verb] of [
    ["dsse-tolerant", "Enforce DSSE-KMS"],
    ["dsse-strict", "Enforce DSSE-KMS, header required"],
    ["tls-on", "Refuse plain HTTP"],
  ] as const) {
    await page.goto(at(`/buckets/${bucket}/policy?change=${change}`));
    await page.getByRole("button", { name: verb, exact: true }).click();
    await expect(alertWith(page, "Denied by a policy: s3:PutBucketPolicy")).toBeVisible();
    expect(await sidsIn(aws, bucket)).toEqual(["Frozen"]);
  }
});

test("who may not delete a bucket's policy takes no last statement out of it", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  const { page, at, deny } = await openAsUser(newConsole, newBrowser);
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  for (const [on, off, enforce] of [
    ["dsse-tolerant", "dsse-off", "Enforce DSSE-KMS"],
    ["tls-on", "tls-off", "Refuse plain HTTP"],
  ] as const) {
    await deny("s3:DeleteBucket");
    await page.goto(at(`/buckets/${bucket}/policy?change=${on}`));
    await page.getByRole("button", { name: enforce, exact: true }).click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    const before = await readPolicyOf(aws, bucket);

    await deny("s3:DeleteBucketPolicy");
    await page.goto(at(`/buckets/${bucket}/policy?change=${off}`));
    await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
    const takeOut = page.getByRole("button", { name: /^Take the statements? out$/ });
    await takeOut.click();
    await expect(alertWith(page, "Denied by a policy: s3:DeleteBucketPolicy")).toBeVisible();
    expect(await readPolicyOf(aws, bucket)).toEqual(before);

    await deny("s3:DeleteBucket");
    await takeOut.click();
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible();
    expect(await readPolicyOf(aws, bucket)).toBeNull();
  }
});

test("a key's policy, a new key and a new bucket that are refused name the permission, and nothing comes of them", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  bucketName,
}) => {
  const { page, at, deny } = await openAsUser(newConsole, newBrowser);
  const key = await newKey();
  await deny("kms:PutKeyPolicy", "kms:CreateKey", "s3:CreateBucket");
  const before = await readPolicy(aws, key.arn);
  await page.goto(at(`/keys/${key.id}?tab=policy&edit=form`));
  await page.getByLabel("Users").fill("arn:aws:iam::000000000000:role/App");
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:PutKeyPolicy")).toBeVisible();
  expect(await readPolicy(aws, key.arn)).toEqual(before);

  const alias = `alias/e2e/${randomUUID()}`;
  await page.goto(at("/keys/new"));
  await page.getByLabel("Alias").fill(alias);
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:CreateKey")).toBeVisible();
  const { Aliases = [] } = await aws.kms.send(new ListAliasesCommand({ Limit: 1000 }));
  expect(Aliases.map(({ AliasName }) => AliasName)).not.toContain(alias);

  await page.goto(at("/buckets/new"));
  await page.getByLabel("Name").fill(bucketName);
  await pickKey(page, key.alias);
  await page.getByRole("button", { name: "Create bucket" }).click();
  await expect(alertWith(page, "Denied by a policy: s3:CreateBucket")).toBeVisible();
  const head = aws.s3.send(new HeadBucketCommand({ Bucket: bucketName }));
  await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test("a role that may not be taken on leaves both uses of a key not known", async ({
  newConsole,
  newBrowser,
  newKey,
}) => {
  const { page, at, deny } = await openAsUser(newConsole, newBrowser);
  const key = await newKey();
  await deny("sts:AssumeRole");
  await page.goto(at(`/keys/${key.id}?tab=check`));
  await page.getByLabel("Object ARN").fill("arn:aws:s3:::records/2026/a.pdf");
  await page.getByLabel("Role ARN").fill("arn:aws:iam::000000000000:role/RecordsReader");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("Denied by a policy: sts:AssumeRole")).toBeVisible();
  const table = page.getByRole("table", { name: "Permission check" });
  await expect(table).toContainText("the console may not take on this role (sts:AssumeRole)");
  await expect(table.getByRole("cell", { name: "Allowed", exact: true })).toHaveCount(0);
  await expect(table.getByRole("cell", { name: /^Refused/ })).toHaveCount(0);
});

test("the account's switches that may not be set name the permission, and stay", async ({
  newConsole,
  newBrowser,
  newBucket,
}) => {
  const { page, at, deny } = await openAsUser(newConsole, newBrowser);
  const control = openControl();
  const read = () =>
    control.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT })).then(
      ({ PublicAccessBlockConfiguration: found }) => found,
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
  await deny("s3:PutAccountPublicAccessBlock");
  const before = await read();
  await page.goto(at(`/buckets/${await newBucket()}/settings`));
  const row = await openForm(page, {
    row: "Block Public Access, account",
    what: "Block Public Access of the account",
  });
  for (const box of await row.getByRole("checkbox").all()) await box.setChecked(!(await box.isChecked()));
  const typed = row.getByLabel(`Type ${ACCOUNT} to confirm`);
  if (await typed.isVisible()) await typed.fill(ACCOUNT);
  await row.getByRole("button", { name: "Set the switches" }).click();
  await expect(row.getByRole("alert").filter({ hasText: "was not changed" })).toContainText(
    "s3:PutAccountPublicAccessBlock",
  );
  expect(await read()).toEqual(before);
});
