import { holdTraversals } from "#components/leaving.ts";

declare global {
  /** Absent in browsers that do not enforce Trusted Types. */
  var trustedTypes:
    | { createPolicy(name: string, rules: { createScriptURL(address: string): string }): void }
    | undefined;
}

/** Turbopack fetches a page's chunks by plain address, which Trusted Types refuses: our own chunks pass, and nothing else. */
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, window.location.href);
    if (origin === window.location.origin && pathname.startsWith("/_next/static/")) return address;
    throw new TypeError(`Not a script of this console: ${address}`);
  },
});

// This runs before the router does.
holdTraversals();
