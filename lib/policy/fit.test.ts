import { expect, test } from "vitest";
import type { PolicyKind } from "./document.ts";
import { fitOf } from "./fit.ts";
import type { PolicyRequest } from "./request.ts";
import { marked, policyOf, PUT } from "./testing.ts";

const DENY = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "*" };
const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const OBJECTS = { startsWith: "arn:aws:s3:::reports/" };

/** A rule of the page that the table names, what a statement against it changes, what the request changes, whether it fits. */
type Case = [rule: string, statement: object, request: Partial<PolicyRequest>, fits: boolean | "?"];

function fitted([, statement, request]: Case, kind: PolicyKind = "bucket", version?: string): boolean | "?" | null {
  const base = kind === "identity" ? { ...DENY, Principal: undefined } : DENY;
  const policy = policyOf(kind, [{ ...base, ...statement }], version);
  const [one] = policy.statements;
  return one === undefined ? null : marked(fitOf(one, policy, { ...PUT, ...request }));
}

test.for<Case>([
  ["an action is itself", { Action: "s3:PutObject" }, {}, true],
  ["an action is no other", { Action: "s3:GetObject" }, {}, false],
  ["an action does not stand for longer ones", { Action: "s3:PutObject" }, { action: "s3:PutObjectAcl" }, false],
  ["actions ignore case", { Action: "S3:putobject" }, {}, true],
  ["* is every action", { Action: "*" }, {}, true],
  ["* ends a name", { Action: "s3:Put*" }, {}, true],
  ["* stands in the middle", { Action: "s3:*Object" }, {}, true],
  ["* is every action of a service", { Action: "s3:*" }, {}, true],
  ["* of another service", { Action: "kms:*" }, {}, false],
  ["? is one character", { Action: "s3:?utObject" }, {}, true],
  ["? is not none", { Action: "s3:PutObject?" }, {}, false],
  ["several are one or the other", { Action: ["s3:GetObject", "s3:PutObject"] }, {}, true],
  ["an empty list is no action", { Action: [] }, {}, false],
])("elements_action: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});

test.for<Case>([
  ["it is every other action", { Action: undefined, NotAction: "s3:GetObject" }, {}, true],
  ["it is not those listed", { Action: undefined, NotAction: ["s3:GetObject", "s3:Put*"] }, {}, false],
  ["it is every other service too", { Action: undefined, NotAction: "s3:*" }, { action: "kms:Decrypt" }, true],
  ["NotAction * is nothing", { Action: undefined, NotAction: "*" }, {}, false],
  ["an empty list is not documented", { Action: undefined, NotAction: [] }, {}, "?"],
])("elements_notaction: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});

test.for<Case>([
  ["* is every resource", { Resource: "*" }, {}, true],
  ["an ARN is itself", { Resource: "arn:aws:s3:::reports/2026/a.txt" }, {}, true],
  ["an ARN heeds case", { Resource: "arn:aws:s3:::reports/2026/A.txt" }, {}, false],
  ["every object of a bucket", { Resource: "arn:aws:s3:::reports/*" }, {}, true],
  ["a bucket is not its objects", { Resource: "arn:aws:s3:::reports" }, {}, false],
  ["objects are not their bucket", { Resource: "arn:aws:s3:::reports/*" }, { resource: "arn:aws:s3:::reports" }, false],
  ["another bucket", { Resource: "arn:aws:s3:::reports2/*" }, {}, false],
  [
    "* goes over slashes",
    { Resource: "arn:aws:s3:::reports/*/a.txt" },
    { resource: "arn:aws:s3:::reports/1/2/a.txt" },
    true,
  ],
  ["* may stand for nothing", { Resource: "arn:aws:s3:::reports/*/" }, { resource: "arn:aws:s3:::reports//" }, true],
  [
    "a slash is no delimiter",
    { Resource: "arn:aws:s3:::reports/*/test/*" },
    { resource: "arn:aws:s3:::reports/1-test/a" },
    false,
  ],
  ["? is one character", { Resource: "arn:aws:s3:::reports/2026/?.txt" }, {}, true],
  [
    "? is not two",
    { Resource: "arn:aws:s3:::reports/2026/?.txt" },
    { resource: "arn:aws:s3:::reports/2026/ab.txt" },
    false,
  ],
  ["several are one or the other", { Resource: ["arn:aws:s3:::other/*", "arn:aws:s3:::reports/*"] }, {}, true],
  ["a wildcard in a section", { Resource: "arn:aws:kms:*:111122223333:key/*" }, { resource: KEY_ARN }, true],
  ["a wildcard in another section", { Resource: "arn:aws:kms:*:444455556666:key/*" }, { resource: KEY_ARN }, false],
  [
    "* inside a section is not said to go over colons",
    { Resource: "arn:aws:kms:eu-west-*key/1234" },
    { resource: KEY_ARN },
    "?",
  ],
  ["* at a section’s end goes over colons", { Resource: "arn:aws:kms:*:key/1234" }, { resource: KEY_ARN }, true],
  ["* at the end goes over colons", { Resource: "arn:aws:kms:*" }, { resource: KEY_ARN }, true],
  ["another partition", { Resource: "arn:aws-cn:s3:::reports/*" }, {}, false],
  [
    "a colon in an object’s key",
    { Resource: "arn:aws:s3:::reports/a*z" },
    { resource: "arn:aws:s3:::reports/a:z" },
    true,
  ],
  ["an empty list is no resource", { Resource: [] }, {}, false],
  ["any object, and every one is meant", { Resource: "arn:aws:s3:::reports/*" }, { resource: OBJECTS }, true],
  ["any object, and every one is meant", { Resource: "arn:aws:s3:::rep*" }, { resource: OBJECTS }, true],
  ["any object, and some are meant", { Resource: "arn:aws:s3:::reports/2026/*" }, { resource: OBJECTS }, "?"],
  ["any object, and some are meant", { Resource: "arn:aws:s3:::*.txt" }, { resource: OBJECTS }, "?"],
  ["any object, and some are meant", { Resource: "arn:aws:s3:::reports/??*" }, { resource: OBJECTS }, "?"],
  ["any object, and every one is meant", { Resource: "arn:aws:s3:::reports/?*" }, { resource: OBJECTS }, true],
  ["any object, and none is meant", { Resource: "arn:aws:s3:::reports" }, { resource: OBJECTS }, false],
  ["any object, and none is meant", { Resource: "arn:aws:s3:::other/*" }, { resource: OBJECTS }, false],
])("elements_resource: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});

test.for<Case>([
  ["it is every other resource", { Resource: undefined, NotResource: "arn:aws:s3:::other/*" }, {}, true],
  [
    "it is not those listed",
    { Resource: undefined, NotResource: ["arn:aws:s3:::other", "arn:aws:s3:::reports/*"] },
    {},
    false,
  ],
  ["the bucket is another than its objects", { Resource: undefined, NotResource: "arn:aws:s3:::reports" }, {}, true],
  ["NotResource * is nothing", { Resource: undefined, NotResource: "*" }, {}, false],
  [
    "any object, and some are left out",
    { Resource: undefined, NotResource: "arn:aws:s3:::reports/tmp/*" },
    { resource: OBJECTS },
    "?",
  ],
  [
    "any object, and none is left out",
    { Resource: undefined, NotResource: "arn:aws:s3:::other/*" },
    { resource: OBJECTS },
    true,
  ],
  ["an empty list is not documented", { Resource: undefined, NotResource: [] }, {}, "?"],
])("elements_notresource: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});

const HOME = "arn:aws:s3:::reports/${aws:username}/*";
const alices = { resource: "arn:aws:s3:::reports/Alice/a", context: { "aws:username": "Alice" } };

test.for<Case>([
  ["a variable in a resource is the key’s value", { Resource: HOME }, alices, true],
  [
    "a variable in a resource is the key’s value",
    { Resource: HOME },
    { ...alices, context: { "aws:username": "Bob" } },
    false,
  ],
  ["a user’s name need not be said", { Resource: HOME }, { ...alices, context: {} }, true],
  ["a value nobody knows", { Resource: "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*" }, alices, "?"],
  [
    "a value nobody knows, in another bucket",
    { Resource: "arn:aws:s3:::other/${aws:username}" },
    { ...alices, context: {} },
    false,
  ],
  ["a key that is absent fits nothing", { Resource: HOME }, { ...alices, context: { "aws:username": null } }, false],
  [
    "a key that is absent might make it invalid",
    { Resource: [HOME, "*"] },
    { ...alices, context: { "aws:username": null } },
    "?",
  ],
  [
    "a key that is absent might make it invalid",
    { Resource: undefined, NotResource: HOME },
    { ...alices, context: { "aws:username": null } },
    "?",
  ],
  [
    "a default",
    { Resource: "arn:aws:s3:::reports/${aws:username, 'Alice'}/*" },
    { ...alices, context: { "aws:username": null } },
    true,
  ],
  [
    "no variable before the fifth colon",
    { Resource: "arn:aws:s3:${aws:requestedregion}::reports/*" },
    { ...alices, context: { "aws:requestedregion": "eu" } },
    "?",
  ],
])("policies_variables, Resource element: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});

test("a policy of 2008-10-17 takes a variable in a resource literally", () => {
  expect(fitted(["", { Resource: HOME }, alices, false], "bucket", "2008-10-17")).toBe(false);
  expect(
    fitted(
      ["", { Resource: HOME }, { ...alices, resource: "arn:aws:s3:::reports/${aws:username}/a" }, true],
      "bucket",
      "2008-10-17",
    ),
  ).toBe(true);
});

test("elements_resource: a short ARN is completed in an identity’s policy, where a bucket’s has none", () => {
  expect(fitted(["", { Resource: "arn:aws:s3" }, {}, true], "identity")).toBe(true);
  expect(fitted(["", { Resource: "arn:aws:sqs" }, {}, false], "identity")).toBe(false);
  expect(fitted(["", { Resource: "arn:aws:s3" }, {}, false])).toBe(false);
});

test("KMS never applies a statement of a key’s policy without Action or Resource", () => {
  expect(fitted(["", { Action: undefined }, {}, false], "key")).toBe(false);
  expect(fitted(["", { Resource: undefined }, {}, false], "key")).toBe(false);
});

test.for<Case>([
  [
    "all operators must hold",
    { Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "s3:x": "a" } } },
    { context: { "aws:securetransport": "false", "s3:x": "a" } },
    true,
  ],
  [
    "all operators must hold",
    { Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "s3:x": "a" } } },
    { context: { "aws:securetransport": "false", "s3:x": "b" } },
    false,
  ],
  [
    "all keys of an operator must hold",
    { Condition: { StringEquals: { "s3:x": "a", "s3:y": "b" } } },
    { context: { "s3:x": "a", "s3:y": "b" } },
    true,
  ],
  [
    "all keys of an operator must hold",
    { Condition: { StringEquals: { "s3:x": "a", "s3:y": "b" } } },
    { context: { "s3:x": "a", "s3:y": "c" } },
    false,
  ],
  ["keys ignore case", { Condition: { StringEquals: { "S3:X": "a" } } }, { context: { "s3:x": "a" } }, true],
  [
    "one that fails decides where others are not known",
    { Condition: { StringEquals: { "s3:x": "a", "s3:z": "b" } } },
    { context: { "s3:x": "b" } },
    false,
  ],
  [
    "what is not known decides where the others hold",
    { Condition: { StringEquals: { "s3:x": "a", "s3:z": "b" } } },
    { context: { "s3:x": "a" } },
    "?",
  ],
])("condition-logic-multiple-context-keys-or-values: %s (%j)", (one) => {
  expect(fitted(one)).toBe(one[3]);
});
