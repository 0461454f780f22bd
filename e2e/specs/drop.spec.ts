import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import { dsse, listVersions, putObject } from "../fixtures/buckets.ts";
import { alertWith, chooseFiles, commandsUnder, rowWith, uploadOf } from "../fixtures/page.ts";
import { expect, test } from "../fixtures/test.ts";

let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twofold-drop-"));
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** The page takes a drop once its button answers, and not before. */
async function expectAlive(page: Page): Promise<void> {
  await expect(async () => {
    const choosing = page.waitForEvent("filechooser", { timeout: 1_000 });
    await page.getByRole("button", { name: "Choose files…" }).click();
    await choosing;
  }).toPass();
}

type Dragged = { files?: string[]; text?: string };

/** Drags files of this machine, or a text, over the middle of the page, and lets go there. */
async function drop(page: Page, { files, text }: Dragged): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const items = text === undefined ? [] : [{ mimeType: "text/plain", data: text }];
  const data = { items, dragOperationsMask: 1, ...(files === undefined ? {} : { files }) };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 640, y: 500, data });
  }
  await devtools.detach();
}

test("files dropped anywhere on an open folder are stored there, under the bucket's default", async ({
  page,
  aws,
  newKey,
  newBucket,
}) => {
  const key = await newKey();
  const bucket = await newBucket({ rule: dsse(key.arn) });
  await putObject(aws, { Bucket: bucket, Key: "scans/before.txt", Body: "before" });
  const contents = new Map([
    ["one.bin", randomBytes(3000)],
    ["two files.bin", randomBytes(70_000)],
  ]);
  for (const [name, bytes] of contents) await writeFile(join(folder, name), bytes);

  await page.goto(`/buckets/${bucket}?prefix=scans%2F`);
  await expect(rowWith(page, "before.txt")).toContainText("DSSE-KMS");
  await expectAlive(page);
  await drop(page, { files: [...contents.keys()].map((name) => join(folder, name)) });
  await expect(page.getByLabel("Key of two files.bin")).toHaveValue("scans/two files.bin");
  expect((await listVersions(aws, bucket, "scans/")).versions).toHaveLength(1);
  await page.getByRole("button", { name: "Upload 2 files" }).click();

  for (const [name, bytes] of contents) {
    await expect(uploadOf(page, name).getByRole("status")).toHaveText(/Stored and read back as\s*DSSE-KMS/);
    await expect(rowWith(page, name)).toContainText(key.alias);
    const found = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: `scans/${name}` }));
    expect(found).toMatchObject({ ServerSideEncryption: "aws:kms:dsse", SSEKMSKeyId: key.arn });
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  }
});

test("a folder is not sent, and that is said; what was dropped with it is", async ({ page, aws, newBucket }) => {
  const bucket = await newBucket();
  await mkdir(join(folder, "a folder"));
  await writeFile(join(folder, "beside.txt"), "beside");
  await page.goto(`/buckets/${bucket}`);
  await expectAlive(page);
  await drop(page, { files: [join(folder, "a folder"), join(folder, "beside.txt")] });
  await page.getByRole("button", { name: "Upload 2 files" }).click();

  await expect(uploadOf(page, "beside.txt").getByRole("status")).toContainText("Stored and read back");
  const alert = uploadOf(page, "a folder").getByRole("alert");
  await expect(alert).toContainText("Not stored");
  await expect(alert).toContainText("it is a folder, or was changed or removed since it was chosen. Nothing was sent.");
  await expect(commandsUnder(page, "Was sent")).toHaveCount(1);
  await expect(commandsUnder(page, "Was sent")).toContainText("--key beside.txt");
  expect((await listVersions(aws, bucket)).versions.map(({ Key }) => Key)).toEqual(["beside.txt"]);
});

test("a file that is changed or removed after it was chosen is not sent, and can be chosen again", async ({
  page,
  aws,
  newBucket,
}) => {
  const bucket = await newBucket();
  const changed = join(folder, "changed.txt");
  const filled = join(folder, "filled.txt");
  const removed = join(folder, "removed.txt");
  await writeFile(changed, "as it was chosen");
  await writeFile(filled, "");
  await writeFile(removed, "soon gone");
  await page.goto(`/buckets/${bucket}`);
  await chooseFiles(page, [changed, filled, removed]);
  await expect(page.getByLabel("Key of removed.txt")).toBeVisible();
  await writeFile(changed, "as somebody left it, and longer");
  await writeFile(filled, "no longer empty");
  await rm(removed);
  await page.getByRole("button", { name: "Upload 3 files" }).click();
  await expect(alertWith(page, "changed or removed since it was chosen. Nothing was sent.")).toHaveCount(3);
  await expect(commandsUnder(page, "Was sent")).toHaveCount(0);
  expect((await listVersions(aws, bucket)).versions).toEqual([]);

  await page.getByRole("button", { name: "Clear the list" }).click();
  await chooseFiles(page, [changed, filled]);
  await page.getByRole("button", { name: "Upload 2 files" }).click();
  for (const [name, text] of [
    ["changed.txt", "as somebody left it, and longer"],
    ["filled.txt", "no longer empty"],
  ] as const) {
    await expect(uploadOf(page, name).getByRole("status")).toContainText("Stored and read back");
    const found = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
    expect(await found.Body?.transformToString()).toBe(text);
  }
});

test("a text that is dropped is no file: nothing waits and the page stays", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}`);
  await expectAlive(page);
  await drop(page, { text: "https://example.com/" });
  await expect(page.getByRole("region", { name: "Upload" }).getByRole("listitem")).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}$`));
});
