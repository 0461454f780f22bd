import {
  PutBucketAbacCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { dsse, readRule, refuse } from "../fixtures/buckets.ts";
import { ACCOUNT, openControl } from "../fixtures/control.ts";
import { fillIn, FLOWS, openForm, rowOf } from "../fixtures/settings.ts";
import { expect, test } from "../fixtures/test.ts";

const READ_BACK = "It is set, and AWS reads it back as asked";

for (const [name, flow] of Object.entries(FLOWS)) {
  test(`${name} is changed by the command that was shown`, async ({ page, aws, newBucket }) => {
    const [bucket, target] = [await newBucket(), await newBucket()];
    await page.goto(`/buckets/${bucket}/settings`);
    const row = await fillIn(page, flow, bucket, target);
    const asShown = await row.getByLabel("What will be sent, AWS CLI", { exact: true }).innerText();
    await row.getByRole("button", { name: flow.verb, exact: true }).click();
    await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
    expect(await row.getByLabel("What was sent, AWS CLI", { exact: true }).innerText()).toBe(asShown);
    expect(await flow.read(aws, bucket)).toEqual(flow.after(target));
  });

  test(`${name} that may not be changed says which permission is missing`, async ({ page, aws, newBucket }) => {
    const [bucket, target] = [await newBucket(), await newBucket()];
    await refuse(aws, bucket, flow.put);
    const before = await flow.read(aws, bucket);
    await page.goto(`/buckets/${bucket}/settings`);
    const row = await fillIn(page, flow, bucket, target);
    await row.getByRole("button", { name: flow.verb, exact: true }).click();
    await expect(row.getByRole("alert").filter({ hasText: /was not changed|were not changed/ })).toContainText(
      flow.put,
    );
    expect(await flow.read(aws, bucket)).toEqual(before);
  });

  test(`${name} that somebody else changed meanwhile is told and not overwritten`, async ({ page, aws, newBucket }) => {
    const [bucket, target] = [await newBucket(), await newBucket()];
    await page.goto(`/buckets/${bucket}/settings`);
    const row = await fillIn(page, flow, bucket, target);
    await flow.elsewhere(aws, bucket, target);
    const theirs = await flow.read(aws, bucket);
    await row.getByRole("button", { name: flow.verb, exact: true }).click();
    await expect(row.getByRole("alert").filter({ hasText: "Somebody changed" })).toContainText(
      "Nothing was changed now.",
    );
    expect(await flow.read(aws, bucket)).toEqual(theirs);
  });
}

test("a setting that may not be read is unknown, and leaves its neighbours alone", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  await page.goto(`/buckets/${bucket}/settings`);
  for (const flow of Object.values(FLOWS)) {
    await expect(rowOf(page, flow).getByRole("button", { name: `Change ${flow.what}`, exact: true })).toBeVisible();
  }
  const gets = Object.values(FLOWS)
    .map(({ get }) => get)
    .filter((get) => get !== "s3:GetBucketVersioning");
  await refuse(aws, bucket, ...gets);
  await page.reload();
  for (const flow of Object.values(FLOWS)) {
    const row = rowOf(page, flow);
    if (flow.what === "versioning") {
      await expect(row).toContainText("On. An overwritten or deleted object stays");
      continue;
    }
    await expect(row).toContainText(/(is|are) not known/);
    await expect(row).toContainText(flow.get);
    await expect(row.getByRole("button", { name: `Change ${flow.what}`, exact: true })).toHaveCount(0);
  }
});

test("blocking SSE-C leaves the default, its key and its bucket key as they were", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const rule = { ...dsse((await newKey()).arn), BucketKeyEnabled: true };
  const bucket = await newBucket({ rule: { ...rule, BlockedEncryptionTypes: { EncryptionType: ["NONE"] } } });
  await page.goto(`/buckets/${bucket}/settings`);
  const row = await openForm(page, { row: "Keys that uploaders bring", what: "SSE-C blocking" });
  await row.getByRole("radio", { name: "Refuse them" }).check();
  await expect(row.getByLabel("What changes, line by line")).toContainText("added: ");
  await row.getByRole("button", { name: "Block SSE-C", exact: true }).click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  expect(await readRule(aws, bucket)).toEqual({ ...rule, BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] } });
});

