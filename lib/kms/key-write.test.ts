import { describe, expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { toSeenDescription } from "./description.ts";
import { fromKeyMetadata } from "./key.ts";
import { setKeyTags, updateKeyDescription } from "./key-write.ts";
import { toSeenTags } from "./tag.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:kms:eu-central-1:000000000000:key/${ID}`;
const KEY = fromKeyMetadata({ Arn: ARN, KeyId: ID, Description: "old" }, ["alias/records"]);

/** A KMS that holds a description and tags, and does what it is told but for the answers given. */
function holding(changed: Record<string, Answer> = {}) {
  let description = "old";
  const tags = new Map([
    ["owner", "records"],
    ["data-class", "phi"],
  ]);
  return scripted(({ target, body }) => {
    const input: { Description?: string; Tags?: { TagKey: string; TagValue: string }[]; TagKeys?: string[] } =
      JSON.parse(body);
    const answer = changed[target ?? ""];
    if (answer !== undefined) return answer;
    if (target === "UpdateKeyDescription") description = input.Description ?? "";
    for (const { TagKey, TagValue } of input.Tags ?? []) tags.set(TagKey, TagValue);
    for (const name of input.TagKeys ?? []) tags.delete(name);
    if (target === "DescribeKey") return { body: { KeyMetadata: { Arn: ARN, KeyId: ID, Description: description } } };
    if (target === "ListAliases") return { body: { Aliases: [] } };
    if (target === "ListResourceTags")
      return { body: { Tags: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) } };
    return {};
  });
}

const SHOWN = [
  { key: "data-class", value: "phi" },
  { key: "owner", value: "records" },
];

function writes(requests: { target: string | null; body: string }[]) {
  return requests
    .filter(({ target }) => !/^(Get|List|Describe)/.test(target ?? ""))
    .map(({ body }) => JSON.parse(body));
}

describe("a description", () => {
  test("is replaced and read back", async () => {
    const { aws, requests } = holding();
    await updateKeyDescription(aws, KEY, "new", toSeenDescription("old"));
    expect(writes(requests)).toEqual([{ KeyId: ARN, Description: "new" }]);
  });

  test("that somebody changed meanwhile is not overwritten", async () => {
    const { aws, requests } = holding();
    await expect(updateKeyDescription(aws, KEY, "new", toSeenDescription("older"))).rejects.toMatchObject({
      failure: { code: "conflict", name: "ChangedMeanwhile" },
    });
    expect(writes(requests)).toEqual([]);
  });

  test("that is refused names the permission", async () => {
    const { aws } = holding({ UpdateKeyDescription: kmsError(400, "AccessDeniedException") });
    await expect(updateKeyDescription(aws, KEY, "new", toSeenDescription("old"))).rejects.toMatchObject({
      failure: { code: "denied", permission: "kms:UpdateKeyDescription" },
    });
  });

  test("that reads back otherwise is a loud failure", async () => {
    const { aws } = holding({ UpdateKeyDescription: {} });
    await expect(updateKeyDescription(aws, KEY, "new", toSeenDescription("old"))).rejects.toMatchObject({
      failure: { name: "ReadBackMismatch", message: expect.stringContaining("“old”") },
    });
  });
});

describe("tags", () => {
  test("only what is new or other is set, and only what is gone is removed", async () => {
    const { aws, requests } = holding();
    const asked = [
      { key: "owner", value: "research" },
      { key: "cost-centre", value: "" },
    ];
    await setKeyTags(aws, KEY, asked, toSeenTags(SHOWN));
    expect(writes(requests)).toEqual([
      {
        KeyId: ARN,
        Tags: [
          { TagKey: "owner", TagValue: "research" },
          { TagKey: "cost-centre", TagValue: "" },
        ],
      },
      { KeyId: ARN, TagKeys: ["data-class"] },
    ]);
  });

  test("that somebody changed meanwhile are not overwritten", async () => {
    const { aws, requests } = holding();
    await expect(setKeyTags(aws, KEY, [], toSeenTags(SHOWN.slice(1)))).rejects.toMatchObject({
      failure: { code: "conflict", name: "ChangedMeanwhile" },
    });
    expect(writes(requests)).toEqual([]);
  });

  test.for<[string, { key: string; value: string }[], string]>([
    ["TagResource", [...SHOWN, { key: "new", value: "1" }], "kms:TagResource"],
    ["UntagResource", SHOWN.slice(1), "kms:UntagResource"],
  ])("a refused %s names the permission", async ([operation, asked, permission]) => {
    const { aws } = holding({ [operation]: kmsError(400, "AccessDeniedException") });
    await expect(setKeyTags(aws, KEY, asked, toSeenTags(SHOWN))).rejects.toMatchObject({ failure: { permission } });
  });

  test("that read back otherwise are a loud failure", async () => {
    const { aws } = holding({ UntagResource: {} });
    await expect(setKeyTags(aws, KEY, [], toSeenTags(SHOWN))).rejects.toMatchObject({
      failure: { name: "ReadBackMismatch", message: expect.stringContaining("owner=records") },
    });
  });
});
