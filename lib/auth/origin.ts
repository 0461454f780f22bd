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
