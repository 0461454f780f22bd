import { readFile } from "node:fs/promises";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/** Counts in what vitest's JSON reporter wrote; a missing report has none. @param {string} file @returns {Promise<Counts>} */
export async function readVitest(file) {
  return fromVitest(await readReport(file));
}

/** As readVitest, for Playwright's. @param {string} file @returns {Promise<Counts>} */
export async function readPlaywright(file) {
  return fromPlaywright(await readReport(file));
}

/** @param {any} report @returns {Counts} */
export function fromVitest(report) {
  const broken = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/** @param {any} report @returns {Counts} */
export function fromPlaywright(report) {
  return {
    passed: (report?.stats?.expected ?? 0) + (report?.stats?.flaky ?? 0),
    failed: report?.stats?.unexpected ?? 0,
    skipped: report?.stats?.skipped ?? 0,
  };
}

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const sum = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** The last line of a run. @param {Counts} counts */
export const summary = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** @param {string} file */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}
