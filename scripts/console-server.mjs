import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { atEnd } from "./lifetime.mjs";
import { freePort } from "./ports.mjs";
import { logFolder, node } from "./project.mjs";
import { failureOf } from "./run.mjs";
import { standaloneFolder } from "./standalone.mjs";

const READY_MILLISECONDS = 20_000;
/** With it lib/s3/passing.ts keeps what an upload or a download holds in memory small. */
const flags = ["--expose-gc"];
/** glibc keeps what each thread's arena has freed, and buffers are freed by many threads. Elsewhere it says nothing. */
const allocator = { MALLOC_ARENA_MAX: "1" };
const preloads = ["no-request-timeout.mjs", "end-with-parent.mjs"].map(
  (file) => `--import=${new URL(file, import.meta.url).href}`,
);

/**
 * @typedef {object} ConsoleOptions
 * @property {number} [port] a free one when absent
 * @property {string} [endpoint] where AWS is, when it is not AWS itself
 * @property {string} [hostname] the address to listen on; loopback when absent
 * @property {NodeJS.ProcessEnv} [env] settings on top of this process's environment
 * @property {string | null} [logFile] null shows its output here
 * @property {number} [graceMilliseconds] how long it may finish what it is doing when it is stopped
 */

/**
 * Starts the production console and waits until it answers.
 * @param {ConsoleOptions} [options]
 * @returns {Promise<{ url: string, port: number, pid: number, exited: Promise<number>, stop: (signal?: NodeJS.Signals) => Promise<void> }>}
 */
export async function startConsole(options = {}) {
  const { endpoint, hostname = "127.0.0.1", env = {}, graceMilliseconds = 5_000 } = options;
  const port = options.port ?? (await freePort());
  const logFile = options.logFile === undefined ? join(logFolder, `console-${port}.log`) : options.logFile;
  const folder = await standaloneFolder();
  const log = logFile === null ? "inherit" : openLog(logFile);
  const child = spawn(node(), [...flags, ...preloads, join(folder, "server.js")], {
    cwd: folder,
    stdio: ["ignore", log, log],
    env: {
      ...allocator,
      ...process.env,
      NODE_ENV: "production",
      ...env,
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
      PORT: String(port),
      HOSTNAME: hostname,
    },
  });
  if (typeof log === "number") closeSync(log);

  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const forget = atEnd(() => stop());
  exited.then(forget, forget);

  /** @param {NodeJS.Signals} [signal] */
  async function stop(signal = "SIGTERM") {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMilliseconds);
    await exited.catch(() => {});
    clearTimeout(timer);
  }

  const url = `http://${reachable(hostname)}:${port}`;
  const outcome = await Promise.race([answers(url), exited.then(() => "exited")]);
  if (outcome === "ready") return { url, port, pid: child.pid ?? 0, exited, stop };
  await stop();
  throw logFile === null ? new Failure("The console did not start.") : await failureOf("The console's start", logFile);
}

/** @param {string} url */
async function answers(url) {
  const until = Date.now() + READY_MILLISECONDS;
  while (Date.now() < until) {
    try {
      await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000), redirect: "manual" });
      return "ready";
    } catch {
      await delay(50);
    }
  }
  return "silent";
}

/** An address to connect to, for one to listen on. @param {string} hostname */
function reachable(hostname) {
  if (hostname === "0.0.0.0" || hostname === "::") return "127.0.0.1";
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, "a");
}
