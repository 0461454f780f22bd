import type { Key } from "./key.ts";

/** The operations that a grant can permit, and what each lets its grantee do. Source: KMS Developer Guide, "Grant operations". */
export const GRANT_OPERATIONS = {
  Decrypt: "read data under the key",
  Encrypt: "encrypt up to 4 KB directly",
  GenerateDataKey: "write data under the key",
  GenerateDataKeyWithoutPlaintext: "make data keys for others to use",
  GenerateDataKeyPair: "make pairs of data keys",
  GenerateDataKeyPairWithoutPlaintext: "make pairs of data keys for others to use",
  ReEncryptFrom: "move ciphertext away from the key",
  ReEncryptTo: "move ciphertext to the key",
  Sign: "sign with the key",
  Verify: "check signatures",
  GenerateMac: "make message authentication codes",
  VerifyMac: "check message authentication codes",
  DeriveSharedSecret: "derive shared secrets",
  GetPublicKey: "read the public key",
  DescribeKey: "read what the key is",
  CreateGrant: "pass on what it was granted, by grants no wider",
  RetireGrant: "give up grants that say so",
} as const;

export type GrantOperationName = keyof typeof GRANT_OPERATIONS;

const EVERY_KEY = ["DescribeKey", "CreateGrant", "RetireGrant"] as const satisfies GrantOperationName[];

const SYMMETRIC = [
  "Decrypt",
  "GenerateDataKey",
  "Encrypt",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
] as const satisfies GrantOperationName[];

const ASYMMETRIC: Record<string, readonly GrantOperationName[]> = {
  ENCRYPT_DECRYPT: ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GetPublicKey"],
  SIGN_VERIFY: ["Sign", "Verify", "GetPublicKey"],
  GENERATE_VERIFY_MAC: ["GenerateMac", "VerifyMac"],
  KEY_AGREEMENT: ["DeriveSharedSecret", "GetPublicKey"],
};

/** What can be granted over a key of this kind, what S3's data needs first. */
export function grantableOperations({ spec, usage }: Pick<Key, "spec" | "usage">): readonly GrantOperationName[] {
  const kind = spec === "SYMMETRIC_DEFAULT" ? SYMMETRIC : (ASYMMETRIC[usage] ?? []);
  return [...kind, ...EVERY_KEY];
}

export function isGrantOperation(name: string): name is GrantOperationName {
  return Object.hasOwn(GRANT_OPERATIONS, name);
}
