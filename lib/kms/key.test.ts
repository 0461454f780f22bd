import { describe, expect, test } from "vitest";
import { aliasOf, doubtThatS3CanUse, fromKeyMetadata, type Key, nameOf, reasonS3CannotUse, toPickable } from "./key.ts";

const ARN = "arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const SYMMETRIC = {
  Arn: ARN,
  KeyId: "x",
  KeySpec: "SYMMETRIC_DEFAULT",
  KeyUsage: "ENCRYPT_DECRYPT",
  KeyState: "Enabled",
} as const;

test("what DescribeKey leaves out is null or said to be not reported, never guessed", () => {
  expect(fromKeyMetadata({ KeyId: "x", Arn: ARN }, null)).toEqual({
    arn: ARN,
    keyId: "11111111-2222-3333-4444-555555555555",
    region: "eu-central-1",
    accountId: "000000000000",
    aliases: null,
    aliasFailure: null,
    description: "",
    state: "not reported",
    spec: "not reported",
    usage: "not reported",
    origin: "not reported",
    storeId: null,
    manager: "CUSTOMER",
    multiRegion: null,
    createdAt: null,
    deletionAt: null,
    pendingDays: null,
    expiresAt: null,
    materialId: null,
  });
});

test("a time that is none is not reported", () => {
  expect(fromKeyMetadata({ ...SYMMETRIC, DeletionDate: new Date(Number.NaN) }, null).deletionAt).toBeNull();
});

test("a key without an ARN is our own bug, not an empty row", () => {
  expect(() => fromKeyMetadata({ KeyId: "x" }, null)).toThrow(TypeError);
  expect(() => fromKeyMetadata(undefined, null)).toThrow(TypeError);
});

test("a replica of a multi-Region key knows its primary", () => {
  const key = fromKeyMetadata(
    {
      ...SYMMETRIC,
      MultiRegion: true,
      MultiRegionConfiguration: {
        MultiRegionKeyType: "REPLICA",
        PrimaryKey: { Arn: "p" },
        ReplicaKeys: [{ Arn: ARN }],
      },
    },
    [],
  );
  expect(key.multiRegion).toEqual({ role: "REPLICA", primaryArn: "p", replicaArns: [ARN] });
});

describe("why S3 cannot use a key", () => {
  const usable = { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT" };
  test.for([
    [{ ...usable, state: "Enabled" }, null],
    [{ ...usable, state: "Updating" }, null],
    [{ ...usable, state: "Disabled" }, "disabled"],
    [{ ...usable, state: "PendingDeletion" }, "scheduled for deletion"],
    [{ ...usable, state: "PendingReplicaDeletion" }, "replicas"],
    [{ ...usable, state: "PendingImport" }, "no key material"],
    [{ ...usable, state: "Unavailable" }, "disconnected"],
    [{ ...usable, state: "Creating" }, "still making"],
    [{ ...usable, state: "Frozen" }, "state is Frozen, which this console does not know"],
    [{ spec: "RSA_2048", usage: "ENCRYPT_DECRYPT", state: "Enabled" }, "RSA_2048"],
    [{ spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC", state: "Enabled" }, "HMAC_256 for GENERATE_VERIFY_MAC"],
    [{ spec: "SYMMETRIC_DEFAULT", usage: "KEY_AGREEMENT", state: "Enabled" }, "KEY_AGREEMENT"],
  ] as const)("%o: %s", ([key, reason]) => {
    const own: Pick<Key, "manager" | "aliases"> = { manager: "CUSTOMER", aliases: [] };
    expect(reasonS3CannotUse({ ...own, ...key }) ?? "usable").toContain(reason ?? "usable");
  });

  test.for<[string[] | null, string | null, string | null]>([
    [["alias/aws/s3"], null, null],
    [["alias/aws/ebs"], "alias/aws/ebs", null],
    [[], "another of its services", null],
    [null, null, "not known"],
  ])("AWS's own key with the aliases %o: %s, in doubt: %s", ([aliases, reason, doubt]) => {
    const key = { ...usable, state: "Enabled", manager: "AWS", aliases } as const;
    expect(reasonS3CannotUse(key) ?? "usable").toContain(reason ?? "usable");
    expect(doubtThatS3CanUse(key) ?? "known").toContain(doubt ?? "known");
    const { usable: pickable } = toPickable({ ...fromKeyMetadata(SYMMETRIC, aliases), manager: "AWS" });
    expect(pickable).toBe(reason === null && doubt === null);
  });

  test("a customer's key needs no alias to be known", () => {
    expect(doubtThatS3CanUse({ ...usable, state: "Enabled", manager: "CUSTOMER", aliases: null })).toBeNull();
  });
});

test("a key is called by its first alias, else by its id", () => {
  const key = fromKeyMetadata(SYMMETRIC, ["alias/a", "alias/b"]);
  expect([aliasOf(key), nameOf(key)]).toEqual(["alias/a", "alias/a"]);
  expect(nameOf({ ...key, aliases: null })).toBe(key.keyId);
  expect(aliasOf({ ...key, aliases: [] })).toBeNull();
});

test("a picker is told why a key cannot be picked", () => {
  const key = fromKeyMetadata({ ...SYMMETRIC, KeyState: "Disabled" }, ["alias/a"]);
  expect(toPickable(key)).toMatchObject({
    alias: "alias/a",
    usable: false,
    reason: expect.stringContaining("disabled"),
  });
});
