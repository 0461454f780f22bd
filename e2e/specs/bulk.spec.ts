import { CreateBucketCommand, GetBucketPolicyCommand, type ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { openAws } from "../fixtures/aws.ts";
import { discardBucket, dsse, readRule, refuse, setRule } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openGate } from "../fixtures/endpoints.ts";
import { setting } from "../fixtures/environment.ts";
import { openLossy } from "../fixtures/lossy.ts";
import { alertWith, commandsUnder, pickKey } from "../fixtures/page.ts";
import { readPolicyOf, sidsIn, tryPut } from "../fixtures/policies.ts";
import { openAsUser } from "../fixtures/refused-user.ts";
import { expect, test } from "../fixtures/test.ts";

const SSE_S3: ServerSideEncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
  BlockedEncryptionTypes: { EncryptionType: ["NONE"] },
};

const bulkHref = (buckets: string[], more = "") => `/buckets/bulk?select=${buckets.join("*")}${more}`;
const defaultHref = (buckets: string[], key: string) =>
  bulkHref(buckets, `&change=default&key=${encodeURIComponent(key)}`);

test("buckets that are selected by keyboard get DSSE-KMS by the commands that the plan showed", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const buckets = [await newBucket({ rule: SSE_S3 }), await newBucket({ rule: SSE_S3 })];
  await page.goto("/buckets?q=e2e-");
  for (const bucket of buckets) {
    await page.getByRole("checkbox", { name: `Select ${bucket}` }).focus();
    await page.keyboard.press("Space");
  }
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toBeVisible();
  await page.reload();
  for (const bucket of buckets) await expect(page.getByRole("checkbox", { name: `Select ${bucket}` })).toBeChecked();
  await page.getByRole("searchbox", { name: "Names that contain" }).fill("no-bucket-has-this");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No bucket matches")).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Change them…" }).click();

  await expect(page.getByRole("heading", { name: "Change 2 buckets" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show the plan" })).toBeDisabled();
  await pickKey(page, key.alias);
  await page.getByRole("button", { name: "Show the plan" }).click();
  await expect(page.getByText("2 buckets change")).toBeVisible();
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  expect(asShown.match(/aws s3api put-bucket-encryption/g)).toHaveLength(2);
  await page.screenshot({ path: "test-results/bulk-plan.png", fullPage: true });

  await page.getByRole("button", { name: "Set DSSE-KMS on 2 buckets" }).click();
  await expect(alertWith(page, "Every bucket is as asked, as AWS reads it back")).toBeVisible();
  expect((await commandsUnder(page, "What was sent").innerText()).split("\n\n").toSorted()).toEqual(
    asShown.split("\n\n").toSorted(),
  );
  for (const bucket of buckets) {
    expect(await readRule(aws, bucket)).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse", KMSMasterKeyID: key.arn },
      BlockedEncryptionTypes: { EncryptionType: ["NONE"] },
    });
  }
});

test("SSE-C is blocked on many, and each keeps its default", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const buckets = [
    await newBucket({ rule: { ...dsse(key.arn), BlockedEncryptionTypes: { EncryptionType: ["NONE"] } } }),
    await newBucket({ rule: SSE_S3 }),
    await newBucket({ rule: { ...SSE_S3, BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } } }),
  ];
  await page.goto(bulkHref(buckets));
  await page.getByRole("radio", { name: "Block SSE-C" }).check();
  await page.getByRole("button", { name: "Show the plan" }).click();
  await expect(page.getByText("It is as asked already.")).toHaveCount(1);
  await page.getByRole("button", { name: "Block SSE-C on 2 buckets" }).click();
  await expect(alertWith(page, "Every bucket is as asked")).toBeVisible();
  const rules = await Promise.all(buckets.map((bucket) => readRule(aws, bucket)));
  expect(rules.map(({ BlockedEncryptionTypes: types }) => types?.EncryptionType)).toEqual([
    ["SSE-C"],
    ["SSE-C"],
    ["SSE-C"],
  ]);
  expect(rules.map(({ ApplyServerSideEncryptionByDefault: applied }) => applied?.SSEAlgorithm)).toEqual([
    "aws:kms:dsse",
    "AES256",
    "AES256",
  ]);
});

