import {
  DecryptCommand,
  DisableKeyCommand,
  GenerateDataKeyCommand,
  GetKeyLastUsageCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import type { Page } from "@playwright/test";
import type { Aws } from "../fixtures/aws.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const OBJECT = "arn:aws:s3:::records/2026/a.pdf";
const ROLE = "arn:aws:iam::000000000000:role/RecordsReader";
const ALLOW = { Sid: "Account", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };

async function setPolicy({ kms }: Aws, KeyId: string, ...statements: object[]): Promise<void> {
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [ALLOW, ...statements] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }));
}

async function check(page: Page, keyId: string, role = ""): Promise<void> {
  await page.goto(`/keys/${keyId}?tab=check`);
  await page.getByLabel("Object ARN").fill(OBJECT);
  await page.getByLabel("Role ARN").fill(role);
  await page.getByRole("button", { name: "Check" }).click();
}

/** The cells of one use: asked directly, through S3. */
function cells(page: Page, use: string) {
  const row = page.getByRole("table", { name: "Permission check" }).getByRole("row").filter({ hasText: use });
  return { directly: row.getByRole("cell").nth(0), throughS3: row.getByRole("cell").nth(1) };
}

/** What KMS itself says to a dry run of the test's own. */
async function dryRun({ kms }: Aws, KeyId: string): Promise<string[]> {
  const EncryptionContext = { "aws:s3:arn": OBJECT };
  const write = new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext, DryRun: true });
  const read = new DecryptCommand({ KeyId, EncryptionContext, DryRun: true, DryRunModifiers: ["IGNORE_CIPHERTEXT"] });
  const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error));
  return [await kms.send(write).then(() => "", nameOf), await kms.send(read).then(() => "", nameOf)];
}

test("who may use the key is told so, and the key is not used", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await check(page, key.id);
  for (const use of ["kms:GenerateDataKey", "kms:Decrypt"]) {
    await expect(cells(page, use).directly).toHaveText("Allowed");
    await expect(cells(page, use).throughS3).toHaveText("Allowed");
  }
  await expect(commandsUnder(page, "What was sent")).toContainText("--dry-run-modifiers");
  expect(await dryRun(aws, key.arn)).toEqual(["DryRunOperationException", "DryRunOperationException"]);
  const { KeyLastUsage } = await aws.kms.send(new GetKeyLastUsageCommand({ KeyId: key.arn }));
  expect(KeyLastUsage).toEqual({});
});

test("each use is refused by itself, with the permission that is denied", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await setPolicy(aws, key.arn, { ...ALLOW, Sid: "NoReads", Effect: "Deny", Action: "kms:Decrypt" });
  await check(page, key.id);
  await expect(cells(page, "kms:GenerateDataKey").directly).toHaveText("Allowed");
  await expect(cells(page, "kms:Decrypt").directly).toContainText("Refused");
  await expect(page.getByText("Denied by a policy: kms:Decrypt")).toBeVisible();
  expect(await dryRun(aws, key.arn)).toEqual(["DryRunOperationException", "AccessDeniedException"]);
});

test("a disabled key is refused for its state", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await check(page, key.id);
  await expect(cells(page, "kms:Decrypt").directly).toContainText("Refused");
  await expect(cells(page, "kms:Decrypt").directly).toContainText("DisabledException");
});

test("a role is checked in its own right", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const Principal = { AWS: ROLE };
  await setPolicy(aws, key.arn, { ...ALLOW, Sid: "NotThisRole", Effect: "Deny", Principal, Action: "kms:Decrypt" });
  await check(page, key.id, ROLE);
  await expect(page.getByText(`Checked as ${ROLE}`)).toBeVisible();
  await expect(cells(page, "kms:GenerateDataKey").directly).toHaveText("Allowed");
  await expect(cells(page, "kms:Decrypt").directly).toContainText("Refused");
  await expect(commandsUnder(page, "What was sent")).toContainText("--role-session-name admin");
  // The test's own caller is not that role.
  expect(await dryRun(aws, key.arn)).toEqual(["DryRunOperationException", "DryRunOperationException"]);
});

test("a key policy that looks at the service leaves open what S3 would be told", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const viaS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };
  await setPolicy(aws, key.arn, {
    ...ALLOW,
    Sid: "OnlyThroughS3",
    Effect: "Deny",
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Condition: { StringNotEquals: viaS3 },
  });
  await check(page, key.id);
  await expect(cells(page, "kms:Decrypt").directly).toContainText("Refused");
  await expect(cells(page, "kms:Decrypt").throughS3).toContainText("it may differ");
  await expect(
    page.getByText("OnlyThroughS3 (kms:ViaService: StringNotEquals s3.eu-central-1.amazonaws.com)"),
  ).toBeVisible();
});

test("what was sent is what was sent, and a link asks nothing in one's name", async ({ page, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=check&object=${encodeURIComponent(OBJECT)}&role=${encodeURIComponent(ROLE)}`);
  await expect(page.getByLabel("Role ARN")).toHaveValue(ROLE);
  await expect(page.getByRole("table", { name: "Permission check" })).toHaveCount(0);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText(`Checked as ${ROLE}`)).toContainText(OBJECT);
  const sent = await commandsUnder(page, "What was sent").innerText();
  expect([...sent.matchAll(/^aws .*?(sts|kms) ([a-z-]+)/gm)].map(([, , operation]) => operation)).toEqual([
    "assume-role",
    "generate-data-key",
    "decrypt",
    "get-key-policy",
  ]);
});

test("what is no ARN is told, and nothing is asked", async ({ page, newKey }) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}?tab=check&object=records&role=App`);
  await expect(page.getByText("Give the ARN of an object")).toBeVisible();
  await expect(page.getByText("Give the full ARN of a role")).toBeVisible();
  await expect(page.getByRole("table", { name: "Permission check" })).toHaveCount(0);
  await expect(alertWith(page, "refused")).toHaveCount(0);
});
