import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { dsse, headObject, listUploads, listVersions, putObject } from "../fixtures/buckets.ts";
import { openProxy } from "../fixtures/endpoints.ts";
import { signIn } from "../fixtures/console.ts";
import { setting } from "../fixtures/environment.ts";
import { chooseFiles, commandsUnder, rowWith, textFile, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

const MEBIBYTE = 1024 * 1024;
const LARGE_BYTES = 120 * MEBIBYTE;

/** Names with which a URL, a browser or a reader could go wrong. */
const ODD_KEYS = [
  "double//slash.txt",
  "a/../b.txt",
  "%2e%2e/dots.txt",
  " spaces at both ends ",
  "emoji-🫀.pdf",
  "invoice\u202Efdp.exe",
  "/leading",
  "plus+and%20percent?versionId=null#hash",
];

let folder: string;
let large: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twofold-e2e-"));
  large = join(folder, "large.bin");
  await writeFile(large, randomBytes(LARGE_BYTES));
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

test("small and empty files are stored under two layers and come back byte for byte", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("small.txt", "Two layers.\n"), textFile("empty.txt", "")]);
  await page.getByRole("button", { name: "Upload 2 files" }).click();
  for (const [name, size] of [
    ["small.txt", 12],
    ["empty.txt", 0],
  ] as const) {
    await expect(uploadOf(page, name).getByRole("status")).toHaveText(/Stored and read back as\s*DSSE-KMS/);
    expect(await headObject(aws, bucket, name)).toMatchObject({
      ServerSideEncryption: "aws:kms:dsse",
      SSEKMSKeyId: key.arn,
      ContentLength: size,
    });
    const row = rowWith(page, name);
    await expect(row).toContainText("DSSE-KMS");
    await expect(row).toContainText(key.alias);
  }
  await page.getByRole("link", { name: "small.txt", exact: true }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download", exact: true }).first().click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("small.txt");
  expect(await readFile(await download.path(), "utf8")).toBe("Two layers.\n");
});

