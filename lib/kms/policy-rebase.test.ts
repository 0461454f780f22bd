import { describe, expect, test } from "vitest";
import type { PolicyForm } from "./policy-form.ts";
import { rebaseForm } from "./policy-rebase.ts";

const BEFORE: PolicyForm = { administrators: ["Admin"], users: ["App", "Gateway"], viaS3Only: false, buckets: [] };
const formWith = (change: Partial<PolicyForm>): PolicyForm => ({ ...BEFORE, ...change });

test.for<[string, Partial<PolicyForm>, Partial<PolicyForm>, Partial<PolicyForm>]>([
  ["a removal of somebody else's", { users: ["App", "Gateway", "New"] }, { users: ["App"] }, { users: ["App", "New"] }],
  ["an addition of somebody else's", { users: ["App"] }, { users: ["App", "Gateway", "B"] }, { users: ["App", "B"] }],
  ["the same addition", { users: ["App", "Gateway", "B"] }, { users: ["B"] }, { users: ["B"] }],
  ["the same removal", { users: ["App"] }, { users: ["App"] }, { users: ["App"] }],
  ["a change of the other list", { users: [] }, { administrators: [] }, { administrators: [], users: [] }],
  ["what is no name", { users: ["App", "Gateway", "arn:half"] }, { users: [] }, { users: ["arn:half"] }],
  ["a restriction that somebody set", { users: [] }, { viaS3Only: true }, { users: [], viaS3Only: true }],
  ["a restriction that both set", { viaS3Only: true }, { viaS3Only: true }, { viaS3Only: true }],
  ["a restriction of the form's", { viaS3Only: true }, { users: [] }, { users: [], viaS3Only: true }],
  ["buckets of somebody else's", { users: [] }, { buckets: ["a"] }, { users: [], buckets: ["a"] }],
  ["buckets of the form's", { buckets: ["a"] }, { users: [] }, { users: [], buckets: ["a"] }],
])("%s", ([, asked, now, rebased]) => {
  expect(rebaseForm(BEFORE, formWith(asked), formWith(now))).toMatchObject({ form: formWith(rebased), dropped: [] });
});

describe("buckets, none of which means all", () => {
  const of = (buckets: string[]) => formWith({ buckets });

  test.for<[string[], string[], string[], string[]]>([
    [["a", "b"], ["a", "b", "mine"], ["a"], ["a", "mine"]],
    [["a", "b"], ["b"], ["a", "b", "theirs"], ["b", "theirs"]],
    [["a"], [], [], []],
  ])("of %j the form asks for %j, somebody for %j: both is %j", ([before, asked, now, both]) => {
    expect(rebaseForm(of(before), of(asked), of(now))).toMatchObject({ form: { buckets: both }, dropped: [] });
  });

  test.for<[string, string[], string[], string[], string]>([
    ["each takes out one of two", ["a", "b"], ["a"], ["b"], "was to be: a."],
    ["the restriction goes, and grows", ["a"], ["a", "b"], [], "was to be: a, b."],
    ["the restriction shrinks, and goes", ["a", "b"], [], ["b"], "was to be taken off."],
    ["both set another", [], ["a"], ["b"], "was to be: a."],
  ])("where %s, what is in force stays and the form says what was asked", ([, before, asked, now, said]) => {
    expect(rebaseForm(of(before), of(asked), of(now))).toMatchObject({
      form: { buckets: now },
      mine: [],
      dropped: [expect.stringContaining(said)],
    });
  });
});

test("says whose each change was", () => {
  const asked = formWith({ users: ["App", "Gateway", "New"], viaS3Only: true });
  const now = formWith({ users: ["App"], administrators: ["Admin", "Second"], buckets: ["a"] });
  expect(rebaseForm(BEFORE, asked, now)).toMatchObject({
    mine: ["Added to Users: New.", "“Only through S3 in this Region” is set."],
    theirs: ["Added to Administrators: Second.", "Taken out of Users: Gateway.", "“Only these buckets” is set: a."],
  });
});
