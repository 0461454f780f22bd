/** Where buckets were last seen. Kept for minutes: a name may be deleted and made again in another Region. */
export type RegionMemo = {
  get(bucket: string): string | null;
  set(bucket: string, region: string): void;
  forget(bucket: string): void;
};

export function createRegionMemo({
  limit = 10_000,
  lifeMilliseconds = 5 * 60_000,
  now = Date.now,
}: { limit?: number; lifeMilliseconds?: number; now?: () => number } = {}): RegionMemo {
  const known = new Map<string, { region: string; until: number }>();

  return {
    get(bucket) {
      const entry = known.get(bucket);
      if (entry !== undefined && entry.until > now()) return entry.region;
      known.delete(bucket);
      return null;
    },
    set(bucket, region) {
      known.delete(bucket);
      known.set(bucket, { region, until: now() + lifeMilliseconds });
      const [oldest] = known.keys();
      if (known.size > limit && oldest !== undefined) known.delete(oldest);
    },
    forget(bucket) {
      known.delete(bucket);
    },
  };
}
