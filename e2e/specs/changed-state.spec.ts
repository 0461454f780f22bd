import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyRotationStatusCommand,
  ListGrantsCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Page } from "@playwright/test";
import type { Aws, NewKey } from "../fixtures/aws.ts";
import { dsse, listVersions } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, chooseFiles, commandsUnder, textFile } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const ROLE = "arn:aws:iam::000000000000:role/imaging-gateway";

async function schedule({ kms }: Aws, KeyId: string): Promise<void> {
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
}

async function stateOf({ kms }: Aws, KeyId: string): Promise<string | undefined> {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
}

type Race = {
  operation: string;
  /** What the page finds. */
  first: (aws: Aws, id: string) => Promise<unknown>;
  press: (page: Page, key: NewKey) => Promise<void>;
  /** What somebody does between the console's last look and its request. */
  meanwhile: (aws: Aws, id: string) => Promise<unknown>;
  /** KMS's words, and the state that is left. */
  why: string;
  left: string;
};

async function confirmed(page: Page, key: NewKey, link: string, button: string): Promise<void> {
  await page.getByRole("link", { name: link }).first().click();
  await page.getByRole("dialog").getByLabel(`Type ${key.alias} to confirm`).fill(key.alias);
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
}

const disable = ({ kms }: Aws, KeyId: string) => kms.send(new DisableKeyCommand({ KeyId }));

const RACES: Race[] = [
  {
    operation: "EnableKey",
    first: disable,
    press: (page) => page.getByRole("button", { name: "Enable the key" }).click(),
    meanwhile: schedule,
    why: "is pending deletion.",
    left: "PendingDeletion",
  },
  {
    operation: "DisableKey",
    first: async () => {},
    press: (page, key) => confirmed(page, key, "Disable…", "Disable the key"),
    meanwhile: schedule,
    why: "is pending deletion.",
    left: "PendingDeletion",
  },
  {
    operation: "ScheduleKeyDeletion",
    first: async () => {},
    press: (page, key) => confirmed(page, key, "Schedule deletion…", "Schedule deletion in 30 days"),
    meanwhile: schedule,
    why: "is pending deletion.",
    left: "PendingDeletion",
  },
  {
    operation: "CancelKeyDeletion",
    first: schedule,
    press: (page) => page.getByRole("button", { name: "Cancel the deletion" }).click(),
    meanwhile: ({ kms }, KeyId) => kms.send(new CancelKeyDeletionCommand({ KeyId })),
    why: "is not pending deletion.",
    left: "Disabled",
  },
];

test("a change of a state that KMS does not take any more says so, and the page what the key reads now", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
}) => {
  test.slow();
  let race: { operation: string; meanwhile: () => Promise<unknown> } | null = null;
  const between = await openLossy(
    () => false,
    async ({ headers }) => {
      if (race === null || headers["x-amz-target"] !== `TrentService.${race.operation}`) return;
      const { meanwhile } = race;
      race = null;
      await meanwhile();
    },
  );
  try {
    const own = await newConsole(between.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    for (const { operation, first, press, meanwhile, why, left } of RACES) {
      const key = await newKey();
      await first(aws, key.arn);
      await page.goto(`${own.url}/keys/${key.id}`);
      race = { operation, meanwhile: () => meanwhile(aws, key.arn) };
      await press(page, key);
      const alert = alertWith(page, "The state was not changed");
      await expect(alert, operation).toContainText(why);
      await expect(alert, operation).toContainText("In that state KMS does not take this change");
      await expect(alert, operation).toContainText("says what the key reads now and what can be done");
      await expect(commandsUnder(page, "What was sent"), operation).toContainText("aws kms");
      await expect(page.getByRole("dialog"), operation).toHaveCount(0);
      await expect(page.getByRole("main").getByText(left).first(), operation).toBeVisible();
      await page.screenshot({ path: `test-results/changed-state-${operation}.png`, fullPage: true });
      expect(await stateOf(aws, key.arn), operation).toBe(left);
    }
  } finally {
    await between.close();
  }
});

test("a grant, an alias and a description for a key that is to be deleted by now are refused in words", async ({
  page,
  aws,
  newKey,
}) => {
  const key = await newKey();
  const ofKms = ["KMSInvalidStateException", "is pending deletion", "The key's page says its state and what to do"];
  const refused = async (title: string, words = ofKms) => {
    for (const part of words) await expect(alertWith(page, title)).toContainText(part);
    await aws.kms.send(new CancelKeyDeletionCommand({ KeyId: key.arn }));
  };

  await page.goto(`/keys/${key.id}?tab=grants`);
  await page.getByRole("button", { name: "Create a grant…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("imaging");
  await dialog.getByLabel("Grantee", { exact: true }).fill(ROLE);
  await dialog.getByLabel("Decrypt", { exact: true }).check();
  await schedule(aws, key.arn);
  await dialog.getByRole("button", { name: "Create the grant" }).click();
  await refused("The grant was not created");
  expect((await aws.kms.send(new ListGrantsCommand({ KeyId: key.arn }))).Grants).toEqual([]);

  await page.goto(`/keys/${key.id}?tab=overview`);
  await page.getByRole("button", { name: "Create an alias…" }).click();
  await dialog.getByLabel("Alias").fill(`${key.alias}-more`);
  await schedule(aws, key.arn);
  await dialog.getByRole("button", { name: "Create the alias" }).click();
  // The console looks at the key itself before it asks for an alias.
  await refused("The alias was not created", ["The key is scheduled for deletion", "Reload the page"]);

  await page.goto(`/keys/${key.id}?tab=overview`);
  await page.getByRole("button", { name: "Change the description…" }).click();
  await dialog.getByLabel("Description").fill("Another");
  await schedule(aws, key.arn);
  await dialog.getByRole("button", { name: "Change the description" }).click();
  await refused("The description was not changed");
});

test("rotation of a key that is to be deleted by now stays as it was, and says why", async ({ page, aws, newKey }) => {
  const key = await newKey(200);
  await page.goto(`/keys/${key.id}?tab=rotation`);
  await page.getByLabel("Period in days").fill("300");
  await schedule(aws, key.arn);
  await page.getByRole("button", { name: "Change the period" }).click();
  const alert = alertWith(page, "Rotation was not changed");
  await expect(alert).toContainText("The key is scheduled for deletion. Until that is cancelled");
  await expect(alert).toContainText("it says what can be done instead");
  await page.screenshot({ path: "test-results/changed-state-rotation.png", fullPage: true });
  await aws.kms.send(new CancelKeyDeletionCommand({ KeyId: key.arn }));
  const { RotationPeriodInDays } = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId: key.arn }));
  expect(RotationPeriodInDays).toBe(200);
});

test("an upload under a key that is to be deleted by now is not stored, and says the state and what to do", async ({
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
  await chooseFiles(page, [textFile("a.txt", "bytes")]);
  await schedule(aws, key.arn);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  const alert = page.getByRole("region", { name: "Upload" }).getByRole("alert");
  await expect(alert).toContainText("Not stored");
  await expect(alert).toContainText("KMS.KMSInvalidStateException");
  await expect(alert).toContainText("is pending deletion");
  await expect(alert).toContainText("The key's page says its state and what to do about it; or choose another key.");
  expect((await listVersions(aws, bucket)).versions).toEqual([]);
});
