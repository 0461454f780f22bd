import { describe, expect, test } from "vitest";
import { type Answer, answering, kmsError, scripted } from "#lib/aws/testing.ts";
import { fromKeyMetadata, type Key } from "./key.ts";
import type { NewKey } from "./new-key.ts";
import { getRotationStatus } from "./read.ts";
import { requireConfirmed } from "./refusal.ts";
import { createKey, disableRotation, enableRotation, requireSeenRotation } from "./write.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const ROOT = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
const ASKED: NewKey = {
  alias: "alias/records",
  description: "Patient records",
  tags: [{ key: "Owner", value: "Records" }],
  rotationDays: 180,
  policy: JSON.stringify({ Statement: [ROOT] }),
};

/** A KMS that made the key as asked, but for the answers given. Before CreateAlias the alias names no key. */
function making(changed: Record<string, Answer> = {}) {
  const named = { Aliases: [{ AliasName: "alias/records", TargetKeyId: ID }] };
  const metadata = {
    body: { KeyMetadata: { Arn: ARN, KeyId: ID, Description: "Patient records", KeyState: "Enabled" } },
  };
  let aliased = false;
  return scripted((request) => {
    const { KeyId } = JSON.parse(request.body);
    if (request.target === "DescribeKey" && KeyId === "alias/records" && !aliased) {
      return changed["the alias before"] ?? kmsError(400, "NotFoundException");
    }
    if (request.target === "CreateAlias") aliased = true;
    const answers: Record<string, Answer> = {
      CreateKey: metadata,
      DescribeKey: metadata,
      CreateAlias: {},
      ListAliases: { body: named },
      EnableKeyRotation: {},
      GetKeyRotationStatus: { body: { KeyRotationEnabled: true, RotationPeriodInDays: 180 } },
      ListResourceTags: { body: { Tags: [{ TagKey: "Owner", TagValue: "Records" }] } },
      GetKeyPolicy: { body: { Policy: JSON.stringify({ Statement: ROOT }, null, 2) } },
      ...changed,
    };
    return answers[request.target ?? ""] ?? kmsError(400, "UnsupportedOperationException");
  });
}

function writes(requests: { target: string | null }[]) {
  return requests.map(({ target }) => target).filter((target) => !/^(Get|List|Describe)/.test(target ?? ""));
}

