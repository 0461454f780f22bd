import {
  CreateGrantCommand,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  GetKeyLastUsageCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import {
  HeadObjectCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
} from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import { type Aws, REGION } from "../fixtures/aws.ts";
import { dsse, listVersions, putObject, refuse } from "../fixtures/buckets.ts";
import { signIn } from "../fixtures/console.ts";
import { openWithBuckets } from "../fixtures/endpoints.ts";
import { setting } from "../fixtures/environment.ts";
import { expect, test } from "../fixtures/test.ts";

const ROLE = "arn:aws:iam::000000000000:role/replication";

/** The rows that say what one bucket has to do with the key. */
function usesOf(page: Page, bucket: string) {
  return page
    .getByRole("table", { name: "Settings that depend on this key" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: bucket, exact: true }) });
}

/** How many versions are under a key, counted by asking for each. */
async function countUnder(aws: Aws, Bucket: string, keyArn: string): Promise<number> {
  const { versions } = await listVersions(aws, Bucket);
  const heads = await Promise.all(
    versions.map(({ Key, VersionId }) => aws.s3.send(new HeadObjectCommand({ Bucket, Key, VersionId }))),
  );
  return heads.filter(({ SSEKMSKeyId }) => SSEKMSKeyId === keyArn).length;
}

test("every bucket whose default names the key is listed, however it is spelled", async ({
  page,
  newKey,
  newBucket,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const spellings = {
    "key id": key.id,
    "key ARN": key.arn,
    alias: key.alias,
    "alias ARN": key.arn.replace(/key\/.*$/, key.alias),
  };
  const buckets: [string, string][] = [];
  for (const [words, spelling] of Object.entries(spellings)) {
    buckets.push([words, await newBucket({ rule: dsse(spelling) })]);
  }
  const elsewhere = await newBucket({ rule: dsse(other.arn) });
  await page.goto(`/keys/${key.id}?tab=used-by`);
  for (const [words, bucket] of buckets) {
    await expect(usesOf(page, bucket)).toContainText(`DSSE-KMS, by ${words}`);
    await expect(usesOf(page, bucket)).toContainText("objects under this key cannot be read");
  }
  await expect(page.getByText("Without this key S3 can neither write nor read anything under it")).toBeVisible();
  await expect(usesOf(page, elsewhere)).toHaveCount(0);
});

test("a default without a key is listed under aws/s3", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket({ rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms:dsse" } } });
  const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
  await page.goto(`/keys/${KeyMetadata?.KeyId}?tab=used-by`);
  await expect(usesOf(page, bucket)).toContainText("no key named: aws/s3");
});

test("policies, replication, inventories, log targets, grants, aliases and the last use are listed", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const source = await newBucket({ versioned: true });
  const target = await newBucket({ rule: dsse(key.arn), versioned: true });
  await aws.s3.send(
    new PutBucketPolicyCommand({
      Bucket: target,
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Sid: "OnlyThisKey",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: `arn:aws:s3:::${target}/*`,
          Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key.arn } },
        },
      }),
    }),
  );
  await aws.s3.send(
    new PutBucketReplicationCommand({
      Bucket: source,
      ReplicationConfiguration: {
        Role: ROLE,
        Rules: [
          {
            ID: "copies",
            Status: "Enabled",
            Priority: 1,
            Filter: { Prefix: "" },
            DeleteMarkerReplication: { Status: "Disabled" },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
            Destination: {
              Bucket: `arn:aws:s3:::${target}`,
              EncryptionConfiguration: { ReplicaKmsKeyID: key.arn },
            },
          },
        ],
      },
    }),
  );
  await aws.s3.send(
    new PutBucketInventoryConfigurationCommand({
      Bucket: source,
      Id: "weekly",
      InventoryConfiguration: {
        Id: "weekly",
        IsEnabled: true,
        IncludedObjectVersions: "All",
        Schedule: { Frequency: "Weekly" },
        Destination: {
          S3BucketDestination: {
            Bucket: `arn:aws:s3:::${target}`,
            Format: "CSV",
            Encryption: { SSEKMS: { KeyId: key.arn } },
          },
        },
      },
    }),
  );
  await aws.s3.send(
    new PutBucketLoggingCommand({
      Bucket: source,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: target, TargetPrefix: "logs/" } },
    }),
  );
  await aws.kms.send(new CreateGrantCommand({ KeyId: key.arn, GranteePrincipal: ROLE, Operations: ["Decrypt"] }));
  await aws.kms.send(new GenerateDataKeyCommand({ KeyId: key.arn, KeySpec: "AES_256" }));
  const { KeyLastUsage } = await aws.kms.send(new GetKeyLastUsageCommand({ KeyId: key.arn }));
  expect(KeyLastUsage?.Operation).toBe("GenerateDataKey");

  await page.goto(`/keys/${key.id}?tab=used-by`);
  await expect(usesOf(page, target).filter({ hasText: "Bucket policy" })).toContainText("OnlyThisKey");
  await expect(usesOf(page, source).filter({ hasText: "Replication" })).toContainText("copies");
  await expect(usesOf(page, source).filter({ hasText: "Inventory" })).toContainText("weekly");
  await expect(usesOf(page, source).filter({ hasText: "Access logs" })).toContainText(target);
  await expect(page.getByText(`1 grant, to ${ROLE}`)).toBeVisible();
  await expect(page.getByText(key.alias).first()).toBeVisible();
  await expect(page.getByText("· GenerateDataKey")).toBeVisible();
  await expect(page.getByText("this alone is no reason to delete a key")).toBeVisible();
});

