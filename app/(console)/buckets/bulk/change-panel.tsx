import { requireAws } from "#lib/auth/session.ts";
import { attempt } from "#lib/aws/errors.ts";
import { mapParallel } from "#lib/aws/parallel.ts";
import { fromKeyArn } from "#lib/kms/key-arn.ts";
import { inBucketRegion } from "#lib/s3/region.ts";
import { readKeyChoices } from "../key-choices.ts";
import { ChangeForm } from "./change-form.tsx";
import type { BulkChange } from "./bulk-change.ts";

const AT_A_TIME = 16;

/** Which change, and for a default which key, among those of the Regions that the buckets are in. */
export async function ChangePanel({
  buckets,
  change,
  keyArn,
}: {
  buckets: string[];
  change: BulkChange | null;
  keyArn: string;
}) {
  const aws = await requireAws();
  const regions = await mapParallel(buckets, AT_A_TIME, async (bucket) => {
    const local = await attempt(inBucketRegion(aws, bucket));
    return local.ok ? local.value.region : null;
  });
  const counts = countsOf(regions);
  const choices = await Promise.all(
    counts.map(async ([region]) => [region, await readKeyChoices(aws.in(region))] as const),
  );
  return (
    <ChangeForm
      buckets={buckets}
      change={change}
      choices={Object.fromEntries(choices)}
      keyArn={keyArn === "" ? null : keyArn}
      region={fromKeyArn(keyArn)?.region ?? counts[0]?.[0] ?? aws.region}
      regions={counts.map(([region, count]) => ({ region, count }))}
    />
  );
}

/** The Regions by how many of the buckets they have, most first. */
function countsOf(regions: (string | null)[]): [region: string, count: number][] {
  const counts = new Map<string, number>();
  for (const region of regions) if (region !== null) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}
