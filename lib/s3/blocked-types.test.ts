import { expect, test } from "vitest";
import { type EncryptionRule, lossesOfSseC, type SseCBlocking, sseCBlockingOf, withSseC } from "./blocked-types.ts";

const SAYING = (...types: ("SSE-C" | "NONE")[]): EncryptionRule => ({
  BlockedEncryptionTypes: { EncryptionType: types },
});

test.for<[EncryptionRule, SseCBlocking, number]>([
  [SAYING("SSE-C"), "blocked", 1],
  [SAYING("NONE"), "taken", 0],
  [SAYING(), "unsaid", 1],
  [{}, "unsaid", 1],
])("of %o SSE-C is %s", ([rule, blocking, losses]) => {
  expect(sseCBlockingOf(rule)).toBe(blocking);
  expect(lossesOfSseC(false, rule)).toHaveLength(losses);
  expect(lossesOfSseC(true, rule)).toEqual([]);
  expect(withSseC(rule, true)).toEqual(SAYING("SSE-C"));
  expect(withSseC(rule, false)).toEqual(SAYING("NONE"));
});
