import { expect as expectThat, type Locator, type Page } from "@playwright/test";
import { dsse, refuse, setRule } from "../fixtures/buckets.ts";
import { alertWith, commandsUnder } from "../fixtures/page.ts";
import { readPolicyOf, setPolicy, sidsIn, tryPut } from "../fixtures/policies.ts";
import { expect, test } from "../fixtures/test.ts";

const TOLERANT = ["DenyExplicitNonDsse", "DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"];
const STRICT = ["DenyNonDsse", "DenyHeaderWithoutKey", "DenyWrongKey", "DenySseC"];

function foreign(bucket: string, Sid = "Other") {
  const Resource = `arn:aws:s3:::${bucket}/closed/*`;
  return { Sid, Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource };
}

/** What the table says of one kind of upload after the change. */
function after(page: Page, asks: string): Locator {
  const table = page.getByRole("region", { name: "The next upload, before and after" });
  return table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: asks, exact: true }) });
}

async function send(page: Page, verb: string): Promise<void> {
  const asShown = await commandsUnder(page, "What will be sent").innerText();
  await page.getByRole("button", { name: verb, exact: true }).click();
  await expectThat(alertWith(page, "AWS reads it back as asked")).toBeVisible();
  expectThat(await commandsUnder(page, "What was sent").innerText()).toBe(asShown);
}

test("DSSE-KMS is enforced beside what stands there, and real uploads meet what was shown", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await setPolicy(aws, bucket, foreign(bucket));
  await page.goto(`/buckets/${bucket}/policy`);
  await page.getByRole("link", { name: "Enforce, tolerant…" }).click();
  await expect(after(page, "nothing")).toContainText("as before");
  await expect(after(page, "DSSE-KMS, the default’s key")).toContainText("as before");
  await expect(after(page, "DSSE-KMS, no key")).toContainText("Refused by statement DenyHeaderWithoutKey");
  await expect(after(page, "DSSE-KMS, another key")).toContainText("Refused by statement DenyWrongKey");
  await expect(after(page, "SSE-S3")).toContainText("Refused by statement DenyExplicitNonDsse");
  await expect(page.getByRole("region", { name: "The policy, before and after" })).toContainText("DenySseC");
  await send(page, "Enforce DSSE-KMS");

  const found = await readPolicyOf(aws, bucket);
  expect(found?.Id).toBe("of-the-test");
  expect(found?.Statement[0]).toEqual(foreign(bucket));
  expect(found?.Statement.map(({ Sid }) => Sid)).toEqual(["Other", ...TOLERANT]);
  const dsseKey = `aws:kms:dsse ${key.arn}`;
  expect(await tryPut(aws, bucket, {})).toBe(dsseKey);
  expect(await tryPut(aws, bucket, { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn })).toBe(dsseKey);
  for (const refused of [
    { ServerSideEncryption: "aws:kms:dsse" },
    { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: other.arn },
    { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key.arn },
    { ServerSideEncryption: "aws:kms" },
    { ServerSideEncryption: "AES256" },
  ] as const) {
    expect(await tryPut(aws, bucket, refused), JSON.stringify(refused)).toBe("AccessDenied");
  }
});

test("what is left of a demand is taken out exactly, and a Sid that stands there twice is said", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await send(page, "Enforce DSSE-KMS");
  const sseC = (await readPolicyOf(aws, bucket))?.Statement.filter(({ Sid }) => Sid === "DenySseC") ?? [];
  expect(sseC).toHaveLength(1);
  // Somebody else takes out all but one of the statements, and writes another under its name.
  const twin = foreign(bucket, "DenySseC");
  await setPolicy(aws, bucket, ...sseC, twin);

  await page.goto(`/buckets/${bucket}/policy`);
  await expect(page.getByText("More than one statement has the Sid DenySseC")).toBeVisible();
  await expect(page.getByText("only DenySseC left")).toBeVisible();
  await page.screenshot({ path: "test-results/policy-left.png", fullPage: true });
  await page.getByRole("link", { name: "Take out…" }).click();
  await expect(page.getByText("Uploads under SSE-C are no longer refused by Twofold’s statement.")).toBeVisible();
  await expect(page.getByText("SSE-C is taken where the bucket does not block it.")).toBeVisible();
  await expect(page.getByText("can ask for one layer of encryption")).toHaveCount(0);
  await expect(page.getByText("says something else than Twofold’s, and stays")).toBeVisible();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await send(page, "Take the statements out");
  expect((await readPolicyOf(aws, bucket))?.Statement).toEqual([twin]);
  await expect(page.getByText("More than one statement has the Sid")).toHaveCount(0);
});