test("versioning is suspended only after the bucket's name is typed", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ versioned: true });
  await page.goto(`/buckets/${bucket}/settings`);
  const row = await openForm(page, { row: "Versioning", what: "versioning" });
  await row.getByRole("radio", { name: "Suspended" }).check();
  const suspend = row.getByRole("button", { name: "Suspend versioning" });
  await expect(suspend).toBeDisabled();
  await row.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await suspend.click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  expect(await FLOWS.versioning?.read(aws, bucket)).toBe("Suspended");
});

test("the account's switches are turned off only after the account's id is typed, and not over somebody else's", async ({
  page,
  newBucket,
}) => {
  const control = openControl();
  const read = async () => {
    const answer = await control.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT }));
    return Object.values(answer.PublicAccessBlockConfiguration ?? {});
  };
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/settings`);
  const row = await openForm(page, {
    row: "Block Public Access, account",
    what: "Block Public Access of the account",
  });
  const set = row.getByRole("button", { name: "Set the switches" });
  const done = row.getByRole("alert").filter({ hasText: READ_BACK });
  for (const box of await row.getByRole("checkbox").all()) await box.check();
  await expect(row).toContainText("This holds for every bucket of the account");
  await set.click();
  await expect(done).toBeVisible();
  expect(await read()).toEqual([true, true, true, true]);

  for (const box of await row.getByRole("checkbox").all()) await box.uncheck();
  await expect(set).toBeDisabled();
  await row.getByLabel(`Type ${ACCOUNT} to confirm`).fill(ACCOUNT);
  await set.click();
  await expect(done).toBeVisible();
  expect(await read()).toEqual([false, false, false, false]);

  await row.getByRole("checkbox", { name: "BlockPublicPolicy" }).check();
  await control.send(
    new PutPublicAccessBlockCommand({
      AccountId: ACCOUNT,
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
    }),
  );
  await set.click();
  await expect(row.getByRole("alert").filter({ hasText: "Somebody changed" })).toContainText(
    "Nothing was changed now.",
  );
  expect(await read()).toEqual([false, false, false, true]);
});

test("ownership is not enforced over an ACL that lets others in", async ({ page, aws, newBucket }) => {
  const Bucket = await newBucket();
  const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
  await aws.s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  await FLOWS["public access"]?.elsewhere(aws, Bucket, "");
  await aws.s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
  await page.goto(`/buckets/${Bucket}/settings`);
  const row = await openForm(page, { row: "Object ownership", what: "object ownership" });
  await row.getByRole("radio", { name: "BucketOwnerEnforced" }).check();
  await expect(row).toContainText("S3 refuses the change while the bucket’s own ACL lets anybody else in.");
  await row.getByRole("button", { name: "Set the ownership" }).click();
  await expect(row.getByRole("alert").filter({ hasText: /was not changed|were not changed/ })).toContainText(
    "InvalidBucketAclWithObjectOwnership",
  );
});

test("a log is not sent where S3 would not deliver it, and says what the target's policy lacks", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket();
  const [closed, open] = [await newBucket({ rule: dsse((await newKey()).arn) }), await newBucket()];
  const flow = FLOWS["the access log"];
  if (flow === undefined) throw new Error("no such setting");
  await page.goto(`/buckets/${bucket}/settings`);
  const row = await fillIn(page, flow, bucket, closed);
  const set = row.getByRole("button", { name: "Set the log" });
  await set.click();
  await expect(row.getByRole("alert").filter({ hasText: /was not changed|were not changed/ })).toContainText(
    "Its default is DSSE-KMS, under which S3 delivers no log.",
  );
  expect(await flow.read(aws, bucket)).toBeUndefined();

  await row.getByLabel("Target bucket").fill(open);
  await set.click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  await expect(row).toContainText("The target has no bucket policy.");
  await expect(row).toContainText('"Service": "logging.s3.amazonaws.com"');
});

test("the console's CORS rule comes and goes, and no other rule changes", async ({ page, aws, newBucket }) => {
  const Bucket = await newBucket();
  const theirs = { ID: "theirs", AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 60 };
  await aws.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [theirs] } }));
  const flow = FLOWS.CORS;
  if (flow === undefined) throw new Error("no such setting");
  await page.goto(`/buckets/${Bucket}/settings`);
  const row = await fillIn(page, flow, Bucket, "");
  await row.getByRole("button", { name: flow.verb }).click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  expect(await flow.read(aws, Bucket)).toEqual([["*"], ["https://twofold.example"]]);
  await row.getByRole("radio", { name: "No rule for this console" }).check();
  await row.getByRole("button", { name: "Take the rule out" }).click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  expect(await flow.read(aws, Bucket)).toEqual([["*"]]);
});

test("a second change of several tags is taken, too", async ({ page, aws, newBucket }) => {
  const Bucket = await newBucket();
  const TagSet = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await aws.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const flow = FLOWS.tags;
  if (flow === undefined) throw new Error("no such setting");
  await page.goto(`/buckets/${Bucket}/settings`);
  const row = await fillIn(page, flow, Bucket, "");
  await row.getByRole("button", { name: flow.verb }).click();
  await expect(row.getByRole("alert").filter({ hasText: READ_BACK })).toBeVisible();
  expect(await flow.read(aws, Bucket)).toEqual(flow.after(""));
});

test("the tags of a bucket under ABAC are shown, and no way to change them", async ({ page, aws, newBucket }) => {
  const Bucket = await newBucket();
  await FLOWS.tags?.elsewhere(aws, Bucket, "");
  await aws.s3.send(new PutBucketAbacCommand({ Bucket, AbacStatus: { Status: "Enabled" } }));
  await page.goto(`/buckets/${Bucket}/settings`);
  const row = rowOf(page, { row: "Tags" });
  await expect(row).toContainText("others");
  await expect(row).toContainText("Tags decide who may use this bucket");
  await expect(row.getByRole("button", { name: "Change tags" })).toHaveCount(0);
});

test("lifecycle, replication and Object Lock are said in words", async ({ page, aws, newBucket }) => {
  const Bucket = await newBucket();
  const Rules = [
    {
      ID: "tidy",
      Status: "Enabled" as const,
      Filter: { Prefix: "tmp/" },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ];
  const LifecycleConfiguration = { Rules };
  await aws.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  await page.goto(`/buckets/${Bucket}/settings`);
  const lifecycle = rowOf(page, { row: "Lifecycle" });
  await expect(lifecycle).toContainText("Objects under tmp/");
  await expect(lifecycle).toContainText("Unfinished uploads are removed 7 days after they began.");
  await expect(lifecycle).toContainText("deleted for good 30 days after they became noncurrent");
  await expect(rowOf(page, { row: "Replication" })).toContainText("Off: nothing is copied");
  await expect(rowOf(page, { row: "Object Lock" })).toContainText("Off.");
});

for (const [look, viewport, colorScheme] of [
  ["light", { width: 1280, height: 900 }, "light"],
  ["dark", { width: 1280, height: 900 }, "dark"],
  ["narrow", { width: 360, height: 780 }, "light"],
] as const) {
  test(`nothing is cut off: ${look}`, async ({ page, newKey, newBucket }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
    await page.goto(`/buckets/${bucket}/settings`);
    await openForm(page, { row: "Keys that uploaders bring", what: "SSE-C blocking" });
    await openForm(page, { row: "Server access log", what: "the access log" });
    await openForm(page, { row: "Block Public Access, account", what: "Block Public Access of the account" });
    await page.getByRole("radio", { name: "Refuse them" }).check();
    await expect(page.getByLabel("What changes, line by line")).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/settings-${look}.png`, fullPage: true });
  });
}
