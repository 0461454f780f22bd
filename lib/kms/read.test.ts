import { describe, expect, test } from "vitest";
import { type Answer, kmsError, scripted, type SentRequest } from "#lib/aws/testing.ts";
import { fromKeyMetadata } from "./key.ts";
import {
  getKey,
  getRotation,
  listKeyMaterials,
  listKeyNames,
  listKeys,
  listKeyTags,
  listS3Keys,
  resolveKey,
} from "./read.ts";

const idOf = (number: number) => `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`;
const arnOf = (number: number, region = "eu-central-1") => `arn:aws:kms:${region}:000000000000:key/${idOf(number)}`;

const DESCRIBED = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT", KeyState: "Enabled", Origin: "AWS_KMS" };

function metadata(number: number, more: object = {}): Answer {
  return { body: { KeyMetadata: { Arn: arnOf(number), KeyId: idOf(number), ...DESCRIBED, ...more } } };
}

/** A KMS whose answers depend on the operation and its input, in whatever order the requests come. */
function kms(answers: Record<string, (input: Record<string, string>, request: SentRequest) => Answer>) {
  return scripted((request) => {
    const answer = answers[request.target ?? ""];
    if (answer === undefined) throw new Error(`No answer for ${request.target}`);
    return answer(JSON.parse(request.body), request);
  });
}

const numberOf = (keyId: string | undefined) => Number(keyId?.slice(-12));
const noAliases = () => ({ body: { Aliases: [] } });

describe("listKeys", () => {
  test("reads every page of keys and of aliases, by alias and then id", async () => {
    const { aws, requests } = kms({
      ListKeys: ({ Marker }) =>
        Marker === undefined
          ? { body: { Keys: [key(1), key(2)], Truncated: true, NextMarker: "more" } }
          : { body: { Keys: [key(3)], Truncated: false } },
      ListAliases: ({ Marker }) =>
        Marker === undefined
          ? {
              body: {
                Aliases: [alias("alias/z", 3), { AliasName: "alias/aws/rds" }],
                Truncated: true,
                NextMarker: "more",
              },
            }
          : { body: { Aliases: [alias("alias/b", 2), alias("alias/a", 3)] } },
      DescribeKey: ({ KeyId }) => metadata(numberOf(KeyId)),
    });
    const { keys, aliasFailure } = await listKeys(aws);
    expect(keys.map(({ keyId, aliases }) => [numberOf(keyId), aliases])).toEqual([
      [3, ["alias/a", "alias/z"]],
      [2, ["alias/b"]],
      [1, []],
    ]);
    expect(aliasFailure).toBeNull();
    expect(requests.filter(({ target }) => target === "ListKeys")).toHaveLength(2);
  });

  test("a key that AWS refuses to describe keeps its row, with the permission", async () => {
    const { aws } = kms({
      ListKeys: () => ({ body: { Keys: [key(1), key(2)] } }),
      ListAliases: () => ({ body: { Aliases: [alias("alias/secret", 2)] } }),
      DescribeKey: ({ KeyId }) => (numberOf(KeyId) === 2 ? kmsError(400, "AccessDeniedException") : metadata(1)),
    });
    const { keys } = await listKeys(aws);
    expect(keys).toMatchObject([
      {
        arn: arnOf(2),
        aliases: ["alias/secret"],
        described: { ok: false, failure: { code: "denied", permission: "kms:DescribeKey" } },
      },
      { arn: arnOf(1), described: { ok: true, value: { state: "Enabled" } } },
    ]);
  });

  test("refused aliases are unknown, not none, and take no key away", async () => {
    const { aws } = kms({
      ListKeys: () => ({ body: { Keys: [key(1)] } }),
      ListAliases: () => kmsError(400, "AccessDeniedException"),
      DescribeKey: () => metadata(1),
    });
    expect(await listKeys(aws)).toMatchObject({
      keys: [{ aliases: null, described: { ok: true, value: { aliases: null } } }],
      aliasFailure: { permission: "kms:ListAliases" },
    });
  });

  test("a refused list is an error, never an empty list", async () => {
    const { aws } = kms({ ListKeys: () => kmsError(400, "AccessDeniedException"), ListAliases: noAliases });
    await expect(listKeys(aws)).rejects.toMatchObject({ failure: { permission: "kms:ListKeys" } });
  });

  test("more keys than run at a time are all described, in bounded parallel", async () => {
    const { aws, requests } = kms({
      ListKeys: () => ({ body: { Keys: Array.from({ length: 100 }, (_, index) => key(index)) } }),
      ListAliases: noAliases,
      DescribeKey: ({ KeyId }) => metadata(numberOf(KeyId)),
    });
    expect((await listKeys(aws)).keys.map(({ keyId }) => numberOf(keyId))).toEqual([...Array(100).keys()]);
    expect(requests.filter(({ target }) => target === "DescribeKey")).toHaveLength(100);
  });
});

