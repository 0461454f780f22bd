import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

test("no more than the limit run at a time, in order, and a failure gives its place back", async () => {
  const gate = createGate(2);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 7 }, (_, index) =>
      gate(async () => {
        begun.push(index);
        running += 1;
        most = Math.max(most, running);
        await setTimeout(1);
        running -= 1;
        if (index === 1) throw new Error("no");
        return index;
      }),
    ),
  );
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
  expect(results.map(({ status }) => status).filter((status) => status === "rejected")).toHaveLength(1);
});
