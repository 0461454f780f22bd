import { expect, test } from "vitest";
import { mapParallel } from "./parallel.ts";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test.for([1, 3, 16, 100])("at most %i run at a time, and results keep their order", async (limit) => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 40 }, (_, index) => index);
  const doubled = await mapParallel(items, limit, async (item) => {
    running += 1;
    most = Math.max(most, running);
    // Later items finish sooner.
    for (let turns = items.length - item; turns > 0; turns -= 10) await tick();
    running -= 1;
    return item * 2;
  });
  expect(doubled).toEqual(items.map((item) => item * 2));
  expect(most).toBe(Math.min(limit, items.length));
});

test("the first error rejects, and nothing is started after it", async () => {
  const started: number[] = [];
  const mapped = mapParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item);
    await tick();
    if (item === 1) throw new Error("refused");
    return item;
  });
  await expect(mapped).rejects.toThrow("refused");
  await tick();
  expect(started.length).toBeLessThan(5);
});

test("nothing to map is an empty list", async () => {
  expect(await mapParallel([], 4, () => Promise.resolve(1))).toEqual([]);
});
