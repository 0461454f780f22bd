import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

const MEBIBYTE = 1024 * 1024;
const SIZE = 512 * MEBIBYTE;
const LIMIT = 64;

/**
 * The server's memory while 512 MiB go up and then down through it, above what it holds when idle.
 * @param {{ url: string, pid: number, cookie: string, query: URLSearchParams }} options `query` as /api/objects takes it
 */
export async function measureMemory({ url, pid, cookie, query }) {
  await send(url, cookie, query, 16 * MEBIBYTE);
  await receive(url, cookie, query);
  await delay(2_000);
  const idle = await residentBytes(pid);
  const up = await peakDuring(pid, () => send(url, cookie, query, SIZE));
  const down = await peakDuring(pid, () => receive(url, cookie, query));
  const above = (/** @type {number} */ peak) => Math.max(0, peak - idle) / MEBIBYTE;
  return [
    { what: "server memory above idle while 512 MiB go up", value: above(up), limit: LIMIT, unit: "MiB" },
    { what: "server memory above idle while 512 MiB go down", value: above(down), limit: LIMIT, unit: "MiB" },
  ];
}

/** @param {number} pid @param {() => Promise<void>} work */
async function peakDuring(pid, work) {
  let peak = 0;
  const watching = new AbortController();
  const watched = (async () => {
    while (!watching.signal.aborted) {
      peak = Math.max(peak, await residentBytes(pid));
      await delay(50);
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
  const outgoing = request(`${url}/api/objects?${query}&replace=true`, { method: "PUT", headers });
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
