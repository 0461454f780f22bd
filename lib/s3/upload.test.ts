import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, test } from "vitest";
import { type Answer, s3Error, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mayBeStored, PART_BYTES } from "./object.ts";
import { upload } from "./upload.ts";
import { giveBackBuffers, takeBuffers } from "./upload-part.ts";

const INPUT = { Bucket: "records", Key: "a.bin", ServerSideEncryption: "aws:kms:dsse", IfNoneMatch: "*" } as const;
const BEGUN = {
  body: "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
};
const COMPLETE = { body: '<CompleteMultipartUploadResult><ETag>"e-2"</ETag></CompleteMultipartUploadResult>' };
const part = (number: string): Answer => ({
  headers: { etag: `"p${number}"`, "x-amz-checksum-crc32": `sum${number}` },
});

/** Answers every request of an upload in parts as S3 does, but where `other` has an answer of its own. */
const answers = (other: (request: SentRequest) => Answer | undefined = () => undefined) =>
  scripted((request) => {
    const own = other(request);
    if (own !== undefined) return own;
    if (request.method === "DELETE") return { status: 204 };
    if (request.method === "PUT") return part(request.query.partNumber ?? "");
    return "uploads" in request.query ? BEGUN : COMPLETE;
  });

async function* chunked(text: string, bytes: number) {
  for (let from = 0; from < text.length; from += bytes) yield new TextEncoder().encode(text.slice(from, from + bytes));
}

const source = (text: string, chunkBytes = 3) => ({
  chunks: chunked(text, chunkBytes),
  size: text.length,
  partSize: 5,
});
const kinds = (requests: SentRequest[]) => requests.map(({ method }) => method).join(" ");

test.for([
  ["", 3, [""]],
  ["abcde", 2, ["abcde"]],
  ["abcdef", 1, ["abcde", "f"]],
  ["abcdefghij", 3, ["abcde", "fghij"]],
  ["abcdefghijklm", 13, ["abcde", "fghij", "klm"]],
  ["abcdefghijklmnopq", 7, ["abcde", "fghij", "klmno", "pq"]],
] as const)("%j in chunks of %d bytes is sent as %j", async ([text, chunkBytes, bodies]) => {
  const { aws, requests } = answers();

  await upload(aws, INPUT, source(text, chunkBytes));
  expect(requests.filter(({ method }) => method === "PUT").map(({ body }) => body)).toEqual(bodies);
});