describe("createKey", () => {
  test("makes, names and rotates the key, and returns it as AWS reads it back", async () => {
    const { aws, requests } = making();
    expect(await createKey(aws, ASKED)).toMatchObject({
      arn: ARN,
      aliases: ["alias/records"],
      description: "Patient records",
    });
    expect(writes(requests)).toEqual(["CreateKey", "CreateAlias", "EnableKeyRotation"]);
    expect(requests.flatMap(({ target, body }) => (target === "CreateKey" ? JSON.parse(body) : []))).toEqual([
      {
        KeySpec: "SYMMETRIC_DEFAULT",
        KeyUsage: "ENCRYPT_DECRYPT",
        Origin: "AWS_KMS",
        Description: "Patient records",
        Tags: [{ TagKey: "Owner", TagValue: "Records" }],
        Policy: ASKED.policy,
      },
    ]);
  });

  test("leaves rotation alone when it is not asked for", async () => {
    const { aws, requests } = making();
    await createKey(aws, { ...ASKED, rotationDays: null });
    expect(writes(requests)).toEqual(["CreateKey", "CreateAlias"]);
  });

  test("a policy that would not do what it says stops it before a key is made", async () => {
    const { aws, requests } = making();
    await expect(createKey(aws, { ...ASKED, policy: '{"Statement":[]}' })).rejects.toMatchObject({
      failure: { code: "invalid", message: expect.stringContaining("no statement") },
    });
    expect(requests).toEqual([]);
  });

  test("an alias that is taken stops it before a key is made", async () => {
    const { aws, requests } = making({ "the alias before": { body: { KeyMetadata: { Arn: ARN, KeyId: ID } } } });
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({
      failure: { code: "conflict", message: expect.stringContaining(ARN) },
    });
    expect(writes(requests)).toEqual([]);
  });

  const HIDDEN = kmsError(400, "AccessDeniedException", "no");

  test("an alias of a key that may not be described is taken all the same", async () => {
    const alias = { AliasName: ASKED.alias, AliasArn: ARN.replace(/key.*/, ASKED.alias), TargetKeyId: ID };
    const { aws, requests } = making({ "the alias before": HIDDEN, ListAliases: { body: { Aliases: [alias] } } });
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({
      failure: { code: "conflict", name: "AlreadyExistsException", message: expect.stringContaining(ARN) },
    });
    expect(writes(requests)).toEqual([]);
  });

  test("an alias that may not be described and is in no list is free", async () => {
    const ListAliases: Answer = { body: { Aliases: [] } };
    const { aws, requests } = making({ "the alias before": HIDDEN, ListAliases });
    expect(await createKey(aws, ASKED)).toMatchObject({ arn: ARN });
    expect(writes(requests)).toEqual(["CreateKey", "CreateAlias", "EnableKeyRotation"]);
  });

  test.for<[string, Record<string, Answer>, object]>([
    ["neither read is allowed", { "the alias before": HIDDEN, ListAliases: HIDDEN }, { permission: "kms:ListAliases" }],
    ["KMS is too busy to say", { "the alias before": kmsError(400, "ThrottlingException") }, { code: "throttled" }],
  ])("nothing is made where %s whether the alias is taken", async ([, answers, failure]) => {
    const { aws, requests } = making(answers);
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({ failure });
    expect(writes(requests)).toEqual([]);
  });

  test("refused, it makes nothing and names the permission", async () => {
    const { aws, requests } = making({ CreateKey: kmsError(400, "AccessDeniedException", "no") });
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({
      failure: { code: "denied", permission: "kms:CreateKey", message: "no" },
    });
    expect(writes(requests)).toEqual(["CreateKey"]);
  });

  test("unanswered, it may have made a key without a name, and is not sent again", async () => {
    const { aws, requests } = making({ CreateKey: Object.assign(new Error("gone"), { code: "ECONNRESET" }) });
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({
      failure: { name: "ECONNRESET", hint: expect.stringContaining("may have been made") },
    });
    expect(writes(requests)).toEqual(["CreateKey"]);
  });

  test.for<[string, Record<string, Answer>, RegExp]>([
    [
      "a refused alias",
      { CreateAlias: kmsError(400, "AccessDeniedException", "no") },
      /^no\. The key .*alias\/records; turning rotation on, every 180 days; reading/,
    ],
    [
      "refused rotation",
      { EnableKeyRotation: kmsError(400, "AccessDeniedException", "no") },
      /Not done, or not read back: turning rotation on, every 180 days; reading/,
    ],
    [
      "a policy that cannot be read back",
      { GetKeyPolicy: kmsError(400, "AccessDeniedException", "no") },
      /Not done, or not read back: reading its description, tags and policy back\./,
    ],
  ])("%s: the key that exists now is named, with what is left", async ([, changed, left]) => {
    const { aws } = making(changed);
    const error = await createKey(aws, ASKED).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ failure: { code: "denied", message: expect.stringMatching(left), subject: ARN } });
    expect(error).toMatchObject({
      failure: { message: expect.stringContaining(`The key ${ARN} was created and exists now.`) },
    });
  });

  test.for<[string, Record<string, Answer>, string]>([
    [
      "another description",
      { DescribeKey: { body: { KeyMetadata: { Arn: ARN, KeyId: ID, Description: "x" } } } },
      "the description x",
    ],
    ["another policy", { GetKeyPolicy: { body: { Policy: '{"Statement":[1]}' } } }, '"Statement":[1]'],
    ["a lost tag", { ListResourceTags: { body: { Tags: [] } } }, "the tags []"],
    [
      "another period",
      { GetKeyRotationStatus: { body: { KeyRotationEnabled: true, RotationPeriodInDays: 365 } } },
      "rotation every 365 days",
    ],
  ])("%s read back is a loud failure", async ([, changed, found]) => {
    const { aws } = making(changed);
    await expect(createKey(aws, ASKED)).rejects.toMatchObject({
      failure: { name: "ReadBackMismatch", message: expect.stringContaining(found) },
    });
  });
});

