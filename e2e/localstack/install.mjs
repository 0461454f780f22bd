import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { LocalStackError } from "./errors.mjs";
import { here, home } from "./paths.mjs";
import { requirePython } from "./python.mjs";

const STAMP = "installed.txt";

// Where LocalStack keeps its index of AWS's services; building it here saves each start five seconds.
const BUILD_INDEX = "from localstack.aws.spec import config, main; config.dirs.mkdirs(); main()";
const indexEnv = (folder) => ({ FILESYSTEM_ROOT: folder, OVERRIDE_IN_DOCKER: "0" });

/**
 * Installs the embedded AWS once, and again when its requirements change.
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ python: string }>} the Python to run it with
 */
export function installLocalStack({ onProgress } = {}) {
  return install({ name: "venv", requirements: "requirements.txt", what: "the embedded AWS", onProgress });
}

/**
 * Installs the AWS command line, for tests. Run it as `python -m awscli`.
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ python: string }>}
 */
export function installAwsCli({ onProgress } = {}) {
  return install({ name: "awscli", requirements: "awscli-requirements.txt", what: "the AWS CLI", onProgress });
}

/**
 * Installs the validator of CloudFormation templates, for tests. Run it by cfnlint.runner.
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ python: string }>}
 */
export function installCfnLint({ onProgress } = {}) {
  return install({ name: "cfnlint", requirements: "cfnlint-requirements.txt", what: "cfn-lint", onProgress });
}

/** The folder that holds LocalStack's index of AWS's services, below the root of its file system. */
export const indexFolder = join("usr", "lib", "localstack");

/** Whether the embedded AWS is installed as its requirements say. */
export function isInstalled(name = "venv", requirements = "requirements.txt") {
  const stamp = join(home, name, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashOf(requirements);
}

async function install({ name, requirements, what, onProgress = () => {} }) {
  const target = join(home, name);
  if (isInstalled(name, requirements)) return { python: pythonIn(target) };
  const python = requirePython();
  const startedAt = Date.now();
  onProgress(`Installing ${what} (once, about half a minute)…`);
  try {
    mkdirSync(home, { recursive: true });
    removeAbandoned(name);
    // Built beside its place and moved there whole, so that a broken or second install never shows.
    const draft = `${target}.${process.pid}`;
    const log = join(home, `install-${name}.log`);
    await fill(draft, python, requirements, log);
    if (name === "venv") {
      bridgePython310(draft);
      await run(pythonIn(draft), ["-c", BUILD_INDEX], log, indexEnv(draft));
    }
    writeFileSync(join(draft, STAMP), hashOf(requirements));
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } catch (error) {
    rmSync(`${target}.${process.pid}`, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST"].includes(error.code) && isInstalled(name, requirements))
      return { python: pythonIn(target) };
    throw explained(error);
  }
  onProgress(`Installed ${what} in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return { python: pythonIn(target) };
}

async function fill(folder, { command, installer }, requirements, log) {
  const pip = ["-m", "pip"];
  const options = ["install", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"];
  options.push("--prefer-binary", "--no-compile", "--quiet", "-r", join(here, requirements));
  if (installer === "inner-pip") {
    await run(command, ["-m", "venv", folder], log);
    await run(pythonIn(folder), [...pip, ...options], log);
    return;
  }
  await run(command, ["-m", "venv", "--without-pip", folder], log);
  await run(command, [...pip, "--python", pythonIn(folder), ...options], log);
}

/** Python runs the import of a .pth file at each start. */
function bridgePython310(folder) {
  const packages = join(folder, "lib", "python3.10", "site-packages");
  if (!existsSync(packages)) return;
  copyFileSync(join(here, "python310.py"), join(packages, "python310.py"));
  writeFileSync(join(packages, "python310.pth"), "import python310\n");
}

async function run(command, args, log, more = {}) {
  const output = createWriteStream(log);
  const env = { ...process.env, PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0", ...more };
  for (const name of ["PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"]) delete env[name];
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  output.end();
  await finished(output);
  if (code !== 0) throw faultOf(readFileSync(log, "utf8"), log);
}

const FAULTS = [
  [
    /DO NOT MATCH THE HASHES/,
    "A downloaded package is not the one that is pinned. Try again; if it stays, distrust the package source.",
  ],
  [/No space left on device|Errno 28/, "The disk is full. Free about 400 MB and try again."],
  [/Permission denied|Errno 13/, "A folder of the repository cannot be written. Check who owns it and try again."],
  [
    /Max retries|NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|Name or service not known|Temporary failure|ProxyError|SSLError|No matching distribution/,
    "The Python packages cannot be downloaded. Check the network and pip's settings (proxy, index) and try again.",
  ],
];

/** What pip's output means. */
export function faultOf(output, log) {
  const known = FAULTS.find(([pattern]) => pattern.test(output));
  const last = output.trim().split("\n").slice(-5).join("\n");
  return new LocalStackError(known ? `${known[1]} (${log})` : `The installation failed (${log}):\n${last}`);
}

function explained(error) {
  if (error.code === "ENOSPC")
    return new LocalStackError("The disk is full. Free about 400 MB and try again.", { cause: error });
  if (["EACCES", "EROFS", "EPERM"].includes(error.code)) {
    return new LocalStackError(`${home} cannot be written. Check who owns it and try again.`, { cause: error });
  }
  return error;
}

function removeAbandoned(name) {
  for (const entry of readdirSync(home)) {
    const pid = Number(entry.startsWith(`${name}.`) ? entry.slice(name.length + 1) : Number.NaN);
    if (pid && !isAlive(pid)) rmSync(join(home, entry), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function pythonIn(folder) {
  return join(folder, "bin", "python");
}

function hashOf(requirements) {
  return createHash("sha256")
    .update(readFileSync(join(here, requirements)))
    .digest("hex");
}
