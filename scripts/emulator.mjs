import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hasDocker } from "../e2e/localstack/docker.mjs";
import { isInstalled } from "../e2e/localstack/install.mjs";
import { findPython } from "../e2e/localstack/python.mjs";
import { startLocalStack } from "../e2e/localstack/start.mjs";
import { Failure } from "./failure.mjs";
import { atEnd } from "./lifetime.mjs";
import { inProject, logFolder } from "./project.mjs";
import { failureOf, launch } from "./run.mjs";

const WATCH_MILLISECONDS = 1_000;

/** Installs LocalStack, where neither that was done nor Docker has to stand in for a missing Python. */
export async function installEmulator() {
  if (isInstalled()) return false;
  if (findPython() === null && hasDocker()) return false;
  await install("localstack");
  return true;
}

/** Installs the AWS command line that tests run. */
export const installAwsCli = () => install("awscli");

/** @param {"localstack" | "awscli"} what */
async function install(what) {
  const logFile = join(logFolder, `install-${what}.log`);
  const code = await launch(process.execPath, [inProject("scripts", "install-emulator.mjs"), what], { logFile }).exited;
  if (code === 0) return;
  const said = (await readFile(logFile, "utf8")).trim();
  throw said === "" ? await failureOf("LocalStack's installation", logFile) : new Failure(said);
}

/**
 * Starts LocalStack on loopback; it is ended with this process.
 * @param {{ port: number }} options
 */
export async function startEmulator({ port }) {
  const { endpoint, pid, stop } = await startLocalStack({ port, logFile: join(logFolder, `localstack-${port}.log`) });
  const forget = atEnd(stop);
  return {
    endpoint,
    pid,
    exited: whenGone(pid),
    async stop() {
      await stop();
      forget();
    },
  };
}

/** @param {number} pid */
async function whenGone(pid) {
  while (isAlive(pid)) await delay(WATCH_MILLISECONDS, undefined, { ref: false });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
