import { expect, test } from "vitest";
import {
  CONSOLE_RULE,
  consoleOrigin,
  consoleRule,
  corsText,
  fromCorsRule,
  toPutBucketCors,
  withConsoleRule,
} from "./cors.ts";

const OTHER = fromCorsRule({ ID: "theirs", AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 0 });
const NAMELESS = fromCorsRule({
  AllowedMethods: ["HEAD"],
  AllowedOrigins: ["https://b.example"],
  AllowedHeaders: ["*"],
});
const ORIGIN = "https://twofold.example";

test("what is read is what is written again, member by member", () => {
  const rules = [
    { ID: "a", AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 0 },
    { AllowedMethods: ["PUT"], AllowedOrigins: ["https://a.example"], AllowedHeaders: ["x"], ExposeHeaders: ["ETag"] },
  ];
  expect(toPutBucketCors("b", rules.map(fromCorsRule)).CORSConfiguration?.CORSRules).toEqual(rules);
});

test("the console's rule comes last, or where it was, and no other rule changes", () => {
  expect(withConsoleRule([OTHER], ORIGIN)).toEqual([OTHER, consoleRule(ORIGIN)]);
  const had = [OTHER, consoleRule("https://old.example"), NAMELESS];
  expect(withConsoleRule(had, ORIGIN)).toEqual([OTHER, consoleRule(ORIGIN), NAMELESS]);
  expect(withConsoleRule(had, null)).toEqual([OTHER, NAMELESS]);
  expect(consoleOrigin(had)).toBe("https://old.example");
  expect(consoleOrigin([OTHER, NAMELESS])).toBeNull();
});

test("the console's rule lets encryption headers through and shows how a part was stored", () => {
  const rule = consoleRule(ORIGIN);
  expect(rule.id).toBe(CONSOLE_RULE);
  expect(rule.headers).toContain("x-amz-*");
  expect(rule.exposed).toContain("ETag");
  expect(rule.exposed).toContain("x-amz-server-side-encryption");
  expect(rule.origins).toEqual([ORIGIN]);
});

test("any two configurations have different texts", () => {
  expect(corsText([OTHER])).not.toBe(corsText([NAMELESS]));
  expect(corsText([OTHER])).not.toBe(corsText([{ ...OTHER, maxAgeSeconds: null }]));
});
