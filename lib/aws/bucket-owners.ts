import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { expectedOwners } from "#lib/commands/bucket-owner.ts";
import type { Failure } from "./result.ts";

/** Which account the caller is of, and which buckets are known to be of it. */
export type BucketOwners = {
  /** The caller's account, asked once; null while AWS does not say it. Only who asks first waits for it, and not for long. */
  account: () => Promise<string | null>;
  /** The account that the bucket is known to be of; null where that is not known. */
  of: (bucket: string) => string | null;
  /** Notes that the bucket is of the caller's account. */
  note: (bucket: string) => void;
};

/** How long a page waits for the account, once. */
const WAIT_MILLISECONDS = 3_000;

/** How long after a failure the account is asked again, by which nobody is kept waiting. */
const AGAIN_MILLISECONDS = 60_000;

/**
 * What is known is kept as long as the process lives: a bucket that another account has taken the name of since then is
 * what it is for. `ask` answers the caller's account, null where AWS does not say it.
 */
export function createBucketOwners(
  ask: () => Promise<string | null>,
  { limit = 10_000, waitMilliseconds = WAIT_MILLISECONDS, againMilliseconds = AGAIN_MILLISECONDS } = {},
): BucketOwners {
  const own = new Set<string>();
  let known: string | null = null;
  let first: Promise<void> | undefined;
  let askedAt = 0;

  async function find(): Promise<void> {
    askedAt = Date.now();
    // Whatever keeps AWS from saying it must not keep a page from being shown.
    known = await ask().catch(() => null);
  }

  return {
    async account() {
      if (known !== null) return known;
      if (first === undefined) first = within(waitMilliseconds, find());
      else if (Date.now() - askedAt > againMilliseconds) void find();
      await first;
      return known;
    },
    of(bucket) {
      return own.has(bucket) ? known : null;
    },
    note(bucket) {
      own.delete(bucket);
      own.add(bucket);
      const [oldest] = own;
      if (own.size > limit && oldest !== undefined) own.delete(oldest);
    },
  };
}

async function within(milliseconds: number, answer: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = delay(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([answer, late]);
  over.abort();
}

type Next<Args, Output> = (args: Args) => Promise<Output>;

/**
 * A middleware that names the owner of the bucket with every request on one whose owner is known, and learns it: S3 lists
 * the buckets of the caller's account and no others, makes them for that account, and answers only where an owner that
 * was named is right. Source: S3 API reference, ListBuckets and "Verifying bucket ownership with bucket owner condition".
 */
export function namesOwner(owners: BucketOwners) {
  return <Args extends { input: object }, Output extends { output: unknown }>(
    next: Next<Args, Output>,
    context: { commandName?: string },
  ) =>
    async (args: Args): Promise<Output> => {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      const members = expectedOwners({ service: "s3api", operation, input: args.input }, owners.of);
      const input = Object.assign({}, args.input, members);
      const result = await next(Object.assign({}, args, { input }));
      for (const bucket of await ownBuckets(owners, operation, input, result.output)) owners.note(bucket);
      return result;
    };
}

/** A refusal whose words give no reason, with what else it can mean where the request named an owner. */
export function withOwnerInDoubt(input: object, failure: Failure): Failure {
  const owner: unknown = Reflect.get(input, "ExpectedBucketOwner");
  const gaveReason = /not authorized|explicit deny/.test(failure.message);
  if (typeof owner !== "string" || failure.permission === null || gaveReason) return failure;
  return {
    ...failure,
    hint: `${failure.hint} S3 answers the same where the bucket does not belong to account ${owner}.`,
  };
}

/** The buckets that an answer shows to be of the caller's account. */
async function ownBuckets(owners: BucketOwners, operation: string, input: object, output: unknown): Promise<string[]> {
  if (operation === "ListBuckets") return namesIn(output);
  const bucket: unknown = Reflect.get(input, "Bucket");
  if (typeof bucket !== "string") return [];
  const named: unknown = Reflect.get(input, "ExpectedBucketOwner");
  const isOwn = operation === "CreateBucket" || (named !== undefined && named === (await owners.account()));
  return isOwn ? [bucket] : [];
}

function namesIn(output: unknown): string[] {
  const buckets: unknown = typeof output === "object" && output !== null ? Reflect.get(output, "Buckets") : undefined;
  if (!Array.isArray(buckets)) return [];
  return buckets.flatMap((bucket: unknown): string[] => {
    const name: unknown = typeof bucket === "object" && bucket !== null ? Reflect.get(bucket, "Name") : undefined;
    return typeof name === "string" ? [name] : [];
  });
}
