/** Where buckets were last seen. Kept for minutes: a name may be deleted and made again in another Region. */
type RegionMemo = {
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

/** Where S3 last said that each bucket is, to whomever of this console. */
export const bucketRegions = createRegionMemo();

type Next<Args, Output> = (args: Args) => Promise<Output>;

/**
 * A middleware that compares what is known of a bucket's Region with the header that S3 gives on its answers, redirects
 * and refusals among them: one that was deleted and made again elsewhere is known to be there at once.
 */
export function notesRegion() {
  return <Args extends { input: object }, Output extends { response: unknown }>(next: Next<Args, Output>) =>
    async (args: Args): Promise<Output> => {
      const result = await next(args);
      const bucket = "Bucket" in args.input ? args.input.Bucket : undefined;
      const region = regionOf(result.response);
      if (typeof bucket === "string" && region !== null) bucketRegions.set(bucket, region);
      return result;
    };
}

/** The header of an answer; null where there is none, and where there is no such bucket, whose Region means nothing. */
function regionOf(response: unknown): string | null {
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  if ("statusCode" in response && response.statusCode === 404) return null;
  return regionHeader(response.headers);
}

/** "eu-central-1" of the headers of an answer of S3. */
export function regionHeader(headers: unknown): string | null {
  if (typeof headers !== "object" || headers === null) return null;
  const region: unknown = Reflect.get(headers, "x-amz-bucket-region");
  return typeof region === "string" ? region : null;
}
