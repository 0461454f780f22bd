import { expect, test } from "vitest";
import { changeTitle } from "./change-title.ts";

test.for([
  [undefined, "The default was not changed"],
  ["unknown", "Not known whether the default was changed"],
  ["accepted", "Sent and accepted; what is in force could not be read"],
  ["otherwise", "The default is not as asked"],
  ["partly", "The default was changed in part only"],
] as const)("of a change that came out %s the title is: %s", ([outcome, title]) => {
  const failure = outcome === undefined ? {} : { outcome };
  expect(changeTitle(failure, { thing: "the default" })).toBe(title);
});

test("the title says what was to be done with one thing or with many", () => {
  expect(changeTitle({}, { thing: "the tags", many: true })).toBe("The tags were not changed");
  expect(changeTitle({ outcome: "unknown" }, { thing: "the alias", done: "deleted" })).toBe(
    "Not known whether the alias was deleted",
  );
});
