import { expect, test } from "vitest";
import { beginRun, fromText, type Run, runInWords, withState } from "./run-memory.ts";
import type { StepState } from "./run-steps.ts";

const BEGUN: Run = { begun: "2026-11-24T22:30:05.000Z", known: { a: "not sent", b: "not sent", c: "not sent" } };
const DONE: StepState = { status: "done", now: "DSSE-KMS", commands: [] };

test("what was sent and not answered is told first, and never as done or undone", () => {
  const run = withState(withState(BEGUN, "a", DONE), "b", { status: "running" });
  expect(runInWords(run)).toEqual([
    { sentence: "1 sent, and no answer was seen: it may have been changed or not", buckets: ["b"] },
    { sentence: "1 not sent", buckets: ["c"] },
    { sentence: "1 changed and read back as asked then", buckets: ["a"] },
  ]);
});

test("an answer that did not come is no more known than one that was not waited for", () => {
  const run = withState(BEGUN, "a", { status: "unanswered", reason: "No answer came.", commands: [] });
  expect(runInWords(run)[0]?.buckets).toEqual(["a"]);
});

test("a run that goes on with the rest keeps what is known of the others", () => {
  const waiting: StepState = { status: "waiting" };
  const run = beginRun(new Date(BEGUN.begun), [
    ["a", DONE],
    ["b", waiting],
  ]);
  expect(run).toEqual({ begun: BEGUN.begun, known: { a: "done", b: "not sent" } });
});

test("a run is read back as it was written", () => {
  expect(fromText(JSON.stringify(BEGUN))).toEqual(BEGUN);
});

test.for([
  null,
  "",
  "{",
  "7",
  '{"begun":"yesterday","known":{}}',
  '{"begun":"2026-11-24T22:30:05Z","known":{"a":"undone"}}',
  '{"begun":"2026-11-24T22:30:05Z"}',
])("%s is no run", (text) => {
  expect(fromText(text)).toBeNull();
});
