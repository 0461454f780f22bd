import { expect, it, test } from "vitest";
import { fromPlaywright, fromVitest, NONE, sum, summary } from "./test-counts.mjs";

it("counts a file that does not load as one failure", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "failed", assertionResults: [] },
    ],
  };

  expect(fromVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

it("counts Playwright's expected as passed, unexpected as failed", () => {
  expect(fromPlaywright({ stats: { expected: 5, unexpected: 2, flaky: 0, skipped: 1 } })).toEqual({
    passed: 5,
    failed: 2,
    skipped: 1,
  });
});

test.for([[fromVitest], [fromPlaywright]])("a report that was never written counts nothing", ([read]) => {
  expect(read(null)).toEqual(NONE);
});

it("ends with one line for everything together", () => {
  expect(summary(sum({ passed: 2, failed: 0, skipped: 4 }, { passed: 40, failed: 1, skipped: 0 }))).toBe(
    "42 passed, 1 failed",
  );
});