test("a part stays as it is until S3 has it, while the next one comes in", async () => {
  const bodies: string[] = [];
  const { aws } = scripted([], {
    requestHandler: {
      async handle({ method, query, body }: { method: string; query: Record<string, string>; body?: unknown }) {
        // Long enough for all that may be filled meanwhile.
        await delay(10);
        if (method === "PUT") bodies.push(new TextDecoder().decode(body instanceof Uint8Array ? body : undefined));
        const text = method === "PUT" ? "" : ("uploads" in query ? BEGUN : COMPLETE).body;
        const headers = { etag: '"p"', "x-amz-request-id": "R1" };
        return { response: { statusCode: 200, headers, body: new TextEncoder().encode(text) } };
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
  });

  await upload(aws, INPUT, source("abcdefghijklmnopqrstuvwx", 1));
  expect(bodies).toEqual(["abcde", "fghij", "klmno", "pqrst", "uvwx"]);
});

test("the algorithm goes with the beginning, the condition with the end, each part's sum with both", async () => {
  const { aws, requests } = answers();

  await expect(upload(aws, INPUT, source("abcdefg"))).resolves.toMatchObject({ ETag: '"e-2"' });
  const [begin, first, , end] = requests;
  expect(begin?.headers).toMatchObject({
    "x-amz-server-side-encryption": "aws:kms:dsse",
    "x-amz-checksum-algorithm": "CRC32",
  });
  expect(begin?.headers["if-none-match"]).toBeUndefined();
  expect(first?.headers).toMatchObject({ "x-amz-checksum-crc32": "hYfYZQ==" });
  expect(end?.headers["if-none-match"]).toBe("*");
  expect(end?.body).toContain(
    "<Part><ETag>&quot;p1&quot;</ETag><ChecksumCRC32>sum1</ChecksumCRC32><PartNumber>1</PartNumber></Part>",
  );
});

describe("an upload that fails", () => {
  const refusedPart = ({ query }: SentRequest) =>
    query.partNumber === "2" ? s3Error(403, "AccessDenied", "no") : undefined;

  it("leaves no parts, also when removing them is refused at first", async () => {
    let refusals = 2;
    const { aws, requests } = answers((request) =>
      request.method === "DELETE" && refusals-- > 0 ? s3Error(503, "SlowDown") : refusedPart(request),
    );

    await expect(upload(aws, INPUT, source("abcdefghijkl"))).rejects.toMatchObject({
      failure: { operation: "UploadPart", name: "AccessDenied", message: "no" },
    });
    expect(kinds(requests)).toMatch(/^POST PUT PUT DELETE DELETE DELETE$/);
    expect(requests.at(-1)?.query).toMatchObject({ uploadId: "u1" });
  });

  it("says what it failed of, and that its parts are still there where they cannot be removed", async () => {
    const { aws } = answers((request) =>
      request.method === "DELETE" ? s3Error(403, "AccessDenied", "no") : refusedPart(request),
    );

    await expect(upload(aws, INPUT, source("abcdefghijkl"))).rejects.toMatchObject({
      failure: {
        operation: "UploadPart",
        message: "no. Its parts are still there: AbortMultipartUpload failed as well (AccessDenied).",
      },
    });
  });

  it("reads no further once a part is refused, be the next one full or not", async () => {
    let read = 0;
    async function* slow() {
      for (; read < 19; read += 1) {
        yield new Uint8Array(5);
        await delay(10);
      }
    }
    const { aws, requests } = answers(({ method }) => (method === "PUT" ? s3Error(403, "AccessDenied") : undefined));

    await expect(upload(aws, INPUT, { chunks: slow(), size: 100, partSize: 50 })).rejects.toMatchObject({
      code: "denied",
    });
    expect(read).toBeLessThan(18);
    expect(kinds(requests)).toBe("POST PUT DELETE");
  });

  test.for([
    ["the answer to its end is lost", Object.assign(new Error("reset"), { code: "ECONNRESET" })],
    ["its end is answered 200 with an error", s3Error(200, "InternalError")],
  ] as const)("may be stored when %s, and what is left of it is removed", async ([, answer]) => {
    const { aws, requests } = answers(({ method, query }) =>
      method === "POST" && "uploadId" in query
        ? answer
        : method === "DELETE"
          ? s3Error(404, "NoSuchUpload")
          : undefined,
    );

    const sent = await attempt(upload(aws, INPUT, source("abcdefg")));
    expect(sent).toMatchObject({ ok: false, failure: { operation: "CompleteMultipartUpload", outcome: "unknown" } });
    expect(!sent.ok && mayBeStored(sent.failure)).toBe(true);
    expect(kinds(requests)).toBe("POST PUT PUT POST DELETE");
  });
});

test("the memory of a chunk is given back once it is copied, unless others share it", async () => {
  const [own, shared] = [new TextEncoder().encode("abcdef"), new Uint8Array(8)];
  async function* both() {
    yield own;
    yield shared.subarray(2);
  }

  await upload(answers().aws, INPUT, { chunks: both(), size: 12, partSize: 5 });
  expect(own.buffer.detached).toBe(true);
  expect(shared.buffer.detached).toBe(false);
});

test("the next upload takes the buffers of the last one, unless that failed and may still be sending", async () => {
  const large = () => ({ chunks: zeros(), size: PART_BYTES + 1, partSize: PART_BYTES });
  async function* zeros() {
    yield new Uint8Array(PART_BYTES + 1);
  }
  // By ===, as toBe compares what is not the same byte by byte to say more.
  const first = takeBuffers(PART_BYTES);
  expect(takeBuffers(PART_BYTES) === first).toBe(false);

  await upload(answers().aws, INPUT, large());
  const kept = takeBuffers(PART_BYTES);
  giveBackBuffers(kept);
  await upload(answers().aws, INPUT, large());
  expect(takeBuffers(PART_BYTES) === kept).toBe(true);
  giveBackBuffers(kept);
  await expect(
    upload(answers(({ method }) => (method === "PUT" ? s3Error(403, "AccessDenied") : undefined)).aws, INPUT, large()),
  ).rejects.toMatchObject({ code: "denied" });
  expect(takeBuffers(PART_BYTES) === kept).toBe(false);
});

test.for([
  ["a failure after a 200", "<Error><Code>InternalError</Code></Error>\n"],
  ["an answer without an ETag", "<CompleteMultipartUploadResult/>"],
] as const)("%s to the request that stores it is no success", async ([, body]) => {
  const { aws } = answers(({ method, query }) => (method === "POST" && !("uploads" in query) ? { body } : undefined));
  const sent = await attempt(upload(aws, INPUT, source("abcdef")));
  expect(sent.ok).toBe(false);
  expect(!sent.ok && mayBeStored(sent.failure)).toBe(true);
});
