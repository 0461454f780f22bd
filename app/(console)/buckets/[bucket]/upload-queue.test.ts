import { describe, expect, test } from "vitest";
import type { DefaultEncryption } from "#lib/s3/encryption.ts";
import type { Upload } from "./send-file.ts";
import type { Outcome, Progress } from "./upload-outcome.ts";
import { createUploadQueue, toAsk, wasSent } from "./upload-queue.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-1111-1111-111111111111";
const TWO_LAYERS: DefaultEncryption = { type: "DSSE-KMS", keyId: KEY };
const ONE_LAYER: DefaultEncryption = { type: "SSE-S3" };
const STORED: Outcome = {
  status: "stored",
  answer: { asked: TWO_LAYERS, asAsked: true, found: { ok: true, value: { encryption: TWO_LAYERS, size: 1 } } },
};
const REFUSED: Outcome = { status: "refused", reason: "No." };

type Started = {
  name: string;
  upload: Upload;
  tell: (progress: Progress) => void;
  end: (outcome: Outcome) => Promise<void>;
};

/** A queue whose sendings end when told, with those that were started, in turn. */
function setUp(names: string[]) {
  const started: Started[] = [];
  const queue = createUploadQueue((file, upload, tell) => {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const end = async (outcome: Outcome) => {
      resolve(outcome);
      await new Promise((settled) => setImmediate(settled));
    };
    started.push({ name: file.name, upload, tell, end });
    return { done: promise, cancel: () => resolve({ status: "cancelled" }) };
  });
  queue.add(
    names.map((name) => new File(["x"], name)),
    "2026/",
  );
  const idOf = (name: string) => queue.files().find(({ file }) => file.name === name)?.id ?? "";
  const statusOf = (name: string) => queue.files().find(({ file }) => file.name === name)?.state.status;
  return { queue, started, idOf, statusOf };
}

const settle = () => new Promise((settled) => setImmediate(settled));
const FIVE = ["a", "b", "c", "d", "e"];

test("files are named under the folder that was open when they were chosen", () => {
  const { queue } = setUp(["a"]);
  queue.add([new File(["x"], "b")], "");
  expect(queue.files().map(({ key }) => key)).toEqual(["2026/a", "b"]);
  expect(new Set(queue.files().map(({ id }) => id)).size).toBe(2);
});

