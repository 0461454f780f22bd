/** Wrong passwords in a sliding window. Kept in memory: a restart forgives, a copy of the console counts its own. */
export type Attempts = {
  /** Milliseconds until the next try is allowed; 0 when it is now. */
  waitMilliseconds(who: string): number;
  failed(who: string): void;
  succeeded(who: string): void;
};

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

  return {
    waitMilliseconds(who) {
      const kept = recent(who);
      const oldest = kept[kept.length - limit];
      return oldest === undefined ? 0 : oldest + windowMilliseconds - now();
    },
    failed(who) {
      failures.set(who, [...recent(who), now()].slice(-limit));
    },
    succeeded(who) {
      failures.delete(who);
    },
  };
}
