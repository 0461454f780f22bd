import { z } from "zod";
import type { MarkType } from "#components/encryption-tone.ts";

/** The defaults by which the list can be filtered; one that could not be read is "unknown". */
const TYPES = ["DSSE-KMS", "SSE-KMS", "SSE-S3", "other", "unknown"] as const satisfies readonly MarkType[];

export type DefaultType = (typeof TYPES)[number];

/** What the address of the list of buckets says; empty is every Region, null every default. */
export const bucketsSearchSchema = z.object({
  q: z.string().trim().catch(""),
  region: z.string().catch(""),
  type: z.enum(TYPES).nullable().catch(null),
  page: z.coerce.number().int().positive().catch(1),
});

export type BucketSearch = z.output<typeof bucketsSearchSchema>;

/** The list's address with these filters. */
export function bucketsHref(search: Partial<BucketSearch>): `/buckets?${string}` | "/buckets" {
  const { q = "", region = "", type = null, page = 1 } = search;
  const asked = { q, region, type: type ?? "", page: page === 1 ? "" : String(page) };
  const set = Object.entries(asked).filter(([, value]) => value !== "");
  return set.length === 0 ? "/buckets" : `/buckets?${new URLSearchParams(set)}`;
}
