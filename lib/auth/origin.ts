import "server-only";
import { settings } from "#lib/settings.ts";

/**
 * Whether a request that changes something comes from a page of ours.
 * Next lets a request without an Origin through and believes X-Forwarded-Host, so neither is relied on here.
 */
export function isSameOrigin(headers: Headers, expected: string | null = settings().origin): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin === null) return false;
  if (expected !== null) return origin === expected;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/**
 * Whether a request that only reads, but asks AWS for much, is a script's of a page of ours and no followed link: those
 * carry the session as well. Where a browser says nothing of the site, as over plain HTTP, what is asked for tells.
 */
export function isOwnFetch(headers: Headers, type: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" && headers.get("sec-fetch-mode") !== "navigate";
  return headers.get("accept") === type;
}
