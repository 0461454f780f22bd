import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

const MEBIBYTE = 1024 * 1024;
const SIZE = 512 * MEBIBYTE;
const WARM_UP = MEBIBYTE;
const RUNS = 3;
const LIMIT = 64;

/**
 * The server's memory while 512 MiB go up and then down through it, several times, above what it holds when idle: after
 * one small object went both ways, so that the code is loaded and none of a large one's buffers count as idle.
 * The worst peak is held against the limit.
 * @param {{ url: string, pid: number, cookie: string, query: URLSearchParams }} options `query` as /api/objects takes it
 */
export async function measureMemory({ url, pid, cookie, query }) {
  await send(url, cookie, query, WARM_UP);
  await receive(url, cookie, query);
  await delay(2_000);
  const idle = await residentBytes(pid);
  /** @type {{ up: number[], down: number[] }} */
  const peaks = { up: [], down: [] };
  for (let run = 0; run < RUNS; run++) {
    peaks.up.push(await peakDuring(pid, () => send(url, cookie, query, SIZE)));
    peaks.down.push(await peakDuring(pid, () => receive(url, cookie, query)));
  }
  return [row("up", peaks.up, idle), row("down", peaks.down, idle)];
}

/** @param {string} way @param {number[]} peaks @param {number} idle both in bytes */
function row(way, peaks, idle) {
  const above = peaks.map((peak) => Math.max(0, peak - idle) / MEBIBYTE).toSorted((a, b) => a - b);
  const median = above[Math.floor(RUNS / 2)] ?? Number.NaN;
  const what = `server memory above idle while 512 MiB go ${way}, worst of ${RUNS} (median ${median.toFixed(0)} MiB)`;
  return { what, value: above.at(-1) ?? Number.NaN, limit: LIMIT, unit: "MiB" };
}

/** @param {number} pid @param {() => Promise<void>} work */
async function peakDuring(pid, work) {
  let peak = 0;
  const watching = new AbortController();
  const watched = (async () => {
    while (!watching.signal.aborted) {
      peak = Math.max(peak, await residentBytes(pid));
      await delay(20);
    }
  })();
  await work();
  watching.abort();
  await watched;
  return peak;
}

/** Linux tells a process's resident memory here. @param {number} pid */
async function residentBytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

/** @param {string} url @param {string} cookie @param {URLSearchParams} query @param {number} size */
async function send(url, cookie, query, size) {
  const chunk = Buffer.alloc(MEBIBYTE, "twofold");
  const body = Readable.from(
    (function* () {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    })(),
  );
  const headers = { cookie, origin: url, "content-length": size, "content-type": "application/octet-stream" };
  const outgoing = request(`${url}/api/objects?${query}&replace=true&confirmed=true`, { method: "PUT", headers });
  const answered = new Promise((resolve, reject) => outgoing.once("response", resolve).once("error", reject));
  await pipeline(body, outgoing);
  const answer = await answered;
  let text = "";
  for await (const part of answer) text += part;
  if (answer.statusCode !== 200 || JSON.parse(text).asAsked !== true) throw new Error(`The upload failed: ${text}`);
}

/** @param {string} url @param {string} cookie @param {URLSearchParams} query */
async function receive(url, cookie, query) {
  const response = await fetch(`${url}/api/objects?${query}`, { headers: { cookie }, redirect: "error" });
  if (!response.ok || response.body === null) throw new Error(`The download answered ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), new Writable({ write: (_chunk, _encoding, done) => done() }));
}
