import { expect, test } from "vitest";
import { fromSchemeCookie } from "./scheme.ts";

test.for<[string | undefined, string | undefined]>([
  ["dark", "dark"],
  ["light", "light"],
  [undefined, undefined],
  ['"><script>', undefined],
])("a cookie of %s means %s", ([cookie, scheme]) => {
  expect(fromSchemeCookie(cookie)).toBe(scheme);
});
