/** Lets at most `limit` of what it is asked to run be under way at a time; the rest wait for their turn, in order. */
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
