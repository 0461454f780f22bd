import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a description of several lines is stored with the line feeds that the command shows, and changed again", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  await page.goto(`/keys/${key.id}`);
  for (const text of ["Records,\nof the archive", "Records,\nof the archive,\nand its index"]) {
    await page.getByRole("button", { name: "Change the description…" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the description" });
    await dialog.getByLabel("Description").fill(text);
    await expect(commandsUnder(page, "Will be sent")).toContainText(text);
    await dialog.getByRole("button", { name: "Change the description" }).click();
    await expect(alertWith(page, "AWS reads back the description as asked.")).toBeVisible();
    const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: key.arn }));
    expect(KeyMetadata?.Description).toBe(text);
    // The next change is compared with what the page shows.
    await expect(page.getByRole("definition").filter({ hasText: text })).toBeVisible();
  }
});
