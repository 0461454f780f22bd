import { existsSync } from "node:fs";
import { join } from "node:path";
import { inProject, logFolder, node } from "./project.mjs";
import { run } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

const stampFile = inProject("node_modules", ".twofold-installed");

/** Packages of one platform do not run on another: a clone may be mounted elsewhere. */
const lockHash = () =>
  hashOf(["package.json", "package-lock.json", ".npmrc"], { more: [process.platform, process.arch] });

/** Installs what package-lock.json names, unless that was done already. Answers whether it had to. */
export async function installPackages() {
  if (isStamped(stampFile, lockHash())) return false;
  // `install`, not `ci`: a registry that lacks another platform's binaries makes `ci` refuse the lock.
  const args = ["install", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--prefer-offline"];
  const patience = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=8000"];
  const [command, first] = npm();
  await run("npm install", command, [...first, ...args, ...patience], { logFile: join(logFolder, "npm-install.log") });
  node();
  await stamp(stampFile, lockHash());
  return true;
}

/** npm as it called us: the PATH may hold another one, or none. @returns {[string, string[]]} */
function npm() {
  const script = process.env.npm_execpath;
  return script !== undefined && existsSync(script) ? [process.execPath, [script]] : ["npm", []];
}
