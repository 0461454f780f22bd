import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Page } from "@playwright/test";
import { dsse, listVersions, putObject } from "../fixtures/buckets.ts";
import { rowWith, uploadOf } from "../fixtures/page.ts";
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

test("a text that is dropped is no file: nothing waits and the page stays", async ({ page, newBucket }) => {
  const bucket = await newBucket();
  await page.goto(`/buckets/${bucket}`);
  await expectAlive(page);
  await drop(page, { text: "https://example.com/" });
  await expect(page.getByRole("region", { name: "Upload" }).getByRole("listitem")).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/buckets/${bucket}$`));
});
