import type { Route } from "next";

/** The request header in which proxy.ts tells a page its own address, path and query. What a client sends is overwritten. */
export const PAGE_HEADER = "x-twofold-page";

/** Stands for this console; no such host exists. Source: RFC 6761, "invalid". */
const HERE = "https://twofold.invalid";

/** As long as the longest address of a page: an object's key of 1,024 bytes, percent-encoded, and more. */
const MOST_CHARACTERS = 4096;

/**
 * Where to go after the sign-in: `asked`, when it is a path of this console's pages; else the Overview. What a browser
 * would read as another site's address is none: "//host", a backslash, and what only becomes one when dots are resolved.
 */
export function returnPath(asked: unknown): Route {
  if (typeof asked !== "string" || asked.length > MOST_CHARACTERS) return "/";
  // Browsers drop tabs and line breaks, and read a backslash as a slash. Source: WHATWG URL, "URL parsing".
  if (!asked.startsWith("/") || /[\\\s\p{Cc}]/u.test(asked) || !URL.canParse(asked, HERE)) return "/";
  const { origin, pathname, search } = new URL(asked, HERE);
  const path = `${pathname}${search}`;
  return origin === HERE && isPage(path) ? path : "/";
}

function isPage(path: string): path is Route {
  return !/^\/(\/|api\/|_next\/|sign-in(\?|$))/.test(path);
}

/** The sign-in, which leads back to `page` afterwards. */
export function signInPath(page: string | null): Route {
  const path = returnPath(page);
  return path === "/" ? "/sign-in" : `/sign-in?from=${encodeURIComponent(path)}`;
}

/** The page of this console that a request was made from, by its Referer; null where that is another site's or none. */
export function pageOfReferer(referer: string | null, host: string | null): string | null {
  if (referer === null || !URL.canParse(referer)) return null;
  const from = new URL(referer);
  return from.host === host ? `${from.pathname}${from.search}` : null;
}
