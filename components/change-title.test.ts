import { expect, test } from "vitest";
import { changeTitle, doneTitle } from "./change-title.ts";

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

test("the title of a change that is done says what was changed", () => {
  expect(doneTitle({ thing: "the default" })).toBe("The default was changed, and AWS read it back as asked");
  expect(doneTitle({ thing: "the tags", done: "removed", many: true })).toBe(
    "The tags were removed, and AWS read it back as asked",
  );
});