test("a picker gets symmetric keys, unusable ones with the reason after the usable, aws/s3 last", async () => {
  const { aws } = kms({
    ListKeys: () => ({ body: { Keys: [key(1), key(2), key(3), key(4), key(5), key(6)] } }),
    ListAliases: () => ({
      body: { Aliases: [alias("alias/aws/s3", 1), alias("alias/aws/rds", 2), alias("alias/off", 3)] },
    }),
    DescribeKey: ({ KeyId }) => {
      const number = numberOf(KeyId);
      if (number <= 2) return metadata(number, { KeyManager: "AWS" });
      if (number === 3) return metadata(3, { KeyState: "Disabled" });
      if (number === 4) return metadata(4, { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
      return number === 5 ? metadata(5) : kmsError(400, "AccessDeniedException");
    },
  });
  expect((await listS3Keys(aws)).map(({ keyId, usable, reason }) => [numberOf(keyId), usable, reason])).toEqual([
    [5, true, null],
    [3, false, expect.stringContaining("disabled")],
    [6, false, expect.stringContaining("kms:DescribeKey")],
    [1, true, null],
  ]);
});

test("key names are one sweep of the aliases, the first in the alphabet for each ARN", async () => {
  const { aws, requests } = kms({
    ListAliases: () => ({
      body: { Aliases: [alias("alias/b", 1), alias("alias/a", 1), { AliasName: "alias/aws/rds" }] },
    }),
  });
  expect(await listKeyNames(aws)).toEqual(new Map([[arnOf(1), "alias/a"]]));
  expect(requests).toHaveLength(1);
});

describe("one key", () => {
  test("comes with all its aliases, or with none known", async () => {
    const known = kms({
      DescribeKey: () => metadata(1),
      ListAliases: () => ({ body: { Aliases: [alias("alias/b", 1), alias("alias/a", 1)] } }),
    });
    expect((await getKey(known.aws, idOf(1))).aliases).toEqual(["alias/a", "alias/b"]);
    const refused = kms({ DescribeKey: () => metadata(1), ListAliases: () => kmsError(400, "AccessDeniedException") });
    expect((await getKey(refused.aws, idOf(1))).aliases).toBeNull();
  });

  test("a missing and a refused key are told apart", async () => {
    const missing = kms({ DescribeKey: () => kmsError(400, "NotFoundException") });
    await expect(getKey(missing.aws, idOf(1))).rejects.toMatchObject({ code: "missing" });
    const refused = kms({ DescribeKey: () => kmsError(400, "AccessDeniedException") });
    await expect(getKey(refused.aws, idOf(1))).rejects.toMatchObject({ code: "denied" });
  });

  test("an ARN is looked up in its own Region, an alias in the caller's", async () => {
    const { aws, requests } = kms({ DescribeKey: () => metadata(1), ListAliases: noAliases });
    await resolveKey(aws, arnOf(1, "us-east-1"));
    await resolveKey(aws, "alias/records");
    const hosts = requests.filter(({ target }) => target === "DescribeKey").map(({ hostname }) => hostname);
    expect(hosts).toEqual(["kms.us-east-1.amazonaws.com", "kms.eu-central-1.amazonaws.com"]);
  });
});

describe("rotation", () => {
  const ROTATES = { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT", origin: "AWS_KMS", state: "Enabled" };
  const described = () => ({ ...fromKeyMetadata({ Arn: arnOf(1), KeyId: idOf(1) }, []), ...ROTATES });

  test("where it cannot apply AWS is not asked", async () => {
    const { aws, requests } = kms({});
    expect(await getRotation(aws, { ...described(), state: "PendingDeletion" })).toMatchObject({
      status: "not-applicable",
    });
    expect(requests).toEqual([]);
  });

  test("a refused status is an error, never off", async () => {
    const { aws } = kms({ GetKeyRotationStatus: () => kmsError(400, "AccessDeniedException") });
    await expect(getRotation(aws, described())).rejects.toMatchObject({
      failure: { code: "denied", permission: "kms:GetKeyRotationStatus" },
    });
  });

  test("the history is every page of every material", async () => {
    const { aws, requests } = kms({
      ListKeyRotations: ({ Marker }) =>
        Marker === undefined
          ? {
              body: {
                Rotations: [
                  {
                    KeyMaterialId: "b",
                    KeyMaterialState: "CURRENT",
                    RotationDate: 1_700_000_000,
                    RotationType: "AUTOMATIC",
                  },
                ],
                Truncated: true,
                NextMarker: "x",
              },
            }
          : { body: { Rotations: [{ KeyMaterialId: "a", KeyMaterialState: "NON_CURRENT" }] } },
    });
    expect(await listKeyMaterials(aws, described())).toMatchObject([
      { materialId: "b", current: true, type: "AUTOMATIC", rotatedAt: new Date(1_700_000_000_000) },
      { materialId: "a", current: false, type: null, rotatedAt: null },
    ]);
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ IncludeKeyMaterial: "ALL_KEY_MATERIAL" });
  });
});

test("tags are read page by page", async () => {
  const { aws } = kms({
    ListResourceTags: ({ Marker }) =>
      Marker === undefined
        ? { body: { Tags: [{ TagKey: "a", TagValue: "1" }], Truncated: true, NextMarker: "x" } }
        : { body: { Tags: [{ TagKey: "b", TagValue: "" }] } },
  });
  expect(await listKeyTags(aws, idOf(1))).toEqual([
    { key: "a", value: "1" },
    { key: "b", value: "" },
  ]);
});

function key(number: number) {
  return { KeyId: idOf(number), KeyArn: arnOf(number) };
}

function alias(name: string, number: number) {
  return { AliasName: name, AliasArn: `arn:aws:kms:eu-central-1:000000000000:${name}`, TargetKeyId: idOf(number) };
}

test("a description without a key is not known, and no fault of ours that takes the page along", async () => {
  const { aws } = kms({ DescribeKey: () => ({ body: {} }), ListAliases: noAliases });
  await expect(getKey(aws, arnOf(1))).rejects.toMatchObject({
    code: "unknown",
    failure: { name: "NotReported", operation: "DescribeKey" },
  });
});
