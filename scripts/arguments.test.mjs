import { expect, it } from "vitest";
import { parseTestArguments } from "./arguments.mjs";

const known = ["unit", "e2e"];

it("runs every stage unless told which", () => {
  expect(parseTestArguments([], known)).toEqual({ only: null, grep: null, filters: [] });
});

it("takes stages, words and files", () => {
  expect(parseTestArguments(["--only", "unit,e2e", "-g", "signs in", "e2e/keys.spec.ts"], known)).toEqual({
    only: ["unit", "e2e"],
    grep: "signs in",
    filters: ["e2e/keys.spec.ts"],
  });
});

it("takes a stage without its flag", () => {
  expect(parseTestArguments(["e2e", "e2e/specs/gate.spec.ts"], known)).toEqual({
    only: ["e2e"],
    grep: null,
    filters: ["e2e/specs/gate.spec.ts"],
  });
});

it("names the stages when one is misspelt", () => {
  expect(() => parseTestArguments(["--only", "untis"], known)).toThrow('There is no stage "untis".');
  expect(() => parseTestArguments(["--onyl", "unit"], known)).toThrow("--onyl");
});
