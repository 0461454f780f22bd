import { expect, test } from "vitest";
import { type Answer, kmsError, scripted } from "#lib/aws/testing.ts";
import { createAlias, deleteAlias, moveAlias } from "./alias-write.ts";
import { fromKeyMetadata } from "./key.ts";

const [OLD, NEW, OTHER] = ["1", "2", "3"].map(
  (digit) => `arn:aws:kms:eu-central-1:000000000000:key/${digit.repeat(8)}-2222-3333-4444-555555555555`,
);

function metadata(arn = "", more: object = {}) {
  return {
    Arn: arn,
    KeyId: arn.split("/")[1],
    KeyState: "Enabled",
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
    ...more,
  } as const;
}

const TO = fromKeyMetadata(metadata(NEW), []);

/** A KMS in which alias/records names `named`, and that does what it is told but for the answers given. */
function naming(named: string | undefined, changed: Record<string, Answer> = {}, more: object = {}) {
  let target = named;
  return scripted((request) => {
    const { KeyId, TargetKeyId }: { KeyId?: string; TargetKeyId?: string } = JSON.parse(request.body);
    const answer = changed[request.target ?? ""];
    if (answer !== undefined) return answer;
    if (request.target === "DescribeKey") {
      const arn = KeyId?.startsWith("alias/") ? target : KeyId;
      return arn === undefined
        ? kmsError(400, "NotFoundException")
        : { body: { KeyMetadata: metadata(arn, arn === named ? more : {}) } };
    }
    if (request.target === "ListAliases") return { body: { Aliases: [] } };
    target = request.target === "DeleteAlias" ? undefined : TargetKeyId;
    return {};
  });
}

function writes(requests: { target: string | null; body: string }[]) {
  return requests.filter(({ target }) => target?.endsWith("Alias")).map(({ body }) => JSON.parse(body));
}

test("an alias is created and read back", async () => {
  const { aws, requests } = naming(undefined);
  await createAlias(aws, TO, "alias/records");
  expect(writes(requests)).toEqual([{ AliasName: "alias/records", TargetKeyId: NEW }]);
});

test("an alias that is taken is AWS's conflict", async () => {
  const { aws } = naming(OLD, { CreateAlias: kmsError(400, "AlreadyExistsException") });
  await expect(createAlias(aws, TO, "alias/records")).rejects.toMatchObject({ code: "conflict" });
});

test("a key that is scheduled for deletion is given no alias, and AWS is not asked", async () => {
  const { aws, requests } = naming(undefined);
  await expect(createAlias(aws, { ...TO, state: "PendingDeletion" }, "alias/records")).rejects.toMatchObject({
    failure: { message: expect.stringContaining("scheduled for deletion") },
  });
  expect(requests).toEqual([]);
});

test("an alias moves and is read back", async () => {
  const { aws, requests } = naming(OLD);
  await moveAlias(aws, "alias/records", OLD ?? "", TO);
  expect(writes(requests)).toEqual([{ AliasName: "alias/records", TargetKeyId: NEW }]);
});

test("an alias that somebody moved meanwhile stays where it is", async () => {
  const { aws, requests } = naming(OTHER);
  await expect(moveAlias(aws, "alias/records", OLD ?? "", TO)).rejects.toMatchObject({
    failure: { code: "conflict", message: expect.stringContaining(OTHER ?? "") },
  });
  await expect(deleteAlias(aws, "alias/records", OLD ?? "")).rejects.toMatchObject({ code: "conflict" });
  expect(writes(requests)).toEqual([]);
});

test.for([
  [{ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }, "one type and usage"],
  [{ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }, "one type and usage"],
  [{ KeyManager: "AWS" }, "AWS's own"],
] as const)("an alias of a key with %o does not move to a key for data", async ([more, reason]) => {
  const { aws, requests } = naming(OLD, {}, more);
  await expect(moveAlias(aws, "alias/records", OLD ?? "", TO)).rejects.toMatchObject({
    failure: { code: "invalid", message: expect.stringContaining(reason) },
  });
  expect(writes(requests)).toEqual([]);
});

test("an alias is deleted, and that it names nothing is read back", async () => {
  const { aws, requests } = naming(OLD);
  await deleteAlias(aws, "alias/records", OLD ?? "");
  expect(writes(requests)).toEqual([{ AliasName: "alias/records" }]);
});

test.for<[string, (aws: Parameters<typeof createAlias>[0]) => Promise<void>]>([
  ["UpdateAlias", (aws) => moveAlias(aws, "alias/records", OLD ?? "", TO)],
  ["DeleteAlias", (aws) => deleteAlias(aws, "alias/records", OLD ?? "")],
])("%s: what is refused names the permission, what reads back otherwise is loud", async ([operation, write]) => {
  const refused = naming(OLD, { [operation]: kmsError(400, "AccessDeniedException") });
  await expect(write(refused.aws)).rejects.toMatchObject({ failure: { permission: `kms:${operation}` } });
  const ignored = naming(OLD, { [operation]: {} });
  await expect(write(ignored.aws)).rejects.toMatchObject({ failure: { name: "ReadBackMismatch" } });
});
