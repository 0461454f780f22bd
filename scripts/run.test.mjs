import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, run } from "./run.mjs";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twofold run-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const logFile = () => join(folder, "out.log");

/** A process that has ended, and that nobody has asked about yet, still has its entry. */
function isAlive(pid) {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
}

/** The pid that a script of ours wrote as its first line, once it has. */
async function writtenPid() {
  return expect.poll(async () => Number(await readFile(logFile(), "utf8"))).toBeGreaterThan(0);
}

it("ends the children of what it stops", async () => {
  const running = launch("sh", ["-c", "sleep 60 & echo $!; wait"], { logFile: logFile() });
  await writtenPid();
  const child = Number(await readFile(logFile(), "utf8"));

  await running.stop();

  await expect.poll(() => isAlive(child)).toBe(false);
});

it("ends the children of what failed", async () => {
  const running = launch("sh", ["-c", "sleep 60 & echo $!; exit 3"], { logFile: logFile() });

  expect(await running.exited).toBe(3);

  const child = Number(await readFile(logFile(), "utf8"));
  await expect.poll(() => isAlive(child)).toBe(false);
});

it("names the cause of a failure that its output tells of", async () => {
  const failing = run("npm install", "sh", ["-c", "echo npm error code EAI_AGAIN; exit 1"], { logFile: logFile() });

  await expect(failing).rejects.toMatchObject({ message: expect.stringContaining("registry, cannot be reached") });
});
