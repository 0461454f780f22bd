import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { dockerArguments, hasDocker, removeContainer } from "./docker.mjs";
import { LocalStackError } from "./errors.mjs";
import { indexFolder, installLocalStack, isInstalled } from "./install.mjs";
import { here, home } from "./paths.mjs";
import { findPython } from "./python.mjs";

const READY_WITHIN_MS = 120_000;
const GRACE_MS = 5_000;

const SETTINGS = {
  SERVICES: "s3,s3control,kms,sts,iam",
  S3_SKIP_KMS_KEY_VALIDATION: "0",
  S3_SKIP_SIGNATURE_VALIDATION: "0",
  DNS_ADDRESS: "0",
  DISABLE_EVENTS: "1",
  SKIP_SSL_CERT_DOWNLOAD: "1",
  EAGER_SERVICE_LOADING: "0",
};

/**
 * Starts the embedded AWS on loopback, installing it first where that was never done. Its state ends with it.
 * @param {{ port?: number, logFile?: string, onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ endpoint: string, pid: number, stop: () => Promise<void> }>}
 * @throws {LocalStackError} when the machine lacks something; the message says what to do
 */
export async function startLocalStack({ port = 4566, logFile = logOf(port), onProgress = () => {} } = {}) {
  await requireFreePort(port);
  const run = await commandFor(port, onProgress);
  const running = launch(run, port, logFile);
  try {
    await ready(running, port, logFile);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { endpoint: endpointOf(port), pid: running.child.pid, stop: running.stop };
}

function endpointOf(port) {
  return `http://127.0.0.1:${port}`;
}

function logOf(port) {
  return join(home, `localstack-${port}.log`);
}

async function commandFor(port, onProgress) {
  if (!isInstalled() && !findPython() && hasDocker()) {
    onProgress("No usable Python: running the embedded AWS in Docker.");
    removeContainer(port);
    return { command: "docker", args: dockerArguments({ port, settings: SETTINGS }), env: process.env, docker: true };
  }
  const { python } = await installLocalStack({ onProgress });
  const folder = join(home, "run", String(port));
  makeRoot(folder, dirname(dirname(python)));
  const env = {
    ...SETTINGS,
    // The one spelling that keeps it on loopback.
    GATEWAY_LISTEN: `[::ffff:127.0.0.1]:${port}`,
    OVERRIDE_IN_DOCKER: "0",
    FILESYSTEM_ROOT: folder,
    TWOFOLD_PARENT_PID: String(process.pid),
    PATH: [dirname(python), process.env.PATH].join(delimiter),
    HOME: home,
    LANG: "C.UTF-8",
    PYTHONPYCACHEPREFIX: join(home, "pycache"),
    PYTHONUNBUFFERED: "1",
  };
  return { command: python, args: ["-m", "localstack.runtime.main"], env, folder };
}

/** A file system of its own, with the corrections where LocalStack looks for them. */
function makeRoot(folder, venv) {
  const init = join(folder, "etc", "localstack", "init");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(init, { recursive: true });
  for (const part of ["start.d", "shared"]) symlinkSync(join(here, part), join(init, part));
  mkdirSync(dirname(join(folder, indexFolder)), { recursive: true });
  symlinkSync(join(venv, indexFolder), join(folder, indexFolder));
}

function launch({ command, args, env, folder, docker }, port, logFile) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const child = spawn(command, args, { env, cwd: folder ?? here, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  const kill = (signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Everything it started has ended already.
    }
  };
  let stopping;
  const end = async () => {
    kill("SIGTERM");
    await Promise.race([exited, sleep(GRACE_MS, undefined, { ref: false })]);
    kill("SIGKILL");
    await exited;
    release();
    if (docker) removeContainer(port);
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
  const stop = () => (stopping ??= end());
  const release = endWithParent(stop, () => kill("SIGKILL"));
  return { child, exited, stop };
}

/** Ends it with this process, however that ends; the process then goes the way it would have gone. */
function endWithParent(stop, kill) {
  const onSignal = (signal) => {
    void stop().then(() => process.listenerCount(signal) === 0 && process.kill(process.pid, signal));
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, onSignal);
  process.on("exit", kill);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off("exit", kill);
  };
}

async function ready({ child, exited }, port, logFile) {
  let gone = false;
  void exited.then(() => (gone = true));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (gone) throw new LocalStackError(`The embedded AWS ended while starting. Its last lines:\n${tail(logFile)}`);
    const stage = await ask(`${endpointOf(port)}/_localstack/init/start`);
    if (stage?.completed) {
      requireCorrections(stage.scripts, logFile);
      if (await ask(`${endpointOf(port)}/_localstack/health`)) return;
    }
    await sleep(50);
  }
  throw new LocalStackError(
    `The embedded AWS (pid ${child.pid}) was not ready within ${READY_WITHIN_MS / 1000} s. Its last lines:\n${tail(logFile)}`,
  );
}

/** Without each of its corrections it would answer wrongly, and tests would pass for nothing. */
function requireCorrections(scripts, logFile) {
  const wanted = readdirSync(join(here, "start.d")).filter((file) => file.endsWith(".py"));
  const loaded = scripts.filter((script) => script.state === "SUCCESSFUL").map((script) => script.name);
  const missing = wanted.filter((file) => !loaded.includes(file));
  if (missing.length === 0) return;
  throw new LocalStackError(`Corrections of the embedded AWS failed: ${missing.join(", ")}.\n${tail(logFile)}`);
}

async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function tail(logFile, lines = 15) {
  return existsSync(logFile) ? readFileSync(logFile, "utf8").trim().split("\n").slice(-lines).join("\n") : "";
}

function requireFreePort(port) {
  const message = {
    EADDRINUSE: `Port ${port} is taken. End what listens there (ss -ltnp 'sport = :${port}' names it), or choose another port.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023.`,
  };
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(message[error.code] ? new LocalStackError(message[error.code]) : error));
    probe.listen(port, "127.0.0.1", () => probe.close(resolve));
  });
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: "string", default: "4566" }, log: { type: "string" } } });
  const running = await startLocalStack({
    port: Number(values.port),
    ...(values.log ? { logFile: values.log } : {}),
    onProgress: (message) => console.log(message),
  });
  console.log(`The embedded AWS listens on ${running.endpoint}. Ctrl-C ends it.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(error instanceof LocalStackError ? error.message : error);
    process.exitCode = 1;
  });
}