test("the plan leaves out what it must not touch, each with its reason", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const far = openAws(setting("AWS_ENDPOINT_URL"), "us-east-1");
  const farName = `e2e-${randomUUID()}`;
  await far.s3.send(new CreateBucketCommand({ Bucket: farName }));
  const [plain, done, hidden] = [
    await newBucket({ rule: SSE_S3 }),
    await newBucket({ rule: dsse(key.arn) }),
    await newBucket(),
  ];
  await refuse(aws, hidden, "s3:GetEncryptionConfiguration");
  try {
    await page.goto(defaultHref([plain, farName, done, hidden, "no-such-bucket-anywhere"], key.arn));
    await expect(page.getByText("1 bucket changes, 4 stay as they are.")).toBeVisible();
    const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
    await expect(row(farName)).toContainText("It is in us-east-1, the key in eu-central-1");
    await expect(row(done)).toContainText("It is as asked already.");
    await expect(row(hidden)).toContainText("a policy denies s3:GetEncryptionConfiguration");
    await expect(row(hidden)).toContainText("not known, so it is not changed");
    await expect(row("no-such-bucket-anywhere")).toContainText("There is no bucket of this name.");
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: "test-results/bulk-left-360.png", fullPage: true });
  } finally {
    await discardBucket(far, farName);
  }
});

test("a bucket that changes between plan and run is told and not overwritten, a refused one names the permission, and the others go on", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const [raced, denied, plain] = [await newBucket(), await newBucket(), await newBucket()];
  await refuse(aws, denied, "s3:PutEncryptionConfiguration");
  await page.goto(defaultHref([raced, denied, plain], key.arn));
  await expect(page.getByText("3 buckets change")).toBeVisible();
  await setRule(aws, raced, dsse(other.arn));
  await page.getByRole("button", { name: "Set DSSE-KMS on 3 buckets" }).click();
  await expect(alertWith(page, "Not every bucket was changed")).toContainText(
    "1 changed and read back as asked; 2 not as asked, see why in its row",
  );
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row(raced)).toContainText("changed meanwhile");
  await expect(row(raced)).toContainText("Nothing was changed now.");
  await expect(row(denied)).toContainText("Denied by a policy: s3:PutEncryptionConfiguration");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: "test-results/bulk-result-dark.png", fullPage: true });
  expect((await readRule(aws, raced)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(other.arn);
  expect((await readRule(aws, denied)).ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  expect((await readRule(aws, plain)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
});

test("DSSE-KMS is enforced on those whose default it is, and every other statement stays", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const [plain, other, raced] = [
    await newBucket({ rule: dsse(key.arn) }),
    await newBucket(),
    await newBucket({ rule: dsse(key.arn) }),
  ];
  await refuse(aws, plain, "s3:DeleteObjectVersion");
  await page.goto(bulkHref([plain, other, raced], "&change=dsse-tolerant"));
  await expect(page.getByText("2 buckets change, 1 stay as they are.")).toBeVisible();
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row(other)).toContainText("Its default is SSE-S3. Make it DSSE-KMS first");
  await row(plain).getByText("What changes in the policy").click();
  await expect(row(plain)).toContainText("DenyExplicitNonDsse");
  await page.screenshot({ path: "test-results/bulk-enforce.png", fullPage: true });
  await refuse(aws, raced, "s3:DeleteObject");
  await page.getByRole("button", { name: "Enforce DSSE-KMS on 2 buckets" }).click();
  await expect(alertWith(page, "Not every bucket was changed")).toContainText("1 changed and read back as asked");
  await expect(row(plain)).toContainText("AWS reads back: DSSE-KMS demanded, tolerant form");
  await expect(row(raced)).toContainText("changed meanwhile");
  const sids = async (bucket: string) => {
    const { Policy = "{}" } = await aws.s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const { Statement }: { Statement: { Sid: string }[] } = JSON.parse(Policy);
    return Statement.map(({ Sid }) => Sid);
  };
  expect(await sids(plain)).toEqual([
    "TestRefusal",
    "DenyExplicitNonDsse",
    "DenyHeaderWithoutKey",
    "DenyWrongKey",
    "DenySseC",
  ]);
  expect(await sids(raced)).toEqual(["TestRefusal"]);
});

test("the strict form is enforced on many, and an upload without the header is refused from then on", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const buckets = [await newBucket({ rule: dsse(key.arn) }), await newBucket({ rule: dsse(key.arn) })];
  const [first = ""] = buckets;
  await page.goto(bulkHref(buckets, "&change=dsse-strict"));
  await expect(page.getByText("2 buckets change")).toBeVisible();
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await row(first).getByText("What changes in the policy").click();
  await expect(row(first)).toContainText("DenyNonDsse");
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  await page.getByRole("button", { name: /^Enforce DSSE-KMS.* on 2 buckets$/ }).click();
  await expect(alertWith(page, "Every bucket is as asked, as AWS reads it back")).toBeVisible();
  expect((await commandsUnder(page, "What was sent").innerText()).split("\n\n").toSorted()).toEqual(
    asShown.split("\n\n").toSorted(),
  );
  for (const bucket of buckets) {
    await expect(row(bucket)).toContainText("AWS reads back: DSSE-KMS demanded, header required");
    expect(await sidsIn(aws, bucket)).toEqual(["DenyNonDsse", "DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"]);
    expect(await tryPut(aws, bucket, {})).toBe("AccessDenied");
    const asked = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
    expect(await tryPut(aws, bucket, asked)).toBe(`aws:kms:dsse ${key.arn}`);
  }
});

