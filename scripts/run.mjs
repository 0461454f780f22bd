import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isDiskFull } from "./disk.mjs";
import { causeOf, Failure } from "./failure.mjs";
import { atEnd } from "./lifetime.mjs";
import { root } from "./project.mjs";

const GRACE_MILLISECONDS = 5_000;

/**
 * @typedef {object} Options
 * @property {string} logFile gets everything the command writes
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 */

/**
 * Starts a command in a process group of its own, so that ending it ends its children too.
 * @param {string} command @param {string[]} args @param {Options} options
 */
export function launch(command, args, { logFile, env = process.env, cwd = root }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);

  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  const forget = atEnd(stop);
  const leave = () => {
    forget();
    // What a failed leader leaves behind would work on unseen.
    killGroup(child.pid, "SIGKILL");
  };
  exited.then(leave, leave);

  async function stop() {
    killGroup(child.pid, "SIGTERM");
    const timer = setTimeout(() => killGroup(child.pid, "SIGKILL"), GRACE_MILLISECONDS);
    await exited.catch(() => {});
    clearTimeout(timer);
  }

  return { pid: child.pid, exited, stop };
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Runs a command to its end. Throws a Failure that names the cause, or shows the end of the output.
 * @param {string} what as a person calls it: "npm install"
 * @param {string} command @param {string[]} args @param {Options} options
 */
export async function run(what, command, args, options) {
  const code = await launch(command, args, options).exited;
  if (code !== 0) throw await failureOf(what, options.logFile);
}

/** @param {string} what @param {string} logFile */
export async function failureOf(what, logFile) {
  const output = stripVTControlCharacters(await readFile(logFile, "utf8").catch(() => ""));
  const cause = (await isDiskFull()) ? causeOf("ENOSPC") : causeOf(output);
  if (cause !== null) return new Failure(`${what} failed. ${cause.message}`, `${cause.advice} Output: ${logFile}`);
  return new Failure(`${what} failed:\n\n${output.trim().split("\n").slice(-40).join("\n")}\n`, `Output: ${logFile}`);
}
