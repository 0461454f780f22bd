import { CreateGrantCommand, ListGrantsCommand, RevokeGrantCommand } from "@aws-sdk/client-kms";
import type { Aws } from "../fixtures/aws.ts";
import { denyTo } from "../fixtures/key-policy.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const ROLE = "arn:aws:iam::000000000000:role/imaging-gateway";

async function grantsOf({ kms }: Aws, KeyId: string) {
  return (await kms.send(new ListGrantsCommand({ KeyId }))).Grants ?? [];
}

function grant({ kms }: Aws, KeyId: string, Name: string) {
  return kms.send(new CreateGrantCommand({ KeyId, Name, GranteePrincipal: ROLE, Operations: ["Decrypt"] }));
}

test("a grant is created with operations and a constraint by the command that was shown, then revoked", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=grants`);
  await expect(page.getByText("This key has no grants.")).toBeVisible();
  await expect(page.getByText("S3 needs none to encrypt objects")).toBeVisible();
  await page.getByRole("button", { name: "Create a grant…" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a grant" });
  const create = dialog.getByRole("button", { name: "Create the grant" });
  await dialog.getByLabel("Name").fill("imaging");
  await dialog.getByLabel("Grantee", { exact: true }).fill(ROLE);
  await expect(create).toBeDisabled();
  await dialog.getByLabel("Decrypt", { exact: true }).check();
  await dialog.getByLabel("DescribeKey").check();
  await dialog.getByLabel("Encryption context, at least").fill("aws:s3:arn=arn:aws:s3:::reports/a.pdf");
  const shown = await commandsUnder(page, "Will be sent").innerText();
  await create.click();
  await expect(alertWith(page, "AWS reads back the grant imaging")).toBeVisible();
  expect(await commandsUnder(page, "What was sent").innerText()).toBe(shown);
  expect(await grantsOf(aws, key.arn)).toEqual([
    expect.objectContaining({
      Name: "imaging",
      GranteePrincipal: ROLE,
      Operations: ["Decrypt", "DescribeKey"],
      Constraints: { EncryptionContextSubset: { "aws:s3:arn": "arn:aws:s3:::reports/a.pdf" } },
    }),
  ]);

  await page.getByRole("button", { name: "Revoke imaging…" }).click();
  const revoking = page.getByRole("dialog", { name: "Revoke a grant" });
  await expect(revoking.getByRole("button", { name: "Revoke the grant" })).toBeDisabled();
  await revoking.getByLabel("Type imaging to confirm").fill("imaging");
  await revoking.getByRole("button", { name: "Revoke the grant" }).click();
  await expect(alertWith(page, "the key has no grant imaging")).toBeVisible();
  expect(await grantsOf(aws, key.arn)).toEqual([]);
});

test("a grant is retired, and one that is gone meanwhile is said to be", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await grant(aws, key.arn, "one");
  const { GrantId } = await grant(aws, key.arn, "two");
  await page.goto(`/keys/${key.id}?tab=grants`);
  await page.getByRole("button", { name: "Retire one…" }).click();
  await page.getByLabel("Type one to confirm").fill("one");
  await page.getByRole("button", { name: "Retire the grant" }).click();
  await expect(alertWith(page, "the key has no grant one")).toBeVisible();

  await page.getByRole("button", { name: "Revoke two…" }).click();
  await page.getByLabel("Type two to confirm").fill("two");
  await aws.kms.send(new RevokeGrantCommand({ KeyId: key.arn, GrantId }));
  await page.getByRole("button", { name: "Revoke the grant" }).click();
  await expect(alertWith(page, "Somebody changed")).toContainText("this one is gone");
});

test("a refused grant makes none, and grants that may not be listed are not none", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await denyTo(aws, key.arn, "kms:CreateGrant");
  await page.goto(`/keys/${key.id}?tab=grants`);
  await page.getByRole("button", { name: "Create a grant…" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a grant" });
  await dialog.getByLabel("Name").fill("imaging");
  await dialog.getByLabel("Grantee", { exact: true }).fill(ROLE);
  await dialog.getByLabel("Decrypt", { exact: true }).check();
  await dialog.getByRole("button", { name: "Create the grant" }).click();
  await expect(alertWith(page, "Denied by a policy: kms:CreateGrant")).toBeVisible();
  expect(await grantsOf(aws, key.arn)).toEqual([]);

  await denyTo(aws, key.arn, "kms:ListGrants");
  await page.goto(`/keys/${key.id}?tab=grants`);
  await expect(page.getByText("The grants are not known")).toBeVisible();
  await expect(page.getByText("This key has no grants.")).toBeHidden();
});

test("many grants come in pages", async ({ page, aws, newKey }) => {
  const key = await newKey();
  for (let count = 0; count < 60; count += 1) await grant(aws, key.arn, `grant-${count}`);
  await page.goto(`/keys/${key.id}?tab=grants`);
  const rows = page.getByRole("table", { name: "Grants" }).getByRole("row");
  await expect(rows).toHaveCount(51);
  await page.getByRole("link", { name: "Next grants" }).click();
  await expect(rows).toHaveCount(11);
});
