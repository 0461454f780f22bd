import { expect, test } from "vitest";
import { pageOfReferer, returnPath, signInPath } from "./return-path.ts";

test.for([
  "/buckets",
  "/keys/565954ab?region=eu-central-1&tab=grants",
  "/buckets/reports/object?key=a%2F%2Fb%5Cc.txt",
  "/buckets/reports?prefix=https%3A%2F%2Fevil.example%2F",
  "/sign-in-log",
])("a page of the console is gone back to: %s", (path) => {
  expect(returnPath(path)).toBe(path);
});

test.for([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/\u0000/evil.example",
  "/\u0085/evil.example",
  "/\u00a0/evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/keys/..//evil.example",
  "https://evil.example/",
  "https:evil.example",
  "HTTPS://evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "@evil.example",
  "%2F%2Fevil.example",
  "?from=/keys",
  "",
  `/${"a".repeat(5000)}`,
  "/api/objects?bucket=b&key=k",
  "/_next/static/x.js",
  "/sign-in",
  "/keys/../sign-in",
])("what is no page of the console is not gone to: %j", (asked) => {
  expect(returnPath(asked)).toBe("/");
});

test.for([undefined, null, ["/keys", "//evil.example"], {}])("nor what is no text: %j", (asked) => {
  expect(returnPath(asked)).toBe("/");
});

test("a percent-encoded address of another site stays a path of this one", () => {
  for (const path of ["/%2F%2Fevil.example", "/%5Cevil.example", "/%2Fevil.example", "/%09/evil.example"]) {
    expect(new URL(returnPath(path), "https://twofold.example").origin).toBe("https://twofold.example");
  }
});

test("the sign-in names the page to come back to, and the Overview needs no name", () => {
  expect(signInPath("/keys/a?tab=grants")).toBe("/sign-in?from=%2Fkeys%2Fa%3Ftab%3Dgrants");
  expect(signInPath("/")).toBe("/sign-in");
  expect(signInPath(null)).toBe("/sign-in");
  expect(signInPath("//evil.example")).toBe("/sign-in");
});

test("a referer counts as a page only where it is this console's own", () => {
  const host = "console.example:3000";
  expect(pageOfReferer("http://console.example:3000/buckets/b?prefix=x", host)).toBe("/buckets/b?prefix=x");
  expect(pageOfReferer("http://evil.example/buckets", host)).toBe(null);
  expect(pageOfReferer("http://console.example:3000.evil.example/buckets", host)).toBe(null);
  expect(pageOfReferer("nonsense", host)).toBe(null);
  expect(pageOfReferer(null, host)).toBe(null);
});
