import { defineHandler } from "#lib/auth/handler.ts";

/** Whether the caller is still signed in: for a page that must not be led away to the sign-in page to find out. */
export const GET = defineHandler(() => Promise.resolve(new Response(null, { status: 204 })));
