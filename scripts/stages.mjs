import { rm } from "node:fs/promises";
import { join } from "node:path";
import { logFolder, tool, toolEnvironment } from "./project.mjs";
import { launch } from "./run.mjs";
import { readPlaywright, readVitest } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */
/** @typedef {{ filters: string[], grep: string | null, env: NodeJS.ProcessEnv }} StageOptions */
/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {(options: StageOptions, report: string) => string[][]} commands run in turn, until one fails
 * @property {(report: string) => Promise<Counts>} [counts] reads a test runner's report; else the stage counts as one
 */

/** @param {string} config */
const vitest =
  (config) =>
  (/** @type {StageOptions} */ { filters, grep }, /** @type {string} */ report) => [
    [
      "vitest",
      "run",
      `--config=${config}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...(grep === null ? [] : [`--testNamePattern=${grep}`]),
      ...filters,
    ],
  ];

/** @type {Record<string, Stage>} */
export const stages = {
  format: { name: "format", commands: () => [["oxfmt", "--check"]] },
  lint: { name: "lint", commands: () => [["oxlint"]] },
  types: {
    name: "types",
    commands: () => [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  dead: { name: "dead code", commands: () => [["knip", "--no-config-hints"]] },
  unit: { name: "unit tests", commands: vitest("lib/vitest.config.ts"), counts: readVitest },
  contract: { name: "LocalStack contract", commands: vitest("e2e/localstack/vitest.config.ts"), counts: readVitest },
  commands: { name: "shown commands", commands: vitest("e2e/commands/vitest.config.ts"), counts: readVitest },
  e2e: {
    name: "end to end",
    commands: ({ filters, grep }) => [
      [
        "playwright",
        "test",
        "--config=e2e/playwright.config.ts",
        ...(grep === null ? [] : ["--grep", grep]),
        ...filters,
      ],
    ],
    counts: readPlaywright,
  },
};

/**
 * Runs a stage's tools. Never throws: what it could not run counts as failed.
 * @param {Stage} stage @param {StageOptions} options
 * @returns {Promise<Counts & { ok: boolean, logFiles: string[] }>}
 */
export async function runStage(stage, options) {
  const slug = stage.name.toLowerCase().replaceAll(" ", "-");
  const report = join(logFolder, `${slug}.json`);
  await rm(report, { force: true });
  const env = toolEnvironment({ ...options.env, TWOFOLD_TEST_REPORT: report });
  const logFiles = [];
  let ok = true;
  for (const [index, [command, ...args]] of stage.commands(options, report).entries()) {
    const logFile = join(logFolder, index === 0 ? `${slug}.log` : `${slug}-${index + 1}.log`);
    logFiles.push(logFile);
    ok = (await launch(tool(command), args, { logFile, env }).exited) === 0;
    if (!ok) break;
  }
  if (stage.counts === undefined) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ok, logFiles };
  const counts = await stage.counts(report);
  // A runner may fail without a failed test: a file that does not load, a report that was never written.
  const failed = ok ? counts.failed : Math.max(1, counts.failed);
  return { ...counts, failed, ok: failed === 0, logFiles };
}
