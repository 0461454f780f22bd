import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";

/** The clone's folder, without a trailing slash. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** @param {...string} parts */
export const inProject = (...parts) => join(root, ...parts);

/** Where scripts leave the output of what they ran. */
export const logFolder = inProject("test-results", "logs");

const bin = inProject("node_modules", ".bin");
const OLDEST_NODE = 24;

/** The Node that the product runs on: the one npm brought along, else this one. Throws a Failure when it is too old. */
export function node() {
  const carried = join(bin, "node");
  if (existsSync(carried)) return carried;
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
  throw new Failure(
    `Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`,
    "On Linux (x64, arm64) npm brings it along as an optional dependency: do not install with --omit=optional.",
  );
}

/** The path of a tool that npm installed. @param {string} name */
export const tool = (name) => join(bin, name);

/** The environment in which tools find that same Node. @param {NodeJS.ProcessEnv} [more] @returns {NodeJS.ProcessEnv} */
export function toolEnvironment(more = {}) {
  const path = `${bin}${delimiter}${process.env.PATH ?? ""}`;
  // What tools write goes to files, where colours are noise.
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return { ...inherited, NEXT_TELEMETRY_DISABLED: "1", ...more, PATH: path };
}
