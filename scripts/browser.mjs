import { existsSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "../e2e/chromium.mjs";
import { Failure } from "./failure.mjs";
import { logFolder, tool, toolEnvironment } from "./project.mjs";
import { launch } from "./run.mjs";

const PATIENCE_MILLISECONDS = 180_000;
const isRoot = process.getuid?.() === 0;

/** Ways to a Chromium, tried in turn until one is found. @type {{ name: string, commands: string[][], when: boolean }[]} */
const WAYS = [
  { name: "Playwright's own", commands: [[tool("playwright"), "install", "chromium"]], when: true },
  {
    name: "the system's package",
    commands: [
      ["apt-get", "update", "-qq"],
      ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ],
    when: isRoot && existsSync("/usr/bin/apt-get"),
  },
];

/** Answers the path of a Chromium, installing one when there is none. @param {(note: string) => void} note */
export async function ensureChromium(note) {
  for (const [index, { name, commands, when }] of WAYS.entries()) {
    const found = findChromium();
    if (found !== null) return found;
    if (!when) continue;
    note(name);
    await attempt(commands, join(logFolder, `chromium-${index + 1}.log`));
  }
  const found = findChromium();
  if (found !== null) return found;
  throw new Failure(
    "No Chromium was found, and none could be installed.",
    `Install Chromium or Chrome, or set TWOFOLD_CHROMIUM to one. Output: ${logFolder}/chromium-1.log`,
  );
}

/** @param {string[][]} commands @param {string} logFile */
async function attempt(commands, logFile) {
  const env = toolEnvironment({ DEBIAN_FRONTEND: "noninteractive" });
  for (const [command, ...args] of commands) {
    const running = launch(command, args, { logFile, env });
    // A closed network may swallow packets, and a download would then wait for ever.
    const timer = setTimeout(() => void running.stop(), PATIENCE_MILLISECONDS);
    const code = await running.exited.catch(() => 1);
    clearTimeout(timer);
    if (code !== 0) return;
  }
}
