import type { Page } from "@playwright/test";
import type { Aws } from "../fixtures/aws.ts";
import { readRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const planHref = (buckets: string[], key: string) =>
  `/buckets/bulk?select=${buckets.join("*")}&change=default&key=${encodeURIComponent(key)}`;

/** The buckets that have the key, as S3 says. */
async function changedOf(aws: Aws, buckets: string[], key: string): Promise<string[]> {
  const rules = await Promise.all(buckets.map((bucket) => readRule(aws, bucket)));
  return buckets.filter((_, index) => rules[index]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID === key);
}

const lastRun = (page: Page) => page.getByRole("listitem").filter({ hasText: /no answer was seen|not sent|read back/ });

test("reloaded midway, it says on coming back what is known, and the rest can be done", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const buckets = await Promise.all(Array.from({ length: 8 }, () => newBucket()));
  const sent: string[] = [];
  let answersLost = 0;
  await page.route("**/api/bulk", async (route) => {
    const { bucket }: { bucket: string } = route.request().postDataJSON();
    sent.push(bucket);
    const place = sent.length;
    if (place <= 2) return route.continue();
    // The next two are changed and their answers lost; those after are lost on their way.
    if (place <= 4) {
      await route.fetch();
      answersLost += 1;
    }
  });
  await page.goto(planHref(buckets, key.arn));
  await page.getByRole("button", { name: "Set DSSE-KMS on 8 buckets" }).click();
  await expect(page.getByText("2 of 8 answered")).toBeVisible();
  await expect.poll(() => [sent.length, answersLost]).toEqual([6, 2]);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();

  await expect(page.getByText("Of the last run in this tab not everything is known")).toBeVisible();
  const rows = lastRun(page);
  await expect(rows.filter({ hasText: "2 changed and read back as asked then" })).toContainText(sent[0] ?? "");
  const unsure = rows.filter({ hasText: "4 sent, and no answer was seen: it may have been changed or not" });
  for (const bucket of sent.slice(2, 6)) await expect(unsure).toContainText(bucket);
  await expect(rows.filter({ hasText: "2 not sent" })).toBeVisible();
  expect((await changedOf(aws, buckets, key.arn)).toSorted()).toEqual(sent.slice(0, 4).toSorted());
  await expect(page.getByText("4 buckets change, 4 stay as they are.")).toBeVisible();
  await page.screenshot({ path: "test-results/bulk-cut-off.png", fullPage: true });

  await page.unroute("**/api/bulk");
  await page.getByRole("button", { name: "Set DSSE-KMS on 4 buckets" }).click();
  await expect(alertWith(page, "Every bucket is as asked, as AWS reads it back")).toBeVisible();
  await expect(rows).toHaveCount(0);
  expect(await changedOf(aws, buckets, key.arn)).toEqual(buckets);
});

