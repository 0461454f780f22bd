import { readRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, pickKey } from "../fixtures/page.ts";
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
    await page.screenshot({ path: "test-results/lost-answer.png", fullPage: true });
    expect((await readRule(aws, silent)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
  } finally {
    await lossy.close();
  }
});
