import { ListKeysCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createServer, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { everyServiceAt } from "#lib/commands/cli.ts";
import { openObject } from "#lib/s3/object-read.ts";
import { type Aws, type AwsConfig, createAws } from "./clients.ts";
import { attempt } from "./errors.ts";

const ID = { "x-amz-request-id": "R1" };
const HEAD = { ...ID, etag: '"e"', "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT" };

let server: Server | null = null;
let requests = 0;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function served(answer: (outgoing: ServerResponse) => void, config: Partial<AwsConfig> = {}): Promise<Aws> {
  requests = 0;
  const opened = createServer((incoming, outgoing) => {
    requests += 1;
    incoming.resume();
    answer(outgoing);
  });
  server = opened;
  await new Promise<void>((resolve) => void opened.listen(0, "127.0.0.1", resolve));
  const address = opened.address();
  return createAws({
    region: "eu-central-1",
    endpoints: everyServiceAt(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    ...config,
  });
}

/** Sends a byte of `body` every few milliseconds. */
function drip(outgoing: ServerResponse, body: string, everyMilliseconds: number): void {
  const left = Array.from(body);
  const timer = setInterval(() => {
    const next = left.shift();
    if (next === undefined) outgoing.end();
    else outgoing.write(next);
  }, everyMilliseconds);
  outgoing.on("close", () => clearInterval(timer));
}

test.for<[string, number, (aws: Aws) => Promise<unknown>]>([
  ["a list of buckets", 200, ({ s3 }) => s3.send(new ListBucketsCommand())],
  ["a list of keys", 200, ({ kms }) => kms.send(new ListKeysCommand())],
  ["a refusal", 403, ({ s3 }) => s3.send(new GetObjectCommand({ Bucket: "reports", Key: "a" }))],
])("%s that drips is given up, and asked for once", async ([, status, send]) => {
  const aws = await served(
    (outgoing) => {
      outgoing.writeHead(status, ID);
      drip(outgoing, "<ListAllMyBucketsResult>".padEnd(10_000), 10);
    },
    { answerMilliseconds: 150 },
  );
  const since = performance.now();
  expect(await attempt(send(aws))).toMatchObject({
    failure: { code: "unreachable", name: "NoAnswer", message: expect.stringContaining("did not end") },
  });
  expect(performance.now() - since).toBeLessThan(2_000);
  expect(requests).toBe(1);
});

test("an answer that comes slowly and ends in time is read", async () => {
  const aws = await served(
    (outgoing) => {
      outgoing.writeHead(200, ID);
      drip(outgoing, "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>", 2);
    },
    { answerMilliseconds: 5_000 },
  );
  expect(await aws.s3.send(new ListBucketsCommand())).toMatchObject({ Buckets: [] });
});

test("a download may take longer than an answer, as long as something comes", async () => {
  const aws = await served(
    (outgoing) => {
      outgoing.writeHead(200, HEAD);
      outgoing.flushHeaders();
      drip(outgoing, "0123456789".repeat(3), 50);
    },
    { answerMilliseconds: 1_000, idleMilliseconds: 5_000 },
  );
  const { body } = await openObject(aws, { bucket: "reports", key: "a" }, new AbortController().signal);
  expect(await text(body)).toBe("0123456789".repeat(3));
});

test("a download that stands still ends in an error, never as a shorter object", async () => {
  const aws = await served(
    (outgoing) => {
      outgoing.writeHead(200, HEAD);
      outgoing.write("the beginning");
    },
    { idleMilliseconds: 100 },
  );
  const { body } = await openObject(aws, { bucket: "reports", key: "a" }, new AbortController().signal);
  await expect(text(body)).rejects.toThrow("Nothing more came");
});

test("a download whose reader takes its time is not given up", async () => {
  const aws = await served(
    (outgoing) => {
      outgoing.writeHead(200, HEAD);
      outgoing.end("whole");
    },
    { idleMilliseconds: 50 },
  );
  const { body } = await openObject(aws, { bucket: "reports", key: "a" }, new AbortController().signal);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await text(body)).toBe("whole");
});

test("a page in place of an upload's answer leaves what became of it unknown, and is not sent again", async () => {
  const aws = await served((outgoing) => outgoing.writeHead(200, { "content-type": "text/html" }).end("<html></html>"));
  const sent = aws.s3Uploads.send(new PutObjectCommand({ Bucket: "reports", Key: "a", Body: "text" }));
  expect(await attempt(sent)).toMatchObject({ failure: { name: "NotAws", outcome: "unknown" } });
  expect(requests).toBe(1);
});

test("an answer that has no end is not held in memory", async () => {
  const aws = await served((outgoing) => {
    outgoing.writeHead(200, ID);
    const more = () => {
      while (!outgoing.destroyed && outgoing.write(Buffer.alloc(1024 * 1024, " ")));
    };
    outgoing.on("drain", more);
    more();
  });
  expect(await attempt(aws.s3.send(new ListBucketsCommand()))).toMatchObject({
    failure: { name: "NotAws", message: expect.stringContaining("has no end") },
  });
  expect(requests).toBe(1);
});
