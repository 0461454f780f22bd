import { randomInt } from "node:crypto";
import { CreateKeyCommand, DisableKeyCommand, UpdateKeyDescriptionCommand } from "@aws-sdk/client-kms";
import { type Aws, createKey, discardKey, type NewKey, openAws, REGION } from "../fixtures/aws.ts";
import { createBucket, discardBucket, dsse, refuse } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { denyTo } from "../fixtures/key-policy.ts";
import { expect, test } from "../fixtures/test.ts";

/** An account of this test's own: beside other tests no figure stays as it is. */
const ACCOUNT = `7${randomInt(1e10, 1e11 - 1)}`;
const BUCKETS = ["two-layers", "one-layer", "plain", "plain-too", "sealed"].map((name) => `e2e-${ACCOUNT}-${name}`);

let aws: Aws;
let keys: NewKey[] = [];

test.beforeAll(async () => {
  aws = openAws(setting("AWS_ENDPOINT_URL"), REGION, ACCOUNT);
  const alias = (name: string) => `alias/e2e-figures/${name}`;
  const [rotating, still, disabled, unread] = [
    await createKey(aws, alias("rotating"), 180),
    await createKey(aws, alias("still")),
    await createKey(aws, alias("disabled")),
    await createKey(aws, alias("unread"), 365),
  ];
  keys = [rotating, still, disabled, unread];
  await aws.kms.send(new UpdateKeyDescriptionCommand({ KeyId: still.arn, Description: "Never Disabled" }));
  await aws.kms.send(new DisableKeyCommand({ KeyId: disabled.arn }));
  await denyTo(aws, unread.arn, "kms:GetKeyRotationStatus");
  // S3 cannot use it, so it is not counted.
  const signing = await aws.kms.send(new CreateKeyCommand({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }));
  const arn = signing.KeyMetadata?.Arn ?? "";
  keys.push({ arn, id: "", alias: "alias/e2e-figures/none" });
  await aws.kms.send(new DisableKeyCommand({ KeyId: arn }));

  const [twoLayers, oneLayer, plain, plainToo, sealed] = BUCKETS;
  if (!twoLayers || !oneLayer || !plain || !plainToo || !sealed) throw new Error("no names");
  await createBucket(aws, twoLayers, { rule: dsse(rotating.arn) });
  await createBucket(aws, oneLayer, {
    rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: still.arn } },
  });
  await createBucket(aws, plain);
  await createBucket(aws, plainToo);
  await createBucket(aws, sealed);
  await refuse(aws, sealed, "s3:GetEncryptionConfiguration");
});

test.afterAll(async () => {
  await Promise.all(BUCKETS.map((name) => discardBucket(aws, name)));
  await Promise.all(keys.map((key) => discardKey(aws, key)));
});

const FIGURES = ["type", "state", "rotation"].map((filter) => `main li a[href*="?${filter}="]`).join(", ");

test("each figure of the overview leads to exactly the buckets and keys that it counts", async ({
  newConsole,
  newBrowser,
}) => {
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { AWS_ACCESS_KEY_ID: ACCOUNT });
  const page = await newBrowser({ baseURL: own.url });
  await signIn(page, own.password);
  await page.goto("/");
  await expect(page.locator(FIGURES)).toHaveCount(10);
  const figures = await page.locator(FIGURES).evaluateAll((links) =>
    links.map((link) => ({
      words: link.textContent ?? "",
      count: Number.parseInt(link.textContent ?? "", 10),
      href: link.getAttribute("href") ?? "",
    })),
  );
  expect(figures.map(({ words }) => words).sort()).toEqual(
    [
      "1 DSSE-KMS",
      "1 SSE-KMS",
      "2 SSE-S3",
      "1 not known",
      "3 Enabled",
      "1 Disabled",
      "1 rotating",
      "1 rotation off",
      "1 not applicable",
      "1 not known",
    ].sort(),
  );
  await page.screenshot({ path: "test-results/overview-figures.png" });
  for (const { words, count, href } of figures) {
    await page.goto(href);
    await expect(page.locator("tbody th"), `${words}: ${href}`).toHaveCount(count);
  }
});

test("the list of buckets is filtered by default as by Region, the unknown ones too", async ({
  newConsole,
  newBrowser,
}) => {
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { AWS_ACCESS_KEY_ID: ACCOUNT });
  const page = await newBrowser({ baseURL: own.url });
  await signIn(page, own.password);
  await page.goto("/buckets");
  const defaults = page.getByRole("navigation", { name: "Default encryption" });
  const rows = page.locator("tbody th");
  await expect(rows).toHaveCount(5);
  await page.getByRole("checkbox", { name: `Select ${BUCKETS[0]}` }).check();

  await defaults.getByRole("link", { name: "SSE-S3" }).click();
  await expect(rows).toHaveCount(2);
  await expect(defaults.getByRole("link", { name: "SSE-S3" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.getByLabel("Names that contain").fill("plain-too");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(rows).toHaveCount(1);

  await defaults.getByRole("link", { name: "Not known" }).click();
  await expect(page.getByText("has “plain-too” in its name and has a default that is not known")).toBeVisible();
  await page.getByRole("link", { name: "Show all buckets" }).click();
  // A link pressed before that would still carry the words of the filter.
  await expect(rows).toHaveCount(5);
  await defaults.getByRole("link", { name: "Not known" }).click();
  await expect(rows).toHaveText([/sealed/]);
  await page.screenshot({ path: "test-results/buckets-by-default.png" });
  await defaults.getByRole("link", { name: "All defaults" }).click();
  await expect(rows).toHaveCount(5);
});

test("the keys of one state say so above them, and lead back to all", async ({ newConsole, newBrowser }) => {
  const own = await newConsole(setting("AWS_ENDPOINT_URL"), { AWS_ACCESS_KEY_ID: ACCOUNT });
  const page = await newBrowser({ baseURL: own.url });
  await signIn(page, own.password);
  await page.goto("/keys?state=Disabled");
  await expect(page.getByText("Only customer managed keys for data, in the state Disabled.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "alias/e2e-figures/disabled" })).toBeVisible();
  await page.screenshot({ path: "test-results/keys-by-state.png" });
  await page.getByLabel("Filter by alias, id, description or state").fill("still");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(
    page.getByText("No customer managed keys for data, in the state Disabled with “still”").first(),
  ).toBeVisible();
  await page.getByRole("link", { name: "Show all keys" }).click();
  await expect(page.getByRole("row").filter({ hasText: "alias/e2e-figures/still" })).toBeVisible();
});