test("the strict form takes the tolerant one's place, and a client without the header is shut out", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await send(page, "Enforce DSSE-KMS");
  await page.goto(`/buckets/${bucket}/policy?change=dsse-strict`);
  await expect(after(page, "nothing")).toContainText("Refused by statement DenyNonDsse");
  await expect(page.getByText("S3 Batch Operations Copy altogether")).toBeVisible();
  await send(page, "Enforce DSSE-KMS, header required");
  expect(await sidsIn(aws, bucket)).toEqual(STRICT);
  expect(await tryPut(aws, bucket, {})).toBe("AccessDenied");
  const asked = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
  expect(await tryPut(aws, bucket, asked)).toBe(`aws:kms:dsse ${key.arn}`);
});

test("the statements go again only after the name is typed, and the last one takes the policy with it", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await send(page, "Enforce DSSE-KMS");
  await page.goto(`/buckets/${bucket}/policy?change=dsse-off`);
  const takeOut = page.getByRole("button", { name: "Take the statements out" });
  await expect(takeOut).toBeDisabled();
  await page.getByLabel(`Type ${bucket} to confirm`).fill(bucket);
  await expect(commandsUnder(page, "What will be sent")).toContainText("delete-bucket-policy");
  await send(page, "Take the statements out");
  expect(await readPolicyOf(aws, bucket)).toBeNull();
  await expect(page.getByText("This bucket has no policy")).toBeVisible();
});

test("a policy that somebody changed meanwhile is shown to be so, and not overwritten", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await expect(page.getByRole("button", { name: "Enforce DSSE-KMS", exact: true })).toBeVisible();
  await setPolicy(aws, bucket, foreign(bucket, "Meanwhile"));
  await page.getByRole("button", { name: "Enforce DSSE-KMS", exact: true }).click();
  await expect(alertWith(page, "Somebody changed the policy")).toContainText("Nothing was changed now.");
  expect(await sidsIn(aws, bucket)).toEqual(["Meanwhile"]);
});

test("somebody else's statement under one of the names is shown and goes only with consent", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await setPolicy(aws, bucket, foreign(bucket, "DenySseC"));
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  const enforce = page.getByRole("button", { name: "Enforce DSSE-KMS", exact: true });
  await expect(page.getByText("Statement of somebody else’s")).toBeVisible();
  await expect(enforce).toBeDisabled();
  await page.getByRole("checkbox", { name: "Replace DenySseC, which somebody else wrote" }).check();
  await send(page, "Enforce DSSE-KMS");
  expect(await sidsIn(aws, bucket)).toEqual(
    ["DenySseC", ...TOLERANT].filter((sid, at, all) => all.lastIndexOf(sid) === at),
  );
});

