import { expect, test } from "vitest";
import type { Failure, Result } from "#lib/aws/result.ts";
import { fromKeyMetadata, type Key } from "#lib/kms/key.ts";
import { toDeciding } from "./deciding.ts";
import type { BucketEncryption, Encryption } from "./encryption.ts";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const PLACE = { name: "reports", region: "eu-central-1" };
const NO_POLICY: Result<string | null> = { ok: true, value: null };

function encryption(standard: Encryption): Result<BucketEncryption> {
  return { ok: true, value: { default: standard, bucketKeyInVain: false, blockedTypes: ["SSE-C"] } };
}

function refused(permission: string, code: Failure["code"] = "denied"): { ok: false; failure: Failure } {
  const failure = { service: "S3", operation: "Get", name: "AccessDenied", message: "no", hint: "", requestId: null };
  return { ok: false, failure: { ...failure, code, permission } };
}

function key(KeyState: "Enabled" | "Disabled"): Result<Key> {
  const kind = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT", KeyManager: "CUSTOMER" } as const;
  return { ok: true, value: fromKeyMetadata({ KeyId: KEY, Arn: KEY, KeyState, ...kind }, []) };
}

const by = (keyId: string | null): Encryption => ({ type: "DSSE-KMS", keyId });

test("a default that names its key by an alias decides with the ARN that KMS tells", () => {
  const reads = { policy: NO_POLICY, encryption: encryption(by("alias/records")), key: key("Enabled") };
  expect(toDeciding(PLACE, reads)).toEqual({
    bucketArn: "arn:aws:s3:::reports",
    policy: null,
    standard: by(KEY),
    blockedTypes: ["SSE-C"],
    keyFault: null,
    dsseKeyFault: null,
    decryptFault: null,
    dsseDecryptFault: null,
    bucketKey: false,
  });
});

const DENY = { Sid: "Never", Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };

function keyPolicy(change: object = {}): Result<string> {
  return { ok: true, value: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...DENY, ...change }] }) };
}

test("a key that nobody can decrypt with takes an upload whole and not in parts", () => {
  const reads = { policy: NO_POLICY, encryption: encryption(by(KEY)), key: key("Enabled") };
  expect(toDeciding(PLACE, { ...reads, keyPolicy: keyPolicy() })).toMatchObject({
    keyFault: null,
    decryptFault: expect.stringContaining("kms:Decrypt for this bucket, by its statement Never"),
  });
  const some = keyPolicy({ Principal: { AWS: "arn:aws:iam::111122223333:role/Intern" } });
  for (const open of [some, refused("kms:GetKeyPolicy"), null]) {
    expect(toDeciding(PLACE, { ...reads, keyPolicy: open }).decryptFault).toBeNull();
  }
});

test("with a bucket key it is the bucket's ARN that a key's policy is asked of", () => {
  const Condition = { StringNotLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::reports/*" } };
  const standard: Encryption = { type: "SSE-KMS", keyId: KEY, bucketKey: true };
  const reads = { policy: NO_POLICY, encryption: encryption(standard), key: key("Enabled") };
  expect(toDeciding(PLACE, { ...reads, keyPolicy: keyPolicy({ Condition }) })).toMatchObject({
    decryptFault: expect.stringContaining("Never"),
    dsseDecryptFault: null,
  });
});

test.for<[string, Partial<BucketEncryption>, boolean]>([
  ["of SSE-KMS", { default: { type: "SSE-KMS", keyId: KEY, bucketKey: true } }, true],
  ["of SSE-KMS, and none", { default: { type: "SSE-KMS", keyId: KEY, bucketKey: false } }, false],
  ["of DSSE-KMS, in vain for the default alone", { default: by(KEY), bucketKeyInVain: true }, true],
  ["of SSE-S3", { default: { type: "SSE-S3" }, bucketKeyForKms: true }, true],
])("whoever asks for SSE-KMS gets the bucket key %s", ([, change, bucketKey]) => {
  const found = { default: by(KEY), bucketKeyInVain: false, blockedTypes: null, ...change };
  const reads = { policy: NO_POLICY, encryption: { ok: true, value: found } as const, key: key("Enabled") };
  expect(toDeciding(PLACE, reads).bucketKey).toBe(bucketKey);
});

test("which key an alias is, is not known where KMS refuses; an ARN says it by itself", () => {
  const of = (keyId: string | null) => {
    const reads = { policy: NO_POLICY, encryption: encryption(by(keyId)), key: refused("kms:DescribeKey") };
    return toDeciding(PLACE, keyId === null ? { ...reads, key: null } : reads);
  };
  expect(of("alias/records").standard).toContain("needs kms:DescribeKey");
  expect(of(KEY)).toMatchObject({ standard: by(KEY), keyFault: null });
  expect(of(null).standard).toEqual(by(null));
});

test("a key that S3 cannot use is a fault, and so is one that is not there", () => {
  const reads = { policy: NO_POLICY, encryption: encryption(by(KEY)), key: key("Disabled") };
  expect(toDeciding(PLACE, reads).keyFault).toContain("disabled");
  const gone = toDeciding(PLACE, { ...reads, encryption: encryption(by("alias/gone")), key: refused("", "missing") });
  expect(gone.keyFault).toContain("alias/gone");
});

test("a read that was refused leaves open what it would have said, and no more", () => {
  const policy = toDeciding(PLACE, {
    policy: refused("s3:GetBucketPolicy"),
    encryption: encryption(by(KEY)),
    key: key("Enabled"),
  });
  expect(policy).toMatchObject({ policy: "needs s3:GetBucketPolicy", standard: by(KEY) });
  const standard = toDeciding(PLACE, {
    policy: NO_POLICY,
    encryption: refused("s3:GetEncryptionConfiguration"),
    key: null,
  });
  expect(standard).toMatchObject({ policy: null, standard: expect.stringContaining("needs s3:"), blockedTypes: null });
});

test("a policy that is none is not read at will", () => {
  const reads = { policy: { ok: true, value: "[]" } as const, encryption: encryption(by(KEY)), key: key("Enabled") };
  expect(toDeciding(PLACE, reads).policy).toContain("grammar");
});
