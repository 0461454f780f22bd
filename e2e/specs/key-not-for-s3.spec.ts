import {
  CreateKeyCommand,
  DescribeKeyCommand,
  ListGrantsCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { alertWith } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const ROLE = "arn:aws:iam::000000000000:role/imaging-gateway";

test("a key that S3 cannot use is disabled and granted without a word of S3’s objects", async ({ page, aws }) => {
  const { KeyMetadata } = await aws.kms.send(
    new CreateKeyCommand({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }),
  );
  const KeyId = KeyMetadata?.KeyId ?? "";
  await page.goto(`/keys/${KeyId}?tab=grants`);
  await expect(page.getByText("This key has no grants.")).toBeVisible();
  await expect(page.getByText("S3 needs none")).toHaveCount(0);
  await page.getByRole("button", { name: "Create a grant…" }).click();
  const granting = page.getByRole("dialog", { name: "Create a grant" });
  await granting.getByLabel("Name").fill("tokens");
  await granting.getByLabel("Grantee", { exact: true }).fill(ROLE);
  await granting.getByLabel("VerifyMac").check();
  await expect(granting.getByLabel("Source ARN")).toBeVisible();
  await expect(granting.getByLabel(/Encryption context/)).toHaveCount(0);
  await granting.getByRole("button", { name: "Create the grant" }).click();
  await expect(alertWith(page, "AWS reads back the grant tokens")).toBeVisible();
  const { Grants } = await aws.kms.send(new ListGrantsCommand({ KeyId }));
  expect(Grants).toEqual([expect.objectContaining({ Name: "tokens", Operations: ["VerifyMac"] })]);

  await page.goto(`/keys/${KeyId}?tab=check`);
  await expect(page.getByText("S3 cannot use this one")).toBeVisible();

  await page.goto(`/keys/${KeyId}`);
  await expect(page.getByText("Whoever is allowed to can use this key; S3 cannot.")).toBeVisible();
  await page.getByRole("link", { name: "Disable…" }).click();
  const disabling = page.getByRole("dialog", { name: `Disable ${KeyId}` });
  await expect(disabling.getByText("Enabled again, it can be used as before.")).toBeVisible();
  await expect(disabling.getByText("No setting of the buckets that were read names this key.")).toBeVisible();
  await expect(disabling.getByText(/uploads|objects fail|under it can be read/)).toHaveCount(0);
  await disabling.getByLabel(`Type ${KeyId} to confirm`).fill(KeyId);
  await disabling.getByRole("button", { name: "Disable the key" }).click();
  await expect(alertWith(page, "AWS reads back: Disabled.")).toBeVisible();
  await expect(page.getByText("It can be used again by whom its policy allows.")).toBeVisible();
  const disabled = await aws.kms.send(new DescribeKeyCommand({ KeyId }));
  expect(disabled.KeyMetadata?.KeyState).toBe("Disabled");
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
});
