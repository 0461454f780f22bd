import { cp, readFile, rm } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inProject, logFolder, root, tool, toolEnvironment } from "./project.mjs";
import { Failure } from "./failure.mjs";
import { run } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

const output = inProject(".next");
const stampFile = join(output, "twofold-built");
/** Next writes this one itself. */
const WRITTEN = "next-env.d.ts";

/** Everything that a build reads. Tests lie beside their sources, and change nothing in what is built. */
function sourceHash() {
  const configuration = readdirSync(root).filter((file) => /^[^.].*\.(ts|mjs|json)$/.test(file) && file !== WRITTEN);
  return hashOf(["app", "components", "lib", "public", ...configuration], {
    skip: (path) => path.includes(".test."),
    more: [process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "", process.env.NEXT_DEPLOYMENT_ID ?? ""],
  });
}

/** Builds the production server into .next/standalone, assets and all. */
export async function build() {
  const hash = sourceHash();
  await rm(stampFile, { force: true });
  await rm(join(output, "standalone"), { recursive: true, force: true });
  const logFile = join(logFolder, "next-build.log");
  await run("next build", tool("next"), ["build"], { logFile, env: toolEnvironment({ NODE_ENV: "production" }) });
  const target = await standaloneFolder();
  await cp(join(output, "static"), join(target, ".next", "static"), { recursive: true });
  if (existsSync(inProject("public"))) await cp(inProject("public"), join(target, "public"), { recursive: true });
  await stamp(stampFile, hash);
}

/** Builds, unless the sources are those of the last build. Answers whether it had to. */
export async function ensureBuild() {
  if (isStamped(stampFile, sourceHash())) return false;
  await build();
  return true;
}

/** The folder that holds server.js: deeper when Next takes a folder above the clone for the workspace's root. */
export async function standaloneFolder() {
  try {
    const manifest = JSON.parse(await readFile(join(output, "required-server-files.json"), "utf8"));
    const folder = join(output, "standalone", manifest.relativeAppDir ?? "");
    if (existsSync(join(folder, "server.js"))) return folder;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  throw new Failure("There is no production build.", "Make one with: npm run build");
}
