import { expect, test } from "vitest";
import { undoneOf } from "./policy-undo.ts";

const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const users = (...names: string[]) => ({
  Sid: "Users",
  Effect: "Allow",
  Principal: { AWS: names.map(role) },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: "*",
});
const PARTNER = { ...users("Partner"), Sid: "Partner" };
const LOGS = { ...users(), Sid: "Logs", Principal: { Service: "logs.amazonaws.com" } };
const MINE = { ...users("Mine"), Sid: "Mine" };
const NO_SID = { Effect: "Deny", Principal: "*", Action: "kms:DisableKey", Resource: "*" };
const text = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: [ROOT, ...statements] });

test.for<[string, string, string, string, string[]]>([
  ["nothing changed meanwhile", text(), text(), text(MINE), []],
  ["a removal that stays", text(PARTNER), text(), text(MINE), []],
  [
    "a removal that is undone",
    text(PARTNER),
    text(),
    text(PARTNER, MINE),
    ['Statement "Partner", which was taken out meanwhile, is put back.', `allowed again for ${role("Partner")}`],
  ],
  [
    "a removal undone under another name",
    text(PARTNER),
    text(),
    text({ ...PARTNER, Sid: "Other" }),
    ['"Partner", which was taken out meanwhile, is put back.', "allowed again"],
  ],
  [
    "a removal undone for one of its actions, by another statement",
    text(PARTNER),
    text(),
    text({ ...PARTNER, Sid: "Other", Action: "kms:Decrypt" }),
    [`What Statement "Partner" allowed until it was taken away meanwhile is allowed again for ${role("Partner")}.`],
  ],
  ["an addition that stays", text(), text(LOGS), text(LOGS, MINE), []],
  ["an addition that goes", text(), text(LOGS), text(MINE), ['"Logs", which was added meanwhile, goes.']],
  [
    "an addition that is written otherwise",
    text(),
    text(LOGS),
    text({ ...LOGS, Action: "kms:*" }),
    ['"Logs", which was added meanwhile, does not stay as it was left.'],
  ],
  [
    "a user taken out, who comes back",
    text(users("App", "Gateway")),
    text(users("App")),
    text(users("App", "Gateway"), MINE),
    ['"Users", which was changed meanwhile, is put back to what it said', `again for ${role("Gateway")}.`],
  ],
  [
    "a user taken out, who comes back with another",
    text(users("App", "Gateway")),
    text(users("App")),
    text(users("App", "Gateway", "New")),
    ['"Users", which was changed meanwhile, does not stay as it was left.', `again for ${role("Gateway")}.`],
  ],
  [
    "a changed statement that goes",
    text(users("App")),
    text(users("App", "Gateway")),
    text(MINE),
    ['"Users", which was changed meanwhile, goes.'],
  ],
  ["a changed statement that stays so", text(users("App")), text(users("B")), text(MINE, users("B")), []],
  [
    "an addition without a Sid",
    text(),
    text(NO_SID),
    text(MINE),
    ["A statement without a Sid (“Everybody may not disable the key"],
  ],
  ["the policy in force", text(PARTNER), text(LOGS), text(LOGS), []],
  ["what is no policy", text(PARTNER), text(), "{", []],
  ["what cannot be read", text(PARTNER), '{"Statement": 1}', text(PARTNER), ["cannot be read statement by statement"]],
  [
    "a version that was set",
    text().replace("2012-10-17", "2008-10-17"),
    text(),
    text(MINE).replace("2012-10-17", "2008-10-17"),
    ["Version 2012-10-17, which was set meanwhile, becomes 2008-10-17 again."],
  ],
])("%s", ([, before, now, after, undone]) => {
  expect(undoneOf(before, now, after)).toEqual(undone.map((words) => expect.stringContaining(words)));
});