test("what may not be read is unknown with the permission, never nothing", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await refuse(aws, bucket, "s3:GetEncryptionConfiguration", "s3:GetReplicationConfiguration");
  await page.goto(`/keys/${key.id}?tab=used-by`);
  const unknown = page.getByRole("listitem").filter({ hasText: bucket });
  await expect(unknown.filter({ hasText: "Default encryption" })).toContainText(
    "a policy denies s3:GetEncryptionConfiguration",
  );
  await expect(unknown.filter({ hasText: "Replication" })).toContainText(
    "a policy denies s3:GetReplicationConfiguration",
  );
  await expect(page.getByText("No setting of the buckets that were read names this key.")).toHaveCount(0);
  await expect(page.getByText("Of what could be read, no setting names this key.")).toBeVisible();
});

test("objects are looked at on request, and it says how much was read", async ({ page, aws, newKey, newBucket }) => {
  const [key, other] = [await newKey(), await newKey()];
  const bucket = await newBucket({ rule: dsse(key.arn), versioned: true });
  for (let n = 0; n < 5; n += 1) await putObject(aws, { Bucket: bucket, Key: `a+b ${n}.txt`, Body: "twelve bytes" });
  await putObject(aws, { Bucket: bucket, Key: "a+b 0.txt", Body: "again" });
  const foreign = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: other.arn } as const;
  await putObject(aws, { Bucket: bucket, Key: "other.txt", Body: "x", ...foreign });

  await page.goto(`/keys/${key.id}?tab=used-by`);
  const objects = page.getByRole("region", { name: "Objects under this key", exact: true });
  await expect(objects).toContainText("how many are under this key is not known");
  await expect(objects.getByRole("checkbox", { name: bucket })).toBeChecked();
  await objects.getByRole("button", { name: "Look at objects" }).click();
  const row = objects.getByRole("row").filter({ hasText: bucket });
  await expect(row).toContainText("All 7");
  expect(await countUnder(aws, bucket, key.arn)).toBe(6);
  await expect(row.getByRole("cell").nth(0)).toHaveText("5");
  await expect(row.getByRole("cell").nth(1)).toHaveText("1");
  await expect(objects.getByRole("status")).toContainText("6 objects and versions under this key");
  await expect(objects.getByRole("status")).toContainText("what the others hold is not known");
});