test("plain HTTP is refused by a statement that lets AWS's own services through", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/policy`);
  await page.getByRole("link", { name: "Refuse plain HTTP…" }).click();
  await send(page, "Refuse plain HTTP");
  expect((await readPolicyOf(aws, bucket))?.Statement).toMatchObject([
    {
      Sid: "DenyInsecureTransport",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } },
    },
  ]);
});

test("a default of one layer, and one without a key, are warned of before anything is demanded", async ({
  page,
  newBucket,
}) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await expect(page.getByText("The default is SSE-S3, not DSSE-KMS")).toBeVisible();
  await expect(page.getByText("The default names no KMS key")).toBeVisible();
});

test("a policy that may not be read is unknown, and not changed", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await refuse(aws, bucket, "s3:GetBucketPolicy");
  await page.goto(`/buckets/${bucket}/policy?change=tls-on`);
  await expect(page.getByText("a policy that cannot be read is not changed here")).toBeVisible();
  await expect(page.getByText("s3:GetBucketPolicy", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Refuse plain HTTP" })).toHaveCount(0);
});

test("the list that scanners write is found and explained", async ({ page, aws, newKey, newBucket }) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await setPolicy(aws, bucket, {
    Sid: "DenyUnencryptedObjectUploads",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms"] } },
  });
  await page.goto(`/buckets/${bucket}/policy`);
  await expect(page.getByText("DenyUnencryptedObjectUploads refuses what the default asks for")).toBeVisible();
  await expect(page.getByText("DSSE-KMS (aws:kms:dsse) is not in it")).toBeVisible();
  expect(await tryPut(aws, bucket, {})).toBe("AccessDenied");
  await page.goto(`/buckets/${bucket}/policy?change=dsse-strict`);
  await expect(page.getByText("After this nothing can be uploaded any more")).toBeVisible();
  await expect(page.getByRole("button", { name: "Enforce DSSE-KMS, header required" })).toBeDisabled();
  // On many buckets at once it is not done at all.
  await page.goto(`/buckets/bulk?select=${bucket}&change=dsse-tolerant`);
  await expect(page.getByText("There is nothing to change")).toBeVisible();
  await expect(
    page.getByText("Nothing could be uploaded any more: DenyUnencryptedObjectUploads refuses"),
  ).toBeVisible();
  expect(await tryPut(aws, bucket, { ServerSideEncryption: "AES256" })).toBe("AES256");
});

test("a policy that demands another key than the default's is found wherever the bucket is looked at", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const [key, other] = [await newKey(), await newKey()];
  const bucket = await newBucket({ rule: dsse(other.arn) });
  await page.goto(`/buckets/${bucket}/policy?change=dsse-tolerant`);
  await send(page, "Enforce DSSE-KMS");
  await setRule(aws, bucket, dsse(key.arn));
  await page.goto(`/buckets/${bucket}/policy`);
  await expect(page.getByText("DenyWrongKey refuses what the default asks for")).toBeVisible();
  await expect(page.getByText("refuses uploads that ask for the default with its key")).toBeVisible();
  const asked = { ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn } as const;
  expect(await tryPut(aws, bucket, asked)).toBe("AccessDenied");
  await page.getByRole("link", { name: "Enforce again…" }).click();
  await expect(after(page, "DSSE-KMS, the default’s key")).toContainText("DSSE-KMS");
  await send(page, "Enforce DSSE-KMS");
  expect(await tryPut(aws, bucket, asked)).toBe(`aws:kms:dsse ${key.arn}`);
  await expect(page.getByText("DenyWrongKey refuses what the default asks for")).toHaveCount(0);
});

test("who may change the default is told, and the statement that Twofold leaves out is there to be copied", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}/policy`);
  await expect(page.getByText("Left open: whoever is allowed s3:PutEncryptionConfiguration")).toBeVisible();
  await page.getByText("The statement that leaves it to one role").click();
  const text = await page.getByRole("region", { name: "DenyDefaultTampering, to be completed" }).innerText();
  await page.screenshot({ path: "test-results/default-guard.png", fullPage: true });
  await setPolicy(aws, bucket, JSON.parse(text.replace("ACCOUNT", "000000000000").replace("ROLE", "CryptoAdmin")));
  await page.reload();
  await expect(page.getByText("by DenyDefaultTampering, which holds only where ArnNotEquals")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: "test-results/default-guard-360.png", fullPage: true });
});
