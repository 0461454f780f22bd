import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

const MINUTE = 60_000;

/** A clock that moves when told. */
function attemptsAt(start = 0) {
  let time = start;
  const attempts = createAttempts({ now: () => time });
  return { attempts, wait: (milliseconds: number) => void (time += milliseconds) };
}

test("five wrong tries are heard, the sixth waits for the rest of a quarter of an hour", () => {
  const { attempts, wait } = attemptsAt();
  for (let index = 0; index < 5; index += 1) {
    expect(attempts.waitMilliseconds("admin")).toBe(0);
    attempts.failed("admin");
    wait(MINUTE);
  }
  expect(attempts.waitMilliseconds("admin")).toBe(10 * MINUTE);
});

test("tries come back one by one as the window slides", () => {
  const { attempts, wait } = attemptsAt();
  for (let index = 0; index < 5; index += 1) {
    attempts.failed("admin");
    wait(MINUTE);
  }
  wait(10 * MINUTE);
  expect(attempts.begin("admin")).toBe(0);
  expect(attempts.begin("admin")).toBe(MINUTE);
});

test("guesses that are sent at once are counted before any is answered", () => {
  const { attempts } = attemptsAt();
  const waits = Array.from({ length: 100 }, () => attempts.begin("admin"));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});

test("whoever keeps guessing cannot make a lock last", () => {
  const { attempts, wait } = attemptsAt();
  for (let second = 0; second < 15 * 60; second += 1) {
    attempts.begin("admin");
    attempts.failed("admin");
    wait(1_000);
  }
  expect(attempts.waitMilliseconds("admin")).toBe(0);
});

test("the right password clears what was wrong before", () => {
  const { attempts } = attemptsAt();
  for (let index = 0; index < 4; index += 1) attempts.begin("admin");
  attempts.begin("admin");
  attempts.succeeded("admin");
  expect(attempts.begin("admin")).toBe(0);
});

test("names do not count for one another", () => {
  const { attempts } = attemptsAt();
  for (let index = 0; index < 5; index += 1) attempts.begin("admin");
  expect([attempts.begin("admin") > 0, attempts.begin("other")]).toEqual([true, 0]);
});

test("a flood of made-up names takes a bounded memory, and the latest lock holds", () => {
  const { attempts } = attemptsAt();
  for (let index = 0; index < 20_000; index += 1) attempts.failed(`name ${index}`);
  for (let index = 0; index < 5; index += 1) attempts.begin("admin");
  expect(attempts.waitMilliseconds("admin")).toBe(15 * MINUTE);
});
