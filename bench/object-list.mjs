import { HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { Agent } from "node:http";
import { performance } from "node:perf_hooks";

const ROWS = 100;
const RUNS = 5;
const HELD_MILLISECONDS = 3_000;
/** About as far as a bucket in the same Region, and in another continent. */
const NEAR_MILLISECONDS = 40;
const FAR_MILLISECONDS = 240;

/**
 * The list of a big bucket over a distant endpoint, beside what the bare SDK needs for the same in the same run.
 * @param {{ url: string, cookie: string, bucket: string, slow: Awaited<ReturnType<typeof import("./slow-endpoint.mjs").startSlowEndpoint>> }} options
 */
export async function measureObjectList({ url, cookie, bucket, slow }) {
  const path = `/buckets/${bucket}`;
  const s3 = new S3Client({
    endpoint: slow.endpoint,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 128 }) },
  });
  await readPage(url + path, cookie);
  const [nearRows, farRows] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    nearRows.push(await firstRowAt(slow, NEAR_MILLISECONDS, url + path, cookie));
    farRows.push(await firstRowAt(slow, FAR_MILLISECONDS, url + path, cookie));
  }
  slow.setLatency(NEAR_MILLISECONDS);
  const ours = [];
  const bare = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push((await readPage(url + path, cookie)).complete);
    bare.push(await readBare(s3, bucket));
  }
  slow.hold((line) => line.startsWith("HEAD") && line.includes(`/${bucket}/`) && first(line), HELD_MILLISECONDS);
  const held = await readPage(url + path, cookie);
  slow.release();
  return [
    {
      what: "round trips to S3 before the first rows of the object list",
      // What one more millisecond of distance adds: free of what rendering costs on this machine.
      value: (median(farRows) - median(nearRows)) / (FAR_MILLISECONDS - NEAR_MILLISECONDS),
      limit: 1.5,
      unit: "",
    },
    {
      what: `all ${ROWS} statuses, beside the SDK's own ListObjectsV2 + ${ROWS} HeadObject`,
      value: median(ours) / median(bare),
      limit: 2,
      unit: "×",
    },
    {
      what: "statuses missing while one HeadObject hangs for 3 s, besides that one",
      value: ROWS - 1 - held.statusesBefore(HELD_MILLISECONDS - 500),
      limit: 0,
      unit: "",
    },
  ];
}

/**
 * When the first row arrives while S3 is so far away, in milliseconds.
 * @param {Awaited<ReturnType<typeof import("./slow-endpoint.mjs").startSlowEndpoint>>} slow
 * @param {number} latencyMilliseconds @param {string} address @param {string} cookie
 */
async function firstRowAt(slow, latencyMilliseconds, address, cookie) {
  slow.setLatency(latencyMilliseconds);
  return (await readPage(address, cookie)).firstRow;
}

let heldKey = "";
/** Whether this is the first key that was asked for; only that one is held. @param {string} line */
function first(line) {
  heldKey ||= line;
  return line === heldKey;
}

/** @param {string} url @param {string} cookie */
async function readPage(url, cookie) {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  let text = "";
  let firstRow = Number.NaN;
  /** @type {{ at: number, statuses: number }[]} */
  const arrivals = [];
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const at = performance.now() - started;
    if (Number.isNaN(firstRow) && text.includes("image-0000.dcm")) firstRow = at;
    arrivals.push({ at, statuses: text.split("data-encryption=").length - 1 });
  }
  return {
    firstRow,
    complete: performance.now() - started,
    /** @param {number} milliseconds */
    statusesBefore: (milliseconds) => arrivals.findLast(({ at }) => at < milliseconds)?.statuses ?? 0,
  };
}

/** @param {S3Client} s3 @param {string} bucket */
async function readBare(s3, bucket) {
  const started = performance.now();
  const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: "/", MaxKeys: ROWS }));
  await Promise.all((page.Contents ?? []).map(({ Key }) => s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))));
  return performance.now() - started;
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
