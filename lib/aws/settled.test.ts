import { expect, test } from "vitest";
import { AwsError } from "./errors.ts";
import { readSettled } from "./settled.ts";
import { answering, scripted } from "./testing.ts";

const isThree = (value: number) => value === 3;

/** Answers what is listed, one a reading, and counts the readings. */
function reading(answers: (number | AwsError)[]) {
  const read = { count: 0, read: async () => next() };
  function next(): number {
    const answer = answers[read.count];
    read.count += 1;
    if (answer === undefined) throw new Error("One reading too many.");
    if (typeof answer !== "number") throw answer;
    return answer;
  }
  return read;
}

function failed(code: "missing" | "denied"): AwsError {
  const failure = {
    service: "KMS",
    operation: "Get",
    name: code,
    message: "",
    permission: null,
    hint: "",
    requestId: null,
  };
  return new AwsError({ ...failure, code }, null);
}

test.for<[string, (number | AwsError)[], number]>([
  ["what is settled at once is read once", [3], 3],
  ["what settles late is read again", [1, 2, 3], 3],
  ["what never settles is read four times, and the last reading counts", [1, 1, 1, 2], 2],
  ["what is missing at first is read again", [failed("missing"), 3], 3],
])("%s", async ([, answers, found]) => {
  const read = reading(answers);
  expect(await readSettled(answering(200), read.read, isThree)).toBe(found);
  expect(read.count).toBe(answers.length);
});

test("what stays missing is raised as missing", async () => {
  const read = reading([1, 2, 3, 4].map(() => failed("missing")));
  await expect(readSettled(answering(200), read.read, isThree)).rejects.toMatchObject({ code: "missing" });
});

test("a refusal is raised without waiting", async () => {
  const read = reading([failed("denied"), failed("denied")]);
  await expect(readSettled(answering(200), read.read, isThree)).rejects.toMatchObject({ code: "denied" });
});

test("the time between two readings is the one of the clients", async () => {
  const { aws } = scripted([], { settleMilliseconds: [60, 60] });
  const from = performance.now();
  await readSettled(aws, reading([1, 2, 3]).read, isThree);
  expect(performance.now() - from).toBeGreaterThan(100);
});
