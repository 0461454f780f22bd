/** Lets at most `limit` of the promises it is asked for run at a time; the others wait for their turn, in order. */
export function createGate(limit: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (run) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      // The place goes over to whoever waits, so nobody else can take it meanwhile.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Maps `items`, at most `limit` at a time, in order. Rejects with the first error, after which no more are started. */
export async function mapParallel<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  let failed = false;

  async function work(): Promise<void> {
    for (const [index, item] of left) {
      if (failed) return;
      try {
        results[index] = await map(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
