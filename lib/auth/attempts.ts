/** Wrong passwords in a sliding window. Kept in memory: a restart forgives, a copy of the console counts its own. */
export type Attempts = {
  /**
   * Takes a try, which counts as failed until `succeeded`, so that guesses sent at once are counted too.
   * Milliseconds until the next try is allowed; 0 when this one is.
   */
  begin(who: string): number;
  /** Milliseconds until the next try is allowed; 0 when it is now. */
  waitMilliseconds(who: string): number;
  failed(who: string): void;
  succeeded(who: string): void;
};

/** Names are the caller's to choose, so their number is bounded. */
const MOST_NAMES = 10_000;

export function createAttempts({
  limit = 5,
  windowMilliseconds = 15 * 60_000,
  now = Date.now,
}: { limit?: number; windowMilliseconds?: number; now?: () => number } = {}): Attempts {
  const failures = new Map<string, number[]>();

  function recent(who: string): number[] {
    const kept = (failures.get(who) ?? []).filter((at) => at > now() - windowMilliseconds);
    if (kept.length === 0) failures.delete(who);
    else failures.set(who, kept);
    return kept;
  }

  function waitMilliseconds(who: string): number {
    const kept = recent(who);
    const oldest = kept[kept.length - limit];
    return oldest === undefined ? 0 : oldest + windowMilliseconds - now();
  }

  function failed(who: string): void {
    const kept = recent(who);
    // A lock never grows: whoever keeps trying cannot keep somebody else out for ever.
    if (kept.length >= limit) return;
    failures.delete(who);
    if (failures.size >= MOST_NAMES) forgetOldest();
    failures.set(who, [...kept, now()]);
  }

  function forgetOldest(): void {
    const [oldest] = failures.keys();
    if (oldest !== undefined) failures.delete(oldest);
  }

  return {
    begin(who) {
      const wait = waitMilliseconds(who);
      if (wait === 0) failed(who);
      return wait;
    },
    waitMilliseconds,
    failed,
    succeeded(who) {
      failures.delete(who);
    },
  };
}