test("objects that may not be read are not counted as none", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await putObject(aws, { Bucket: bucket, Key: "a.txt", Body: "x" });
  await refuse(aws, bucket, "s3:GetObject");
  await page.goto(`/keys/${key.id}?tab=used-by`);
  const objects = page.getByRole("region", { name: "Objects under this key", exact: true });
  await objects.getByRole("button", { name: "Look at objects" }).click();
  const row = objects.getByRole("row").filter({ hasText: bucket });
  await expect(row).toContainText("0 of 1 listed · a policy denies s3:GetObject");
  await expect(row.getByRole("cell").nth(0)).toHaveText("not known");
  await expect(objects.getByRole("status")).toContainText("0 buckets were read in full");
});

test("a refused grant list and last use are unknown", async ({ page, aws, newKey }) => {
  const key = await newKey();
  const allow = { Sid: "All", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
  const deny = { ...allow, Sid: "No", Effect: "Deny", Action: ["kms:ListGrants", "kms:GetKeyLastUsage"] };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow, deny] });
  await aws.kms.send(new PutKeyPolicyCommand({ KeyId: key.arn, Policy, BypassPolicyLockoutSafetyCheck: true }));
  await page.goto(`/keys/${key.id}?tab=used-by`);
  await expect(page.getByText("a policy denies kms:ListGrants").first()).toBeVisible();
  await expect(page.getByText("a policy denies kms:GetKeyLastUsage").first()).toBeVisible();
});

test("looking at objects shows how far it is, and stops when it is told to", async ({ page, aws, newKey }) => {
  const key = await newKey();
  // Of the estate: thousands of objects.
  const bucket = "meridian-radiology-images";
  const { versions } = await listVersions(aws, bucket);
  expect(versions.length).toBeGreaterThan(900);
  await page.goto(`/keys/${key.id}?tab=used-by`);
  const objects = page.getByRole("region", { name: "Objects under this key", exact: true });
  await objects.getByRole("checkbox", { name: bucket }).check();
  await objects.getByLabel("Versions of each bucket, at most").selectOption("10,000");
  await objects.getByRole("button", { name: "Look at objects" }).click();
  await expect(objects.getByRole("progressbar")).toBeVisible();
  // A hundred objects are asked for before the first answer, by a machine that may be busy.
  const row = objects.getByRole("row").filter({ hasText: bucket });
  await expect(row).toContainText("going on", { timeout: 30_000 });
  await objects.getByRole("button", { name: "Stop" }).click();
  await expect(objects.getByRole("status")).toContainText("until you stopped it");
  await expect(objects.getByRole("status")).toContainText("what the others hold is not known");
  await expect(row).toContainText("more may exist and were not read");
});

test("many buckets are read only when asked for, and until then they are not none", async ({
  newConsole,
  newBrowser,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const real = await newBucket({ rule: dsse(key.arn) });
  const names = [real, ...Array.from({ length: 119 }, (_, index) => `no-such-bucket-${index}`)];
  const endpoint = await openWithBuckets(setting("AWS_ENDPOINT_URL"), REGION, names);
  try {
    const own = await newConsole(endpoint.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/keys/${key.id}?tab=used-by`);
    const unread = page.getByText("The buckets that depend on it were not read");
    await expect(unread).toBeVisible();
    await expect(page.getByText("This account has 120 buckets.")).toContainText("up to 600 requests");
    await expect(page.getByText(/no setting .*names this key/i)).toHaveCount(0);
    expect(endpoint.asked()).toBe(0);
    await page.screenshot({ path: "test-results/many-buckets.png", fullPage: true });
    await page.getByRole("link", { name: "Read them now" }).click();
    await expect(page.getByRole("table", { name: "Settings that depend on this key" })).toContainText(real);
    await expect(unread).toHaveCount(0);
    expect(endpoint.asked()).toBeGreaterThanOrEqual(names.length);

    // To open the dialog of a change is to ask.
    await page.goto(`${own.url}/keys/${key.id}?change=DisableKey`);
    await expect(page.getByRole("table", { name: "Settings that depend on this key" })).toContainText(real);
  } finally {
    await endpoint.close();
  }
});
