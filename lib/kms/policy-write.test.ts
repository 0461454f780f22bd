import { describe, expect, test } from "vitest";
import { parsePolicy } from "#lib/policy/document.ts";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { fromKeyMetadata } from "./key.ts";
import { reasonLockedOut } from "./lockout.ts";
import { putKeyPolicy, toSeenPolicy } from "./policy-write.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const KEY = fromKeyMetadata({ Arn: ARN, KeyId: ID }, ["alias/records"]);
const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
const APP = {
  Sid: "Users",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::000000000000:role/App", "arn:aws:iam::000000000000:role/Gateway"] },
  Action: ["kms:Decrypt"],
  Resource: "*",
};
const DENY = { Sid: "No", Effect: "Deny", Principal: "*", Action: "kms:PutKeyPolicy", Resource: "*" };

const text = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const BEFORE = text(ROOT);
const MORE = text(ROOT, APP);
const seen = { seen: toSeenPolicy(BEFORE), confirmation: "" };

/** A KMS that holds a policy and does what it is told but for the answers given. */
function holding(policy: string, changed: Record<string, Answer> = {}) {
  let held = policy;
  return scripted(({ target, body }) => {
    const answer = changed[target ?? ""];
    if (answer !== undefined) return answer;
    if (target === "PutKeyPolicy") held = JSON.parse(body).Policy;
    return { body: target === "GetKeyPolicy" ? { Policy: held } : {} };
  });
}

function writes(requests: { target: string | null; body: string }[]) {
  return requests.filter(({ target }) => target === "PutKeyPolicy").map(({ body }) => JSON.parse(body));
}

describe("a key policy", () => {
  test("is replaced and read back, and the lockout check is never passed by", async () => {
    const { aws, requests } = holding(BEFORE);
    await putKeyPolicy(aws, KEY, MORE, seen);
    expect(writes(requests)).toEqual([{ KeyId: ARN, PolicyName: "default", Policy: MORE }]);
  });

  test("that somebody changed meanwhile is not overwritten", async () => {
    const { aws, requests } = holding(text(ROOT, DENY));
    await expect(putKeyPolicy(aws, KEY, MORE, seen)).rejects.toMatchObject({ failure: { name: "ChangedMeanwhile" } });
    expect(writes(requests)).toEqual([]);
  });

  test("that takes rights away needs the key's name", async () => {
    const { aws, requests } = holding(MORE);
    const shown = toSeenPolicy(MORE);
    await expect(putKeyPolicy(aws, KEY, BEFORE, { seen: shown, confirmation: "" })).rejects.toThrow("alias/records");
    expect(writes(requests)).toEqual([]);
    await putKeyPolicy(aws, KEY, BEFORE, { seen: shown, confirmation: "alias/records" });
    expect(writes(requests)).toHaveLength(1);
  });

  test("that protects the key less needs the key's name too", async () => {
    const before = text(ROOT, { ...DENY, Action: "kms:Decrypt" });
    const { aws, requests } = holding(before);
    const shown = toSeenPolicy(before);
    await expect(putKeyPolicy(aws, KEY, BEFORE, { seen: shown, confirmation: "" })).rejects.toThrow("alias/records");
    expect(writes(requests)).toEqual([]);
    await putKeyPolicy(aws, KEY, BEFORE, { seen: shown, confirmation: "alias/records" });
    expect(writes(requests)).toHaveLength(1);
  });

  test("that undoes what somebody changed since it was begun needs the key's name too", async () => {
    const { aws, requests } = holding(BEFORE);
    const began = { ...seen, began: MORE };
    await expect(putKeyPolicy(aws, KEY, MORE, began)).rejects.toThrow("alias/records");
    expect(writes(requests)).toEqual([]);
    await putKeyPolicy(aws, KEY, MORE, { ...began, confirmation: "alias/records" });
    expect(writes(requests)).toHaveLength(1);
  });

  test.for([
    ["AccessDeniedException", "no", { code: "denied", permission: "kms:PutKeyPolicy" }],
    [
      "MalformedPolicyDocumentException",
      "The new key policy will not allow you to update the key policy in the future.",
      { code: "invalid", hint: expect.stringContaining("safety check") },
    ],
    [
      "MalformedPolicyDocumentException",
      "Policy contains a statement with one or more invalid principals.",
      { code: "invalid", hint: expect.stringContaining("does not exist") },
    ],
  ] as const)("that AWS refuses with %s, %s, is shown as such", async ([name, message, failure]) => {
    const { aws } = holding(BEFORE, { PutKeyPolicy: kmsError(400, name, message) });
    await expect(putKeyPolicy(aws, KEY, MORE, seen)).rejects.toMatchObject({ failure: { message, ...failure } });
  });

  test("that reads back otherwise is a loud failure", async () => {
    const { aws } = holding(BEFORE, { PutKeyPolicy: {} });
    const failed = putKeyPolicy(aws, KEY, MORE, seen);
    await expect(failed).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
    await expect(failed).rejects.toThrow("another policy");
    await expect(failed).rejects.not.toThrow("Statement");
  });
});

test.for<[string, string, string[]]>([
  ["arn:aws:iam::000000000000:root", text(ROOT), []],
  ["arn:aws:iam::000000000000:user/alice", text(ROOT), []],
  ["arn:aws:iam::000000000000:user/alice", text(APP), ["no statement allows it"]],
  ["arn:aws:iam::000000000000:root", text(ROOT, DENY), ['"No" denies']],
  ["arn:aws:sts::000000000000:assumed-role/App/session", text({ ...APP, Action: "kms:Put*" }), []],
  ["arn:aws:sts::000000000000:assumed-role/Other/session", text({ ...APP, Action: "kms:Put*" }), ["no statement"]],
  [
    "arn:aws:iam::000000000000:root",
    text(ROOT, { ...DENY, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
    [],
  ],
])("%s under %s", ([caller, policy, reasons]) => {
  const parsed = parsePolicy(policy, "key");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  expect([reasonLockedOut(parsed.document, caller, ARN) ?? []].flat()).toEqual(
    reasons.map((reason) => expect.stringContaining(reason)),
  );
});
