import { expect, test } from "vitest";
import { toPutAccountPublicAccessBlock } from "./account-public-access.ts";
import {
  ALL_BLOCKED,
  fromPublicAccessBlock,
  lossesOfPublicAccess,
  NOTHING_BLOCKED,
  publicAccessInWords,
  toPutPublicAccessBlock,
} from "./public-access.ts";

test("what is not said is off, and what is read is what is written", () => {
  expect(fromPublicAccessBlock({ BlockPublicAcls: true })).toEqual({ ...NOTHING_BLOCKED, blockPublicAcls: true });
  const configuration = toPutPublicAccessBlock("b", ALL_BLOCKED).PublicAccessBlockConfiguration ?? {};
  expect(fromPublicAccessBlock(configuration)).toEqual(ALL_BLOCKED);
  expect(toPutAccountPublicAccessBlock("111122223333", ALL_BLOCKED)).toEqual({
    AccountId: "111122223333",
    PublicAccessBlockConfiguration: configuration,
  });
});

test("only a switch that was on is switched off", () => {
  expect(lossesOfPublicAccess(ALL_BLOCKED, NOTHING_BLOCKED)).toEqual([]);
  expect(lossesOfPublicAccess({ ...ALL_BLOCKED, blockPublicPolicy: false }, ALL_BLOCKED)).toEqual([
    "Without BlockPublicPolicy: whoever may set the bucket policy can make the bucket public.",
  ]);
});

test("any two blocks are said differently", () => {
  expect(publicAccessInWords(NOTHING_BLOCKED)).toBe("none on");
  expect(publicAccessInWords({ ...NOTHING_BLOCKED, ignorePublicAcls: true })).toBe("IgnorePublicAcls on");
  expect(publicAccessInWords(ALL_BLOCKED)).toContain("BlockPublicAcls, IgnorePublicAcls");
});