test("an upload gets the encryption that was chosen for it, whatever the bucket's default", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}`);
  await page.getByLabel("Stored with").selectOption({ label: `DSSE-KMS with ${key.alias}` });
  await chooseFiles(page, [textFile("chosen.txt", "bytes")]);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "chosen.txt").getByRole("status")).toHaveText(/Stored and read back as\s*DSSE-KMS/);
  expect(await headObject(aws, bucket, "chosen.txt")).toMatchObject({
    ServerSideEncryption: "aws:kms:dsse",
    SSEKMSKeyId: key.arn,
  });
  await expect(rowWith(page, "chosen.txt")).toContainText("above default");
});

test("a file of 120 MB shows how far it is and comes back byte for byte", async ({ page, aws, newKey, newBucket }) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, large);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(uploadOf(page, "large.bin").getByRole("progressbar")).toBeVisible();
  await expect(uploadOf(page, "large.bin").getByRole("status")).toContainText("DSSE-KMS", { timeout: 45_000 });
  expect(await headObject(aws, bucket, "large.bin")).toMatchObject({
    ServerSideEncryption: "aws:kms:dsse",
    SSEKMSKeyId: key.arn,
    ContentLength: LARGE_BYTES,
  });
  await page.goto(`/buckets/${bucket}/object?key=large.bin`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download", exact: true }).first().click();
  const download = await downloading;
  expect(sha256(await readFile(await download.path()))).toBe(sha256(await readFile(large)));
});

test("a cancelled upload leaves neither an object nor parts behind", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, large);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await expect.poll(async () => (await listUploads(aws, bucket)).length).toBe(1);
  await page.getByRole("button", { name: "Cancel large.bin" }).click();
  await expect(uploadOf(page, "large.bin")).toContainText("Cancelled. Nothing was stored.");
  await expect.poll(() => listUploads(aws, bucket)).toEqual([]);
  expect((await listVersions(aws, bucket)).versions).toEqual([]);
});

test("every odd name is stored, listed and opened as the key that was typed", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket({ rule: dsse((await newKey()).arn) });
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(
    page,
    ODD_KEYS.map((key, index) => textFile(`file-${index}.txt`, key)),
  );
  for (const [index, key] of ODD_KEYS.entries()) await page.getByLabel(`Key of file-${index}.txt`).fill(key);
  await page.getByRole("button", { name: `Upload ${ODD_KEYS.length} files` }).click();
  await expect(page.getByRole("region", { name: "Upload" }).getByRole("status")).toHaveCount(ODD_KEYS.length, {
    timeout: 20_000,
  });
  const stored = (await listVersions(aws, bucket)).versions.map((version) => version.Key);
  expect(stored.sort()).toEqual(ODD_KEYS.toSorted());
  for (const key of ODD_KEYS) {
    await page.goto(`/buckets/${bucket}/object?${new URLSearchParams({ key })}`);
    await expect(page.getByText("DSSE-KMS").first()).toBeVisible();
    const address = await page.getByRole("link", { name: "Download", exact: true }).first().getAttribute("href");
    expect(await (await page.request.get(address ?? "")).text()).toBe(key);
  }
});

test("a key that is taken is not overwritten before one says so", async ({ page, aws, newBucket, watch }) => {
  watch.expect(/status of 409/);
  const bucket = await newBucket();
  await putObject(aws, { Bucket: bucket, Key: "taken.txt", Body: "first" });
  const before = await headObject(aws, bucket, "taken.txt");
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("taken.txt", "the second one")]);
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  const row = uploadOf(page, "taken.txt");
  await expect(row.getByRole("alert")).toContainText("An object with this key exists");
  expect(await headObject(aws, bucket, "taken.txt")).toMatchObject({ ETag: before.ETag, ContentLength: 5 });
  await expect(commandsUnder(page, "Was sent")).toContainText("--if-none-match");

  await row.getByRole("button", { name: "Replace taken.txt" }).click();
  await expect(row.getByRole("alert")).toContainText("not versioned: the object that is there is lost for good");
  await expect(commandsUnder(page, "Will be sent")).toContainText("--key taken.txt");
  await expect(commandsUnder(page, "Will be sent")).not.toContainText("--if-none-match");
  const send = page.getByRole("button", { name: "Upload 1 file and replace 1 object" });
  await expect(send).toBeDisabled();
  await page.screenshot({ path: "test-results/upload-replace.png", fullPage: true });
  expect((await headObject(aws, bucket, "taken.txt")).ETag).toBe(before.ETag);
  await row.getByLabel("Type taken.txt to confirm").fill("taken.txt");
  await send.click();
  await expect(row.getByRole("status")).toContainText("Stored and read back");
  expect((await headObject(aws, bucket, "taken.txt")).ContentLength).toBe(14);
});

test("what replaces an object of a versioned bucket says that it stays, and can still go elsewhere", async ({
  page,
  aws,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 409/);
  const bucket = await newBucket({ versioned: true });
  await putObject(aws, { Bucket: bucket, Key: "taken.txt", Body: "first" });
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("taken.txt", "the second one")]);
  const row = uploadOf(page, "taken.txt");
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await row.getByRole("button", { name: "Replace taken.txt" }).click();
  await expect(row.getByRole("alert")).toContainText("stays, as an older version of this key");

  await row.getByRole("button", { name: "Change or send taken.txt again" }).click();
  await expect(page.getByLabel("Key of taken.txt")).toHaveValue("taken.txt");
  await expect(commandsUnder(page, "Will be sent")).toContainText("--if-none-match");
  await page.getByRole("button", { name: "Upload 1 file", exact: true }).click();
  await row.getByRole("button", { name: "Replace taken.txt" }).click();
  await page.getByRole("button", { name: "Upload 1 file and replace 1 object" }).click();
  await expect(row.getByRole("status")).toContainText("Stored and read back");
  expect((await listVersions(aws, bucket)).versions.map(({ Size }) => Size)).toEqual([14, 5]);
});

test("where somebody suspends versioning meanwhile, nothing is lost before that is said", async ({
  page,
  aws,
  newBucket,
  watch,
}) => {
  watch.expect(/status of 4\d\d/);
  const bucket = await newBucket({ versioned: true });
  await page.goto(`/buckets/${bucket}`);
  const suspended = { Status: "Suspended" } as const;
  await aws.s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: suspended }));
  await putObject(aws, { Bucket: bucket, Key: "taken.txt", Body: "first" });
  await chooseFiles(page, [textFile("taken.txt", "the second one")]);
  const row = uploadOf(page, "taken.txt");
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await row.getByRole("button", { name: "Replace taken.txt" }).click();
  await page.getByRole("button", { name: "Upload 1 file and replace 1 object" }).click();
  await expect(row.getByRole("alert")).toContainText("was not confirmed. Nothing was changed.");
  expect((await headObject(aws, bucket, "taken.txt")).ContentLength).toBe(5);

  await row.getByRole("button", { name: "Change or send taken.txt again" }).click();
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await row.getByRole("button", { name: "Replace taken.txt" }).click();
  await expect(row.getByRole("alert")).toContainText("Versioning is suspended");
  await row.getByLabel("Type taken.txt to confirm").fill("taken.txt");
  await page.getByRole("button", { name: "Upload 1 file and replace 1 object" }).click();
  await expect(row.getByRole("status")).toContainText("Stored and read back");
  expect((await headObject(aws, bucket, "taken.txt")).ContentLength).toBe(14);
});

test("a key that S3 would refuse is told at its field, before anything is sent", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [textFile("file.txt", "bytes")]);
  const field = page.getByLabel("Key of file.txt");
  const send = page.getByRole("button", { name: "Upload 1 file" });
  for (const [key, words] of [
    ["🫀".repeat(257), "at most 1,024 bytes of UTF-8; this one has 1,028"],
    ["", "at least one character"],
  ] as const) {
    await field.fill(key);
    await expect(field).toHaveAccessibleDescription(new RegExp(words));
    await expect(send).toBeDisabled();
  }
  await field.fill("x".repeat(1024));
  await send.click();
  await expect(page.getByRole("region", { name: "Upload" }).getByRole("status")).toContainText("Stored");
  expect((await listVersions(aws, bucket)).versions.map((version) => version.Key)).toEqual(["x".repeat(1024)]);
});

test("an object that S3 stores otherwise than asked is a failure in red", async ({
  newConsole,
  newBrowser,
  aws,
  newKey,
  newBucket,
}) => {
  const bucket = await newBucket();
  const key = await newKey();
  const proxy = await openProxy(setting("AWS_ENDPOINT_URL"), ({ method, headers }) => {
    if (method !== "PUT") return;
    for (const name of Object.keys(headers)) if (name.startsWith("x-amz-server-side-encryption")) delete headers[name];
  });
  try {
    const own = await newConsole(proxy.url);
    const page = await newBrowser();
    await signIn(page, own.password, `${own.url}/sign-in`);
    await page.goto(`${own.url}/buckets/${bucket}`);
    await page.getByLabel("Stored with").selectOption({ label: `DSSE-KMS with ${key.alias}` });
    await chooseFiles(page, [textFile("stripped.txt", "bytes")]);
    await page.getByRole("button", { name: "Upload 1 file" }).click();
    const alert = uploadOf(page, "stripped.txt").getByRole("alert");
    await expect(alert).toContainText("Stored, but not as asked");
    await expect(alert).toContainText("Do not rely on this object");
    await expect(alert).toContainText(key.arn);
    await expect(uploadOf(page, "stripped.txt").getByRole("status")).toHaveCount(0);
    expect((await headObject(aws, bucket, "stripped.txt")).ServerSideEncryption).toBe("AES256");
  } finally {
    await proxy.close();
  }
});
