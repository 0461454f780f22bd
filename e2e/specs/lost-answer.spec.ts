import { ListGrantsCommand } from "@aws-sdk/client-kms";
import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { readRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, commandsUnder, pickKey } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

test("a default whose answer is lost is read back: done where AWS says so, not known where it says nothing", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  test.slow();
  const key = await newKey();
  const [readable, silent] = [
    await newBucket({ rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } } }),
    await newBucket({ rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } } }),
  ];
  let isSilent = false;
  const lossy = await openLossy(({ method, url = "" }) => {
    if (!url.includes("encryption")) return false;
    isSilent ||= method === "PUT" && url.includes(silent);
    return method === "PUT" || (isSilent && url.includes(silent));
  });
  try {
    const own = await newConsole(lossy.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    const setDsse = async (bucket: string) => {
      await page.goto(`${own.url}/buckets/${bucket}/encryption`);
      await page.getByRole("radio", { name: "DSSE-KMS", exact: true }).check();
      await pickKey(page, key.alias);
      await page.getByRole("button", { name: "Set the default" }).click();
    };
    await setDsse(readable);
    await expect(alertWith(page, "AWS reads it back as asked")).toBeVisible({ timeout: 20_000 });

    await setDsse(silent);
    // The page is read anew and does not go on to show the old default.
    await expect(page.getByText("The default encryption is not known")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("was not changed")).toHaveCount(0);
    // Nor does it lose, with the form, how the change ended and what was sent.
    const kept = page.getByRole("region", { name: "How the last change ended" });
    await expect(kept).toContainText("Not known whether the default was changed");
    await expect(kept).toBeFocused();
    await expect(commandsUnder(page, "What was sent")).toContainText(`--bucket ${silent}`);
    await page.screenshot({ path: "test-results/lost-answer.png", fullPage: true });
    expect((await readRule(aws, silent)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
  } finally {
    await lossy.close();
  }
});

test("how a change ended outlives its form, until the person puts it away or goes elsewhere", async ({
  newConsole,
  newBrowser,
  newKey,
  newBucket,
  aws,
}) => {
  test.slow();
  const [key, bucket] = [await newKey(), await newBucket()];
  const role = "arn:aws:iam::000000000000:role/imaging-gateway";
  // Lost are the answers to the two changes, and to whatever would read them back.
  const sent = { grant: false, versioning: false };
  const lossy = await openLossy(({ method, url = "", headers }) => {
    const target = String(headers["x-amz-target"]);
    sent.grant ||= target.endsWith(".CreateGrant");
    if (target.endsWith(".ListGrants")) return sent.grant;
    if (!url.includes("versioning")) return target.endsWith(".CreateGrant");
    sent.versioning ||= method === "PUT";
    return sent.versioning;
  });
  try {
    const own = await newConsole(lossy.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    const kept = page.getByRole("region", { name: "How the last change ended" });

    await page.goto(`${own.url}/keys/${key.id}?tab=grants`);
    await page.getByRole("button", { name: "Create a grant…" }).click();
    const dialog = page.getByRole("dialog", { name: "Create a grant" });
    await dialog.getByLabel("Name").fill("imaging");
    await dialog.getByLabel("Grantee", { exact: true }).fill(role);
    await dialog.getByLabel("Decrypt", { exact: true }).check();
    await dialog.getByRole("button", { name: "Create the grant" }).click();
    await expect(page.getByText("The grants are not known")).toBeVisible({ timeout: 30_000 });
    await expect(kept).toContainText("Not known whether the grant was created");
    await expect(commandsUnder(page, "What was sent")).toContainText("kms create-grant");
    await page.screenshot({ path: "test-results/kept-grant.png", fullPage: true });
    expect((await aws.kms.send(new ListGrantsCommand({ KeyId: key.arn }))).Grants).toHaveLength(1);
    await page.getByRole("link", { name: "Rotation", exact: true }).last().click();
    await expect(page).toHaveURL(/tab=rotation/);
    await expect(kept).toHaveCount(0);

    await page.goto(`${own.url}/buckets/${bucket}/settings`);
    await page.getByRole("button", { name: "Change versioning" }).click();
    await page.getByRole("radio", { name: "On", exact: true }).check();
    await page.getByRole("button", { name: "Turn versioning on" }).click();
    await expect(kept).toContainText("Not known whether versioning was changed", { timeout: 30_000 });
    await expect(commandsUnder(page, "What was sent")).toContainText("put-bucket-versioning");
    const { Status } = await aws.s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    expect(Status).toBe("Enabled");
    await kept.getByRole("button", { name: "Put this away" }).click();
    await expect(kept).toHaveCount(0);
  } finally {
    await lossy.close();
  }
});
