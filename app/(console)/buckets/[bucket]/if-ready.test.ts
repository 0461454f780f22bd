import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { ifReady } from "./if-ready.ts";

test("what has come already is there, and what is on its way is null", async () => {
  const slow = setTimeout(5, "late");
  expect(await ifReady(Promise.resolve("there"))).toBe("there");
  expect(await ifReady(slow)).toBeNull();
  await slow;
  expect(await ifReady(slow)).toBe("late");
});

test("what has failed already fails", async () => {
  await expect(ifReady(Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});
