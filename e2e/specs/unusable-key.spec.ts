import { DisableKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { dsse, listVersions, putObject } from "../fixtures/buckets.ts";
import { chooseFiles, commandsUnder, rowWith, textFile } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a disabled key can be seen in the picker and not be chosen", async ({ page, aws, newKey }) => {
  const key = await newKey();
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await page.goto("/buckets/new");
  const picker = page.getByRole("combobox", { name: "KMS key" });
  await picker.fill(key.alias);
  const option = page.getByRole("option", { name: key.alias });
  await expect(option).toBeDisabled();
  await expect(option).toContainText("Disabled");
  await option.click({ force: true });
  await picker.press("Enter");
  await expect(commandsUnder(page, "What will be sent")).not.toContainText(key.arn);
});

test("an upload under a key that was disabled meanwhile says so, and what to do", async ({
  page,
  aws,
  newKey,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 400/);
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByText("New objects without an encryption header get two layers.")).toBeVisible();
  await chooseFiles(page, [textFile("a.txt", "bytes")]);
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  const alert = page.getByRole("region", { name: "Upload" }).getByRole("alert");
  await expect(alert).toContainText("Not stored");
  await expect(alert).toContainText("KMS.DisabledException");
  await expect(alert).toContainText("Turn the key on again on its page, or choose another key.");
  expect((await listVersions(aws, bucket)).versions).toEqual([]);
});

test("a refused download is explained on the object's page", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await putObject(aws, { Bucket: bucket, Key: "locked.txt", Body: "bytes" });
  await aws.kms.send(new DisableKeyCommand({ KeyId: key.arn }));
  await page.goto(`/buckets/${bucket}/object?key=locked.txt`);
  await expect(page.getByText("DSSE-KMS").first()).toBeVisible();
  await expect(page.getByText("This object cannot be read now")).toBeVisible();
  await page.getByRole("link", { name: "Download", exact: true }).first().click();
  await expect(page).toHaveURL(/\/object\?key=locked\.txt&refused=download/);
  await expect(page.getByText("The download was refused")).toBeVisible();
  await expect(page.getByText("KMS.DisabledException")).toBeVisible();
});

test("a bucket whose default's key is about to be deleted says that its next upload fails", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await aws.kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.arn, PendingWindowInDays: 7 }));
  await page.goto(`/buckets?q=${bucket}`);
  const row = rowWith(page, bucket);
  await expect(row).toContainText("key pending deletion");
  await page.goto(`/buckets/${bucket}`);
  await expect(page.getByText("Uploads under the default fail.")).toBeVisible();
  await page.goto(`/buckets/${bucket}/encryption`);
  await expect(page.getByText("Uploads and downloads under this default fail")).toBeVisible();
  await page.goto(`/keys/${key.id}`);
  await expect(page.getByText("S3 cannot use this key")).toBeVisible();
  await expect(page.getByText("PendingDeletion").first()).toBeVisible();
});