test("who may not change policies enforces nothing, and each bucket says why", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  const { page, at, deny } = await openAsUser(newConsole, newBrowser);
  const key = await newKey();
  const buckets = [await newBucket({ rule: dsse(key.arn) }), await newBucket({ rule: dsse(key.arn) })];
  await deny("s3:PutBucketPolicy");
  await page.goto(at(bulkHref(buckets, "&change=dsse-tolerant")));
  await page.getByRole("button", { name: "Enforce DSSE-KMS on 2 buckets" }).click();
  await expect(alertWith(page, "Not every bucket was changed")).toContainText("2 not as asked, see why in its row");
  for (const bucket of buckets) {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: bucket }) });
    await expect(row).toContainText("Denied by a policy: s3:PutBucketPolicy");
    expect(await readPolicyOf(aws, bucket)).toBeNull();
  }
});

test("where all of AWS goes away midway, what was changed is told from what is not known", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  test.slow();
  const key = await newKey();
  const buckets = await Promise.all(Array.from({ length: 6 }, () => newBucket()));
  const gate = await openGate(setting("AWS_ENDPOINT_URL"));
  try {
    const own = await newConsole(gate.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}${defaultHref(buckets, key.arn)}`);
    await expect(page.getByText("6 buckets change")).toBeVisible();
    // The first four come through; AWS is gone before the other two are sent.
    let sent = 0;
    const through = { promise: Promise.resolve() };
    await page.route("**/api/bulk", async (route) => {
      sent += 1;
      if (sent > 4) await through.promise;
      await route.continue();
    });
    through.promise = (async () => {
      await expect(page.getByText("AWS reads back:")).toHaveCount(4);
      gate.shut();
    })();
    await page.getByRole("button", { name: "Set DSSE-KMS on 6 buckets" }).click();
    const alert = alertWith(page, "Not every bucket was changed");
    await expect(alert).toContainText("4 changed and read back as asked", { timeout: 60_000 });
    await page.screenshot({ path: "test-results/bulk-outage.png", fullPage: true });
    const keys = await Promise.all(
      buckets.map(async (bucket) => (await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID),
    );
    expect(keys.filter((one) => one === key.arn)).toHaveLength(4);
    for (const [index, bucket] of buckets.entries()) {
      const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: bucket }) });
      if (keys[index] === key.arn) await expect(row).toContainText("AWS reads back:");
      else await expect(row).toContainText("not reached");
    }
    gate.open();
    await page.unroute("**/api/bulk");
    await page.getByRole("button", { name: "Read the plan again" }).click();
    await expect(page.getByText("2 buckets change, 4 stay as they are.")).toBeVisible();
    await page.getByRole("button", { name: "Set DSSE-KMS on 2 buckets" }).click();
    await expect(alertWith(page, "Every bucket is as asked")).toBeVisible();
    for (const bucket of buckets) {
      expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
    }
  } finally {
    await gate.close();
  }
});

test("a key that S3 cannot use plans nothing", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  const none = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-4333-8444-555555555555";
  await page.goto(defaultHref([bucket], none));
  await expect(page.getByText("KMS does not describe this key, so nothing is planned")).toBeVisible();
  await expect(page.getByRole("button", { name: /Set DSSE-KMS on/ })).toHaveCount(0);
});

test("stopped, it sends no more, and what was not sent can be sent after", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const buckets = await Promise.all(Array.from({ length: 6 }, () => newBucket()));
  const held: (() => void)[] = [];
  await page.route("**/api/bulk", async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await page.goto(defaultHref(buckets, key.arn));
  await page.getByRole("button", { name: "Set DSSE-KMS on 6 buckets" }).click();
  await expect.poll(() => held.length).toBe(4);
  await page.getByRole("button", { name: "Stop after those under way" }).click();
  for (const go of held) go();
  await expect(alertWith(page, "You stopped it.")).toContainText("4 changed and read back as asked; 2 not sent.");
  expect(held).toHaveLength(4);
  await page.unroute("**/api/bulk");
  await page.getByRole("button", { name: "Set DSSE-KMS on 2 buckets" }).click();
  await expect(alertWith(page, "Every bucket is as asked")).toBeVisible();
  for (const bucket of buckets) {
    expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
  }
});

test("a session that ends midway stops it, and nothing more is sent", async ({
  watch,
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  watch.expect(/status of 401/);
  const key = await newKey();
  const buckets = await Promise.all(Array.from({ length: 6 }, () => newBucket()));
  const own = await newConsole(setting("AWS_ENDPOINT_URL"));
  const page = await newBrowser();
  await signIn(page, own.password, `${own.url}/sign-in`);
  let sent = 0;
  const ended = { promise: Promise.resolve() };
  await page.route("**/api/bulk", async (route) => {
    sent += 1;
    if (sent > 4) await ended.promise;
    await route.continue();
  });
  const other = await page.context().newPage();
  await other.goto(`${own.url}/buckets`);
  await page.goto(`${own.url}${defaultHref(buckets, key.arn)}`);
  await expect(page.getByText("6 buckets change")).toBeVisible();
  ended.promise = (async () => {
    await expect.poll(() => sent).toBeGreaterThan(4);
    await other.getByRole("button", { name: "Sign out" }).click();
    await expect(other).toHaveURL(`${own.url}/sign-in`);
  })();
  await page.getByRole("button", { name: "Set DSSE-KMS on 6 buckets" }).click();
  await expect(alertWith(page, "Your session has ended")).toContainText("2 not sent.");
  const changed = await Promise.all(buckets.map((bucket) => readRule(aws, bucket)));
  expect(changed.filter((rule) => rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID === key.arn)).toHaveLength(4);
});

test("where AWS takes a change and its answer is lost, it is not known, and reading again tells the truth", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  test.slow();
  const key = await newKey();
  const bucket = await newBucket();
  let losing = false;
  // The answer to the change is lost, and so is every reading after it.
  const lossy = await openLossy((request) => {
    losing ||= request.method === "PUT";
    return losing && (request.url ?? "").includes("encryption");
  });
  try {
    const own = await newConsole(lossy.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}${defaultHref([bucket], key.arn)}`);
    await page.getByRole("button", { name: "Set DSSE-KMS on 1 bucket" }).click();
    const alert = alertWith(page, "Not every bucket is known to be as asked");
    await expect(alert).toContainText("1 not known: read the plan again to see what is in force", { timeout: 20_000 });
    await expect(page.getByText("What is in force is not known")).toBeVisible();
    losing = false;
    await page.getByRole("button", { name: "Read the plan again" }).click();
    await expect(page.getByText("There is nothing to change")).toBeVisible();
    await expect(page.getByText("It is as asked already.")).toBeVisible();
    expect((await readRule(aws, bucket)).ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(key.arn);
  } finally {
    await lossy.close();
  }
});

