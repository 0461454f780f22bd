import {
  GetBucketTaggingCommand,
  PutBucketAclCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { ListResourceTagsCommand, TagResourceCommand } from "@aws-sdk/client-kms";
import type { Aws } from "../fixtures/aws.ts";
import { refuse } from "../fixtures/buckets.ts";
import { commandsUnder } from "../fixtures/page.ts";
import { setPolicy } from "../fixtures/policies.ts";
import { openForm, rowOf } from "../fixtures/settings.ts";
import { expect, test } from "../fixtures/test.ts";

test("a tag with an = in its name stays as it is when another is added to a bucket", async ({
  page,
  aws,
  newBucket,
}) => {
  const Bucket = await newBucket();
  const TagSet = [
    { Key: "cost=centre", Value: "4100" },
    { Key: "owner", Value: "x" },
  ];
  await aws.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await page.goto(`/buckets/${Bucket}/settings`);
  const row = await openForm(page, { row: "Tags", what: "tags" });
  const text = row.getByRole("textbox", { name: "Tags" });
  await expect(text).toHaveValue("cost\\=centre=4100\nowner=x");
  await text.fill("cost\\=centre=4100\nowner=x\nnew=1");
  await row.getByRole("button", { name: "Set the tags", exact: true }).click();
  await expect(row.getByRole("alert").filter({ hasText: "AWS reads it back as asked" })).toBeVisible();
  const found = (await aws.s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet ?? [];
  expect(found.map(({ Key, Value }) => `${Key}: ${Value}`).toSorted()).toEqual([
    "cost=centre: 4100",
    "new: 1",
    "owner: x",
  ]);
});

test("a tag with an = in its name stays as it is when another is added to a key", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const Tags = [{ TagKey: "cost=centre", TagValue: "4100" }];
  await aws.kms.send(new TagResourceCommand({ KeyId: key.arn, Tags }));
  await page.goto(`/keys/${key.arn.split("/").at(-1)}`);
  await page.getByRole("button", { name: /tags…$/ }).click();
  const text = page.getByRole("textbox", { name: "Tags" });
  await expect(text).toHaveValue(/^cost\\=centre=4100$/m);
  await text.fill(`${await text.inputValue()}\nnew=1`);
  await expect(page.getByLabel("Before and after").getByRole("listitem")).toHaveText(["new: none → 1"]);
  await page.getByRole("button", { name: "Change the tags", exact: true }).click();
  await expect(page.getByText("AWS reads back the tags as asked.")).toBeVisible();
  const found = (await aws.kms.send(new ListResourceTagsCommand({ KeyId: key.arn }))).Tags ?? [];
  expect(found).toEqual(expect.arrayContaining([...Tags, { TagKey: "new", TagValue: "1" }]));
});

/** A bucket whose ACL lets everybody read and write. */
async function openToAll({ s3 }: Aws, Bucket: string): Promise<void> {
  const off = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: off }));
  const Rules = [{ ObjectOwnership: "ObjectWriter" as const }];
  await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
  await s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read-write" }));
}

test("a bucket without a policy keeps others out only where ACLs have no effect", async ({ page, aws, newBucket }) => {
  const [closed, open] = [await newBucket(), await newBucket()];
  await openToAll(aws, open);
  await page.goto(`/buckets/${closed}/policy`);
  await expect(page.getByText("ACLs have no effect here either")).toBeVisible();
  await page.goto(`/buckets/${open}/policy`);
  await expect(page.getByText("This bucket has no policy")).toBeVisible();
  await expect(page.getByText("WRITE for everybody, signed in or not")).toBeVisible();
  await expect(page.getByText("no effect here either")).toHaveCount(0);
  await page.screenshot({ path: "test-results/acl-policy.png", fullPage: true });
  await page.goto(`/buckets/${open}/settings`);
  const ownership = rowOf(page, { row: "Object ownership" });
  await expect(ownership).toContainText("WRITE for everybody, signed in or not");
  await expect(rowOf(page, { row: "TLS only" })).toContainText("Plain HTTP is not refused");
  await page.screenshot({ path: "test-results/acl-settings.png", fullPage: true });
  await refuse(aws, open, "s3:GetBucketAcl");
  await page.reload();
  await expect(ownership).toContainText("Whom the bucket’s ACL lets in is not known");
  await expect(ownership).toContainText("s3:GetBucketAcl");
});

test("a log's target whose policy lets in another prefix alone is not called one that takes the log", async ({
  page,
  aws,
  newBucket,
}) => {
  const [source, target] = [await newBucket(), await newBucket()];
  const LoggingEnabled = { TargetBucket: target, TargetPrefix: "here/" };
  await aws.s3.send(new PutBucketLoggingCommand({ Bucket: source, BucketLoggingStatus: { LoggingEnabled } }));
  const statement = (prefix: string) => ({
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${target}/${prefix}*`,
  });
  await setPolicy(aws, target, statement("only-there/"));
  await page.goto(`/buckets/${source}/settings`);
  const row = rowOf(page, { row: "Server access log" });
  await expect(row).toContainText("No statement of the target’s policy lets it write this log.");
  await expect(row).toContainText(`"Resource": "arn:aws:s3:::${target}/here/*"`);
  await row.screenshot({ path: "test-results/log-target.png" });
  await setPolicy(aws, target, statement("here/"));
  await page.reload();
  await expect(row).toContainText("The target meets what S3 demands of it");
});

test("the request that deletes a bucket is shown with the one that reads it back", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/settings`);
  await page.getByRole("button", { name: "Delete bucket…" }).click();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await page.getByRole("button", { name: "Delete bucket", exact: true }).click();
  await expect(commandsUnder(page, "What deletes it and reads it back")).toContainText(
    new RegExp(`aws s3api delete-bucket[^]*${bucket}[^]*aws s3api head-bucket`),
  );
});

test("every request of the uploads that verify is shown before and after, without the key that one brings", async ({
  page,
  newBucket,
}) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/encryption`);
  await page.getByRole("button", { name: "Verify by sending…" }).click();
  await expect(commandsUnder(page, "And then, as far as it is stored")).toContainText(/upload-part[^]*delete-object/);
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await page.getByRole("button", { name: /^Send \d+ uploads$/ }).click();
  const sent = commandsUnder(page, "Every request that was sent");
  await expect(sent).toContainText(/put-object[^]*upload-part[^]*head-object[^]*delete-object[^]*list-object-versions/);
  const keys = [...(await sent.innerText()).matchAll(/--sse-customer-key (\S+)/g)].map(([, key]) => key);
  expect(new Set(keys)).toEqual(new Set(["CUSTOMER_KEY"]));
  await page.screenshot({ path: "test-results/probe-commands.png", fullPage: true });
});