test("three are sent at a time, and the next in line when one ends", async () => {
  const { queue, started, statusOf } = setUp(FIVE);
  queue.send(TWO_LAYERS);
  expect(started.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(statusOf("d")).toBe("queued");
  await started[1]?.end(STORED);
  expect(started.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  expect(statusOf("b")).toBe("stored");
});

test("to cancel all sends nothing of what was still in line", async () => {
  const { queue, started, statusOf } = setUp(FIVE);
  queue.send(TWO_LAYERS);
  queue.cancelAll();
  await settle();
  expect(started).toHaveLength(3);
  expect(FIVE.map(statusOf)).toEqual(FIVE.map(() => "cancelled"));
});

test("a file that is taken off the line is not sent", async () => {
  const { queue, started, idOf } = setUp(FIVE);
  queue.send(TWO_LAYERS);
  queue.remove(idOf("d"));
  for (const one of started) await one.end(STORED);
  expect(started.map(({ name }) => name)).toEqual(["a", "b", "c", "e"]);
});

test("a file on its way cannot be taken off the list", () => {
  const { queue, idOf, statusOf } = setUp(["a"]);
  queue.send(TWO_LAYERS);
  queue.remove(idOf("a"));
  queue.clear();
  expect(statusOf("a")).toBe("sending");
});

test("what is asked is the key as it stood when it was started, and can no longer be changed", async () => {
  const { queue, started, idOf } = setUp(FIVE);
  queue.rename(idOf("e"), "renamed");
  queue.send(TWO_LAYERS);
  queue.rename(idOf("e"), "too late");
  await started[0]?.end(STORED);
  await started[1]?.end(STORED);
  expect(started[4]?.upload).toEqual({ key: "renamed", encryption: TWO_LAYERS, replace: false, confirmed: false });
  expect(queue.files()[4]?.key).toBe("renamed");
});

test("more files join those on their way, and none is sent twice", async () => {
  const { queue, started } = setUp(["a", "b"]);
  queue.send(TWO_LAYERS);
  queue.add([new File(["x"], "c"), new File(["x"], "d")], "");
  queue.send(ONE_LAYER);
  queue.send(ONE_LAYER);
  for (let index = 0; index < 4; index += 1) await started[index]?.end(STORED);
  expect(started.map(({ name, upload }) => [name, upload.encryption.type])).toEqual([
    ["a", "DSSE-KMS"],
    ["b", "DSSE-KMS"],
    ["c", "SSE-S3"],
    ["d", "SSE-S3"],
  ]);
});

test("what is to replace something waits, under the same key, and is sent like the others", async () => {
  const { queue, started, idOf, statusOf } = setUp(["a"]);
  queue.send(TWO_LAYERS);
  await started[0]?.end(REFUSED);
  queue.replace(idOf("a"));
  expect(statusOf("a")).toBe("waiting");
  expect(started).toHaveLength(1);
  queue.rename(idOf("a"), "another");
  const [waiting] = queue.files();
  const asked = { key: "2026/a", encryption: ONE_LAYER, replace: true, confirmed: false };
  expect(waiting && toAsk(waiting, ONE_LAYER)).toEqual(asked);
  queue.send(ONE_LAYER);
  expect(started[1]?.upload).toEqual(asked);
});

test("that what it replaces may be lost is asked with it, once confirmed", async () => {
  const { queue, started, idOf } = setUp(["a", "b"]);
  queue.confirm(idOf("b"), true);
  queue.replace(idOf("a"));
  queue.confirm(idOf("a"), true);
  queue.send(TWO_LAYERS);
  expect(started.map(({ upload }) => [upload.replace, upload.confirmed])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test("a file that was to replace something overwrites nothing once it is tried otherwise", async () => {
  const { queue, started, idOf } = setUp(["a"]);
  queue.replace(idOf("a"));
  queue.confirm(idOf("a"), true);
  queue.retry(idOf("a"));
  queue.send(TWO_LAYERS);
  expect(started[0]?.upload).toMatchObject({ replace: false, confirmed: false });
});

test("a file that is tried again can be changed, and waits to be sent", async () => {
  const { queue, started, idOf, statusOf } = setUp(["a"]);
  queue.send(TWO_LAYERS);
  await started[0]?.end(REFUSED);
  queue.retry(idOf("a"));
  expect(statusOf("a")).toBe("waiting");
  queue.rename(idOf("a"), "b");
  queue.send(ONE_LAYER);
  expect(started[1]?.upload).toEqual({ key: "b", encryption: ONE_LAYER, replace: false, confirmed: false });
});

test("progress is told without a new list of files", () => {
  const { queue, started, idOf } = setUp(["a"]);
  queue.send(TWO_LAYERS);
  const before = queue.files();
  let told = 0;
  const stop = queue.subscribe(() => (told += 1));
  started[0]?.tell({ sentBytes: 1, bytesPerSecond: 1 });
  expect(told).toBe(1);
  expect(queue.files()).toBe(before);
  expect(queue.progressOf(idOf("a"))).toEqual({ sentBytes: 1, bytesPerSecond: 1 });
  stop();
});

describe("S3 was asked", () => {
  const failure = (service: string, operation: string, name: string): Outcome => ({
    status: "failed",
    failure: { code: "denied", service, operation, name, message: "", permission: null, hint: "", requestId: null },
  });

  test.for([
    [STORED, true],
    [failure("S3", "PutObject", "AccessDenied"), true],
    [{ status: "unknown", reason: "" }, true],
    [failure("Twofold", "Read-only check", "ReadOnlySession"), false],
    [failure("S3", "HeadBucket", "HTTP 404"), false],
    [failure("S3", "PutObject", "IncompleteBody"), false],
    [failure("S3", "PutObject", "NotConfirmed"), false],
    [failure("S3", "GetBucketVersioning", "AccessDenied"), false],
    [REFUSED, false],
    [{ status: "cancelled" }, false],
  ] satisfies [Outcome, boolean][])("after %j: %j", async ([outcome, expected]) => {
    const { queue, started } = setUp(["a"]);
    queue.send(TWO_LAYERS);
    await started[0]?.end(outcome);
    expect(queue.files().map(wasSent)).toEqual([expected]);
  });
});
