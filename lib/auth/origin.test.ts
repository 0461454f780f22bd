import { expect, test } from "vitest";
import { isOwnFetch, isSameOrigin } from "./origin.ts";

const OURS = { origin: "https://twofold.example", host: "twofold.example", "sec-fetch-site": "same-origin" };

test.for<[string, Record<string, string>, string | null, boolean]>([
  ["a page of ours", OURS, null, true],
  ["a page of ours, at the origin that is set", OURS, "https://twofold.example", true],
  ["an old browser without Sec-Fetch-Site", { origin: OURS.origin, host: OURS.host }, null, true],
  ["a port that is not the default", { origin: "http://localhost:3000", host: "localhost:3000" }, null, true],
  ["no Origin at all", { host: OURS.host, "sec-fetch-site": "same-origin" }, null, false],
  ["neither Origin nor Sec-Fetch-Site", { host: OURS.host }, null, false],
  ["an Origin that is null", { ...OURS, origin: "null" }, null, false],
  ["an empty Origin", { ...OURS, origin: "" }, null, false],
  ["another site", { ...OURS, origin: "https://evil.example" }, null, false],
  ["another port of this host", { ...OURS, origin: "https://twofold.example:8443" }, null, false],
  ["a name that begins as ours", { ...OURS, origin: "https://twofold.example.evil.example" }, null, false],
  ["a page that says cross-site", { ...OURS, "sec-fetch-site": "cross-site" }, null, false],
  ["another subdomain", { ...OURS, "sec-fetch-site": "same-site" }, null, false],
  ["a typed address", { ...OURS, "sec-fetch-site": "none" }, null, false],
  ["plain HTTP where TLS is set", { ...OURS, origin: "http://twofold.example" }, "https://twofold.example", false],
  [
    "a forged X-Forwarded-Host",
    { ...OURS, origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    null,
    false,
  ],
  [
    "a forged Host where the origin is set",
    { ...OURS, origin: "https://evil.example", host: "evil.example" },
    "https://twofold.example",
    false,
  ],
])("%s", ([, headers, expected, same]) => {
  expect(isSameOrigin(new Headers(headers), expected)).toBe(same);
});

test.for<[string, Record<string, string>, boolean]>([
  ["a script of ours", { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", accept: "a/b" }, true],
  ["a script of ours, over plain HTTP", { accept: "a/b" }, true],
  ["a followed link", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", accept: "text/html,*/*" }, false],
  ["an address that was typed", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", accept: "text/html" }, false],
  ["a link of ours", { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", accept: "text/html" }, false],
  ["a followed link, over plain HTTP", { accept: "text/html,*/*" }, false],
  ["a neighbour's script", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors", accept: "a/b" }, false],
])("%s asks for much: %s", ([, headers, own]) => {
  expect(isOwnFetch(new Headers(headers), "a/b")).toBe(own);
});
