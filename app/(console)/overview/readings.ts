import "server-only";
import { cache } from "react";
import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { listBucketDefaults, listBucketFacts, listKeyFacts } from "#lib/posture/read.ts";

/** When AWS had answered, with what it said. */
type Reading<T> = { at: Date; answer: T };

/** What each bucket applies by default. Once per request, as all of these, so panels can share an answer. */
export const readDefaults = cache(async () => finished(attempt(listBucketDefaults(await requireAws()))));

/** Everything that the checks look at of each bucket. */
export const readBuckets = cache(async () => {
  const { answer, at } = await readDefaults();
  if (!answer.ok) return { at, answer };
  const facts = await listBucketFacts(await requireAws(), answer.value);
  return { at: new Date(), answer: { ok: true as const, value: facts } };
});

/** The keys of each Region that the console serves, with their rotation. */
export const readKeys = cache(async () => finished(listKeyFacts(await requireAws())));

async function finished<T>(reading: Promise<T>): Promise<Reading<T>> {
  const answer = await reading;
  return { at: new Date(), answer };
}