test("blocking SSE-C and the strict form overwrite nothing that changed meanwhile, and name what is refused", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const open = {
    ...dsse(key.arn),
    BlockedEncryptionTypes: { EncryptionType: ["NONE"] },
  } satisfies ServerSideEncryptionRule;
  const [raced, denied] = [await newBucket({ rule: open }), await newBucket({ rule: open })];
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

  await refuse(aws, denied, "s3:PutEncryptionConfiguration");
  await page.goto(bulkHref([raced, denied], "&change=sse-c"));
  await expect(page.getByText("2 buckets change")).toBeVisible();
  await setRule(aws, raced, { ...open, ...dsse(other.arn) });
  await page.getByRole("button", { name: "Block SSE-C on 2 buckets" }).click();
  await expect(row(raced)).toContainText("Nothing was changed now.");
  await expect(row(denied)).toContainText("Denied by a policy: s3:PutEncryptionConfiguration");
  for (const bucket of [raced, denied]) {
    expect((await readRule(aws, bucket)).BlockedEncryptionTypes?.EncryptionType).toEqual(["NONE"]);
  }

  await page.goto(bulkHref([raced], "&change=dsse-strict"));
  await expect(page.getByText("1 bucket changes")).toBeVisible();
  await refuse(aws, raced, "s3:DeleteObject");
  await page.getByRole("button", { name: /header required, on 1 bucket/ }).click();
  await expect(row(raced)).toContainText("changed meanwhile");
  expect(await sidsIn(aws, raced)).toEqual(["TestRefusal"]);
});
