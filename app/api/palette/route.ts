import type { PaletteItem, Places } from "#components/palette-item.ts";
import { defineHandler } from "#lib/auth/handler.ts";
import type { Aws } from "#lib/aws/clients.ts";
import { attempt } from "#lib/aws/errors.ts";
import { type Failure, reasonOf } from "#lib/aws/result.ts";
import { keyHref } from "#lib/kms/key-arn.ts";
import { listKeyNames } from "#lib/kms/read.ts";
import { listBuckets } from "#lib/s3/read.ts";

const FIRST_RUN: PaletteItem = { label: "Guided first run", href: "/?first-run=1", group: "Actions" };

/** Every bucket, and every key that has an alias. What AWS refuses to list is said, so that nothing seems not to exist. */
export const GET = defineHandler(async (aws) => {
  const found = await Promise.all([bucketItems(aws), ...aws.regions.map((region) => keyItems(aws.in(region)))]);
  const answer: Places = {
    places: [FIRST_RUN, ...found.flatMap(({ places }) => places)],
    missing: found.flatMap(({ missing }) => missing),
  };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
});

async function bucketItems(aws: Aws): Promise<Places> {
  const buckets = await attempt(listBuckets(aws));
  if (!buckets.ok) return { places: [], missing: [notListed("Buckets", buckets.failure)] };
  return {
    places: buckets.value.map(({ name }) => ({
      label: name,
      href: `/buckets/${encodeURIComponent(name)}`,
      group: "Buckets",
    })),
    missing: [],
  };
}

async function keyItems(aws: Aws): Promise<Places> {
  const names = await attempt(listKeyNames(aws));
  if (!names.ok) return { places: [], missing: [notListed(`Keys of ${aws.region}`, names.failure)] };
  const places = [...names.value].map(([arn, alias]): PaletteItem => ({
    label: alias,
    href: keyHref(arn),
    group: aws.regions.length > 1 ? `Keys · ${aws.region}` : "Keys",
  }));
  return { places, missing: [] };
}

function notListed(what: string, failure: Failure): string {
  return `${what} could not be listed (${reasonOf(failure)}).`;
}
