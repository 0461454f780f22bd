import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { inProject, logFolder } from "./project.mjs";
import { launch } from "./run.mjs";

/** Throws a Failure when installing changed package-lock.json: it no longer says what package.json asks for. */
export async function verifyLock() {
  if (!existsSync(inProject(".git"))) return;
  const logFile = join(logFolder, "lock.log");
  const code = await launch("git", ["diff", "--exit-code", "package-lock.json"], { logFile }).exited;
  if (code !== 0) throw new Failure("npm install changed package-lock.json.", "Run npm install and commit the lock.");
}