describe("rotation", () => {
  test("on is sent with its period and read back", async () => {
    const { aws, requests } = scripted([
      {},
      { body: { KeyRotationEnabled: true, RotationPeriodInDays: 90, NextRotationDate: 1_800_000_000 } },
    ]);
    expect(await enableRotation(aws, ARN, 90)).toEqual({
      status: "on",
      periodDays: 90,
      nextAt: new Date(1_800_000_000_000),
      onDemandStartedAt: null,
    });
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ KeyId: ARN, RotationPeriodInDays: 90 });
  });

  test("a change that KMS shows late is waited for", async () => {
    const { aws } = scripted([
      {},
      { body: { KeyRotationEnabled: false } },
      { body: { KeyRotationEnabled: true, RotationPeriodInDays: 90 } },
    ]);
    expect(await enableRotation(aws, ARN, 90)).toMatchObject({ status: "on", periodDays: 90 });
  });

  test.for<[string, (aws: Parameters<typeof enableRotation>[0]) => Promise<unknown>, object, string]>([
    ["on that stays off", (aws) => enableRotation(aws, ARN, 90), { KeyRotationEnabled: false }, "rotation off"],
    [
      "another period",
      (aws) => enableRotation(aws, ARN, 90),
      { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
      "every 365 days",
    ],
    [
      "off that stays on",
      (aws) => disableRotation(aws, ARN),
      { KeyRotationEnabled: true, RotationPeriodInDays: 90 },
      "every 90 days",
    ],
  ])("%s is a loud failure", async ([, write, status, found]) => {
    const { aws } = scripted((_, index) => (index === 0 ? {} : { body: status }));
    await expect(write(aws)).rejects.toMatchObject({
      failure: { name: "ReadBackMismatch", message: expect.stringContaining(found) },
    });
  });

  test.for<[string, (aws: Parameters<typeof enableRotation>[0]) => Promise<unknown>]>([
    ["EnableKeyRotation", (aws) => enableRotation(aws, ARN, 90)],
    ["DisableKeyRotation", (aws) => disableRotation(aws, ARN)],
  ])("a refused %s names the permission and reads nothing back", async ([operation, write]) => {
    const { aws, requests } = scripted([kmsError(400, "AccessDeniedException")]);
    await expect(write(aws)).rejects.toMatchObject({ failure: { code: "denied", permission: `kms:${operation}` } });
    expect(requests).toHaveLength(1);
  });
});

describe("before a change", () => {
  const key = {
    ...fromKeyMetadata({ Arn: ARN, KeyId: ID }, ["alias/records"]),
    spec: "SYMMETRIC_DEFAULT",
    usage: "ENCRYPT_DECRYPT",
    origin: "AWS_KMS",
    state: "Enabled",
  };
  const on = () => answering(200, { KeyRotationEnabled: true, RotationPeriodInDays: 180 });

  test("what was seen and still holds lets it pass", async () => {
    await expect(requireSeenRotation(on(), key, "on 180")).resolves.toBeUndefined();
  });

  test.for(["off", "on 365", ""])("what holds is not %j any more: it is refused", async (seen) => {
    await expect(requireSeenRotation(on(), key, seen)).rejects.toMatchObject({
      failure: { code: "conflict", name: "ChangedMeanwhile", message: expect.stringContaining("alias/records") },
    });
  });

  test.for<[Partial<Key>, string]>([
    [{ state: "PendingDeletion" }, "scheduled for deletion"],
    [{ multiRegion: { role: "REPLICA", primaryArn: null, replicaArns: [] } }, "primary key"],
  ])("a key with %o is refused with the reason", async ([more, reason]) => {
    const aws = answering(200, { KeyRotationEnabled: false });
    await expect(requireSeenRotation(aws, { ...key, ...more }, "off")).rejects.toMatchObject({
      failure: { code: "invalid", message: expect.stringContaining(reason) },
    });
  });

  test("a refused reading is thrown, not taken for off", async () => {
    const aws = answering(400, { __type: "AccessDeniedException", message: "no" });
    await expect(requireSeenRotation(aws, key, "off")).rejects.toMatchObject({ code: "denied" });
  });

  test("only the name itself confirms", () => {
    expect(() => requireConfirmed(key, "alias/records", "DisableKeyRotation")).not.toThrow();
    for (const typed of ["", "alias/Records", "alias/records ", ID]) {
      expect(() => requireConfirmed(key, typed, "DisableKeyRotation")).toThrow("what was typed is not alias/records");
    }
  });
});

test("rotation of which AWS does not say whether it is on is not off", async () => {
  await expect(getRotationStatus(answering(200, {}), ARN)).rejects.toMatchObject({
    failure: { code: "unknown", name: "NotReported" },
  });
  await expect(disableRotation(answering(200, {}), ARN)).rejects.toMatchObject({ failure: { name: "NotReported" } });
});
