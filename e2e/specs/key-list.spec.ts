import { UpdateKeyDescriptionCommand } from "@aws-sdk/client-kms";
import { denyTo } from "../fixtures/key-policy.ts";
import { expect, test } from "../fixtures/test.ts";

test("a key that cannot be read spoils its own row alone", async ({ page, aws, newKey }) => {
  const [read, unread] = [await newKey(180), await newKey(180)];
  await denyTo(aws, unread.arn, "kms:DescribeKey");
  await page.goto("/keys?region=eu-central-1");
  const row = (alias: string) => page.getByRole("row").filter({ hasText: alias });
  await expect(row(read.alias)).toContainText("On · 180 days");
  await expect(row(unread.alias)).toContainText("a policy denies kms:DescribeKey");
  await expect(row(unread.alias)).not.toContainText("Off");
});

test("the list is filtered by what a key's description says, in all its pages", async ({ page, aws, newKey }) => {
  const [found, other] = [await newKey(), await newKey()];
  const word = `needle${found.id.slice(0, 8)}`;
  await aws.kms.send(new UpdateKeyDescriptionCommand({ KeyId: found.arn, Description: `Hay with a ${word}` }));
  await page.goto("/keys");
  await page.getByLabel("Filter by alias, id, description or state").fill(word);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: found.alias })).toBeVisible();
  await expect(page.getByText(other.alias)).toBeHidden();
  await expect(page.getByText(`1 customer managed key with “${word}”`)).toBeVisible();
});