test("where the console dies midway, what it may have sent is not known, and reading again tells the truth", async ({
  watch,
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  test.slow();
  watch.expect(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_SOCKET/);
  const key = await newKey();
  const buckets = await Promise.all(Array.from({ length: 8 }, () => newBucket()));
  let puts = 0;
  const dying: { kill: () => Promise<void> } = { kill: () => Promise.resolve() };
  let killed = Promise.resolve();
  // S3 takes the sixth change, and the console is dead before the answer comes.
  const lossy = await openLossy((request) => {
    if (request.method !== "PUT" || !(request.url ?? "").includes("encryption")) return false;
    puts += 1;
    if (puts === 6) killed = dying.kill();
    return puts >= 6;
  });
  try {
    const own = await newConsole(lossy.url);
    dying.kill = own.kill;
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}${planHref(buckets, key.arn)}`);
    const shown = (await commandsUnder(page, "What will be sent").innerText()).split("\n\n");
    await page.getByRole("button", { name: "Set DSSE-KMS on 8 buckets" }).click();
    const alert = alertWith(page, "Not every bucket is known to be as asked");
    await expect(alert).toContainText("It was stopped, because no answer came.");
    await killed;
    // Each row says no more than is so: done is done, and what is not known may be either.
    const row = (bucket: string) =>
      page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: bucket }) });
    const results = await Promise.all(buckets.map((bucket) => row(bucket).getByRole("cell").last().innerText()));
    const changed = await changedOf(aws, buckets, key.arn);
    const having = (words: string) => buckets.filter((_, index) => results[index]?.includes(words));
    expect(having("done").length).toBeGreaterThan(0);
    expect(changed).toEqual(expect.arrayContaining(having("done")));
    expect(having("Not sent").filter((bucket) => changed.includes(bucket))).toEqual([]);
    const unsure = having("not known");
    expect(unsure.length).toBeGreaterThan(0);
    expect(changed.some((bucket) => unsure.includes(bucket))).toBe(true);
    const perhaps = await commandsUnder(page, "What may have been sent").innerText();
    expect(perhaps.split("\n\n").toSorted()).toEqual(
      shown.filter((line) => unsure.some((bucket) => line.includes(bucket))).toSorted(),
    );
    await page.screenshot({ path: "test-results/bulk-console-died.png", fullPage: true });

    puts = Number.NEGATIVE_INFINITY;
    await own.startAgain();
    await page.getByRole("button", { name: "Read the plan again" }).click();
    await expect(page.getByText(`${unsure.length} sent, and no answer was seen`)).toBeVisible();
    const left = buckets.length - changed.length;
    await page.getByRole("button", { name: `Set DSSE-KMS on ${left} ${left === 1 ? "bucket" : "buckets"}` }).click();
    await expect(alertWith(page, "Every bucket is as asked, as AWS reads it back")).toBeVisible();
    expect(await changedOf(aws, buckets, key.arn)).toEqual(buckets);
  } finally {
    await lossy.close();
  }
});

const question = (page: Page) => page.getByRole("dialog", { name: "Leave while buckets are being changed?" });

const WAYS: { way: string; leave: (page: Page) => Promise<unknown>; to: RegExp }[] = [
  {
    way: "a link",
    leave: (page) => page.getByRole("navigation").getByRole("link", { name: "Keys" }).click(),
    to: /\/keys$/,
  },
  { way: "Back", leave: (page) => page.evaluate(() => window.history.back()), to: /change=sse-c/ },
  {
    way: "the palette",
    leave: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "A page, bucket or key" }).fill("Create a key");
      await page.keyboard.press("Enter");
    },
    to: /\/keys\/new$/,
  },
  {
    way: "another plan",
    leave: async (page) => {
      await page.getByRole("radio", { name: "Block SSE-C" }).check();
      await page.getByRole("button", { name: "Show the plan" }).click();
    },
    to: /change=sse-c/,
  },
  {
    way: "signing out",
    leave: (page) => page.getByRole("button", { name: "Sign out" }).click(),
    to: /\/sign-in$/,
  },
];

for (const { way, leave, to } of WAYS) {
  test(`by ${way} one leaves a run only after saying so`, async ({
    watch,
    home,
    newBrowser,
    aws,
    newKey,
    newBucket,
  }) => {
    // What is let go only after the session has ended is refused.
    watch.expect(/status of 401/);
    const key = await newKey();
    const buckets = await Promise.all(Array.from({ length: 6 }, () => newBucket()));
    // A session of its own: the one that all tests share would end with this one's.
    const page = await newBrowser({ baseURL: home });
    await signIn(page, setting("TWOFOLD_E2E_PASSWORD"));
    const held: (() => void)[] = [];
    await page.route("**/api/bulk", async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => undefined);
    });
    // Through another plan first, from within the page, so that Back leads to it without a new document.
    await page.goto(`/buckets/bulk?select=${buckets.join("*")}&change=sse-c`);
    await page.getByRole("radio", { name: "Default encryption: DSSE-KMS" }).check();
    await page.getByRole("combobox", { name: "KMS key" }).fill(key.alias);
    await page.getByRole("option", { name: key.alias }).click();
    await page.getByRole("button", { name: "Show the plan" }).click();
    await page.getByRole("button", { name: "Set DSSE-KMS on 6 buckets" }).click();
    await expect.poll(() => held.length).toBe(4);
    await leave(page);
    await expect(question(page)).toContainText("0 of 6 buckets are through");
    await question(page).getByRole("button", { name: "Stay" }).click();
    await expect(page.getByText("0 of 6 answered")).toBeVisible();
    await leave(page);
    await question(page).getByRole("button", { name: "Send no more and leave" }).click();
    await expect(page).toHaveURL(to);
    for (const go of held) go();
    // No more than the four that were under way.
    await expect.poll(async () => (await changedOf(aws, buckets, key.arn)).length).toBeLessThanOrEqual(4);
    expect(held).toHaveLength(4);
  });
}
