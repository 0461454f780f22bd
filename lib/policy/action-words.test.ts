import { expect, test } from "vitest";
import { isLike } from "#lib/aws/wildcard.ts";
import { actionsInWords } from "./action-words.ts";
import { KMS_ACTIONS, KMS_FAMILIES } from "./kms-action-words.ts";

const allowed = (...listed: string[]) => actionsInWords({ listed, except: false }, "Allow");

/** The statements that AWS's console writes. Source: KMS Developer Guide, key-policy-default. */
const ADMINISTRATORS = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
];
const USERS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
const ADMINISTER = "administer the key (policy, grants, state, rotation, aliases, tags, deletion)";
const USE = "use the key (encrypt, decrypt, re-encrypt, make data keys)";

test("the statements that AWS writes for administrators, users and other services each have a verb of their own", () => {
  expect(allowed(...ADMINISTRATORS)).toBe(ADMINISTER);
  expect(allowed(...ADMINISTRATORS.slice(0, -1))).toBe(ADMINISTER);
  expect(allowed(...USERS)).toBe(`${USE} and see the key’s details`);
  expect(allowed("kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant")).toBe(
    "give others use of the key by grants, list grants and revoke grants",
  );
  expect(actionsInWords({ listed: USERS.toReversed(), except: false }, "Deny")).toBe(`see the key’s details or ${USE}`);
});

test("what stands beside a family is said, and a family that is not whole is said action by action", () => {
  expect(allowed("kms:ImportKeyMaterial", ...ADMINISTRATORS, "kms:ReplicateKey")).toBe(
    `import key material, ${ADMINISTER} and replicate the key to other Regions`,
  );
  expect(allowed(...USERS.filter((action) => action !== "kms:Decrypt"))).toBe(
    "encrypt data, re-encrypt data, make data keys and data key pairs and see the key’s details",
  );
  const without = ADMINISTRATORS.filter((action) => action !== "kms:Put*");
  expect(allowed(...without)).toContain("rotate the key at once");
  expect(allowed(...without)).not.toMatch(/administer|policy\)/);
});

test("an action without words stands as it is written, and one that is named twice once", () => {
  expect(allowed("kms:Sign", "kms:decrypt", "kms:Decrypt", "s3:Put*")).toBe("kms:Sign, decrypt data and s3:Put*");
  expect(actionsInWords({ listed: ["kms:Create*"], except: true }, "Allow")).toBe("do anything but kms:Create*");
});

/** Every action of KMS that a family's wildcards mean. Source: service authorization reference, list_awskeymanagementservice. */
test.for<[family: string, actions: string[]]>([
  ["kms:create*", ["CreateAlias", "CreateCustomKeyStore", "CreateGrant", "CreateKey"]],
  ["kms:describe*", ["DescribeCustomKeyStores", "DescribeKey"]],
  ["kms:enable*", ["EnableKey", "EnableKeyRotation"]],
  ["kms:disable*", ["DisableKey", "DisableKeyRotation"]],
  ["kms:put*", ["PutKeyPolicy"]],
  ["kms:revoke*", ["RevokeGrant"]],
  ["kms:delete*", ["DeleteAlias", "DeleteCustomKeyStore", "DeleteImportedKeyMaterial"]],
  ["kms:update*", ["UpdateAlias", "UpdateCustomKeyStore", "UpdateKeyDescription", "UpdatePrimaryRegion"]],
  ["kms:get*", ["GetKeyLastUsage", "GetKeyPolicy", "GetKeyRotationStatus", "GetParametersForImport", "GetPublicKey"]],
  ["kms:reencrypt*", ["ReEncryptFrom", "ReEncryptTo"]],
])("%s has words for all that it means", ([family, actions]) => {
  expect(KMS_ACTIONS.get(family)).toBeDefined();
  expect(actions.every((action) => isLike(`kms:${action}`.toLowerCase(), family))).toBe(true);
  const known = [...KMS_ACTIONS.keys()].filter((name) => !name.includes("*") && isLike(name, family));
  expect(actions.map((action) => `kms:${action}`.toLowerCase())).toEqual(expect.arrayContaining(known));
});

test("every member of a family has words of its own too", () => {
  for (const { all, with: others } of KMS_FAMILIES)
    for (const action of [...all, ...others]) expect(KMS_ACTIONS.has(action), action).toBe(true);
});
