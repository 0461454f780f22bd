import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { PAGE_HEADER } from "#lib/auth/return-path.ts";
import { cookieName, cookieOptions, refreshedCookie } from "#lib/auth/seal.ts";

const METHODS = new Set(["GET", "HEAD", "POST"]);

/** Gives each page a Content-Security-Policy with a nonce of its own; what a client sends under these names is overwritten. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (!METHODS.has(request.method)) {
    return new NextResponse(null, { status: 405, headers: { Allow: [...METHODS].join(", ") } });
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.delete("Content-Security-Policy-Report-Only");
  headers.delete("x-nonce");
  headers.set(PAGE_HEADER, pageOf(request));
  const passed = { request: { headers } };
  const response = isDecodable(request.nextUrl.pathname)
    ? NextResponse.next(passed)
    : NextResponse.rewrite(new URL(NOWHERE, request.url), passed);
  response.headers.set("Content-Security-Policy", policy);
  await keepAwake(request, response);
  return response;
}

/** The address of the page that is asked for, as the person sees it. */
function pageOf({ nextUrl }: NextRequest): string {
  const { pathname, searchParams } = nextUrl;
  const query = new URLSearchParams([...searchParams].filter(([name]) => name !== "_rsc")).toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** A path that no page has. */
const NOWHERE = "/not-found";

/** Next answers 500 without a word where a page's parameter is no encoded text: "%ff". */
function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

/** Moves the session's idle limit on when a person loads a page. Not the gate: what is not a session stays none. */
async function keepAwake(request: NextRequest, response: NextResponse): Promise<void> {
  if (request.method !== "GET" || request.headers.has("next-router-prefetch")) return;
  const renewed = await refreshedCookie(request.cookies.get(cookieName())?.value);
  if (renewed !== null) response.cookies.set(cookieName(), renewed, cookieOptions());
}

/**
 * The one Trusted Types policy is that of instrumentation-client.ts. In development React needs eval and Next's overlay
 * inline styles, and neither knows Trusted Types.
 */
function policyWith(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(development ? [] : ["require-trusted-types-for 'script'", "trusted-types default"]),
  ].join("; ");
}

/** Pages alone: this would cut an upload off at 10 MB without an error. Prefetches too, or they could bring a nonce along. */
export const config = {
  matcher: ["/((?!api/|_next/static/).*)"],
};
