import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import { explain } from "./failure.mjs";
import { isEnding } from "./lifetime.mjs";
import { say, step } from "./progress.mjs";
import { runStage } from "./stages.mjs";
import { NONE, sum, summary } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */

/** Runs and adds up what a test run is made of. A failure is printed and counted, and the run goes on. */
export function createStageReport() {
  let total = NONE;

  /** @param {Partial<Counts>} counts */
  function add(counts) {
    total = sum(total, { ...NONE, ...counts });
  }

  /**
   * Does what stages need. Only its failure counts. Answers null after one.
   * @template T @param {string} name @param {(note: (text: string) => void) => Promise<T>} work
   * @returns {Promise<{ value: T } | null>}
   */
  async function prepare(name, work) {
    try {
      return { value: await step(name, work) };
    } catch (error) {
      // A signal cut it short, which says nothing about the work.
      if (isEnding()) throw error;
      add({ failed: 1 });
      const { message, advice, stack } = explain(error);
      say([stack ?? message, advice].filter(Boolean).join("\n"));
      return null;
    }
  }

  /** As prepare; its success counts too. @param {string} name @param {() => Promise<unknown>} work */
  async function count(name, work) {
    const done = await prepare(name, work);
    if (done !== null) add({ passed: 1 });
    return done !== null;
  }

  /** Runs one of the table of stages. @param {import("./stages.mjs").Stage} stage @param {import("./stages.mjs").StageOptions} options */
  async function run(stage, options) {
    const result = await step(stage.name, () => runStage(stage, options), {
      summary: outcome(stage),
      isFailure: ({ ok }) => !ok,
    });
    if (isEnding()) throw new Error("cut short");
    add({ passed: result.passed, failed: result.failed });
    if (!result.ok) await printLogs(stage.name, result.logFiles);
  }

  /** Counts a stage that could not be tried. @param {string} name @param {string} why */
  function giveUp(name, why) {
    add({ failed: 1 });
    say(`✗ ${name}: ${why}`);
  }

  /** Prints the last line. Answers the exit code. */
  function finish() {
    say(`\n${summary(total)}`);
    return total.failed === 0 ? 0 : 1;
  }

  return { prepare, count, run, giveUp, finish };
}

/** @param {import("./stages.mjs").Stage} stage */
const outcome =
  (stage) =>
  (/** @type {Counts & { ok: boolean }} */ { ok, passed, failed, skipped }) => {
    const words = [];
    if (stage.counts !== undefined) words.push(`${passed} passed`);
    if (!ok) words.push(stage.counts === undefined ? "FAILED" : `${failed} FAILED`);
    if (skipped > 0) words.push(`${skipped} skipped`);
    return words.join(", ");
  };

/** @param {string} name @param {string[]} files */
async function printLogs(name, files) {
  for (const file of files) {
    say(`\n── ${name}: ${file}`);
    const written = await readFile(file, "utf8").catch(() => "");
    say((process.stdout.isTTY ? written : stripVTControlCharacters(written)).trimEnd());
  }
  say("──");
}
