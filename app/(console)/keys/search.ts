import { z } from "zod";

/**
 * What the address of the list of keys says: which Region, which words, which page (from 1), and, of the customer's keys
 * for data, which state and which automatic rotation, as the overview counts them.
 */
export const keysSearchSchema = z.object({
  q: z.string().trim().catch(""),
  region: z.string().nullable().catch(null),
  page: z.coerce.number().int().positive().catch(1),
  state: z.string().nullable().catch(null),
  rotation: z.enum(["on", "off", "not-applicable", "unknown"]).nullable().catch(null),
});

export type KeysSearch = z.output<typeof keysSearchSchema>;

/** What the address of a key says. No Region is the console's own. */
export const keySearchSchema = z.object({
  region: z.string().nullable().catch(null),
  tab: z.enum(["overview", "rotation", "policy", "grants", "used-by", "check"]).catch("overview"),
  /** The change that is being decided on, in a dialog. */
  change: z.enum(["DisableKey", "ScheduleKeyDeletion"]).nullable().catch(null),
  /** The object and the role of a permission check. */
  object: z.string().trim().catch(""),
  role: z.string().trim().catch(""),
  /** How the policy is being edited. */
  edit: z.enum(["form", "json"]).nullable().catch(null),
  /** Where a page of grants begins, in KMS's own mark; none is the first page. */
  after: z.string().nullable().catch(null),
  /** That the settings of many buckets are to be read, too. */
  users: z.literal("read").nullable().catch(null),
});

/** The list's address with these filters. */
export function keysHref(search: Partial<KeysSearch>): `/keys?${string}` | "/keys" {
  const { q = "", region = null, page = 1, state = null, rotation = null } = search;
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (region !== null) query.set("region", region);
  if (state !== null) query.set("state", state);
  if (rotation !== null) query.set("rotation", rotation);
  if (page > 1) query.set("page", String(page));
  return query.size === 0 ? "/keys" : `/keys?${query.toString()}`;
}
