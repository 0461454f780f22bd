import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it, test } from "vitest";
import { deny, dsse, kms, newBucket, newKey, refusal, root, s3 } from "./clients.ts";

const ADMINISTER = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
const DENIED =
  /not authorized to perform: kms:\w+ on resource: arn:.* with an explicit deny in a resource-based policy/;

function policy(...statements: object[]) {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function putPolicy(KeyId: string, Policy: string, BypassPolicyLockoutSafetyCheck = false) {
  return kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }));
}

describe("a key policy", () => {
  test.for([
    ["no JSON", "{"],
    ["no statement", "{}"],
    ["no principal", policy({ ...ADMINISTER, Principal: undefined })],
    ["a wrong effect", policy({ ...ADMINISTER, Effect: "Permit" })],
    ["a principal that is none", policy({ ...ADMINISTER, Principal: { AWS: "somebody" } })],
  ] as const)("with %s is malformed", async ([, Policy]) => {
    const { id } = await newKey();
    await expect(putPolicy(id, Policy)).rejects.toEqual(refusal("MalformedPolicyDocumentException"));
    await expect(kms.send(new CreateKeyCommand({ Policy }))).rejects.toEqual(
      refusal("MalformedPolicyDocumentException"),
    );
  });

  it("that locks its author out is refused, unless the check is bypassed", async () => {
    const { id } = await newKey();
    const lockingOut = policy({ ...ADMINISTER, Principal: { AWS: "arn:aws:iam::000000000000:role/Other" } });
    const message = "The new key policy will not allow you to update the key policy in the future.";
    await expect(putPolicy(id, lockingOut)).rejects.toEqual(refusal("MalformedPolicyDocumentException", message));
    await expect(kms.send(new CreateKeyCommand({ Policy: lockingOut }))).rejects.toEqual(
      refusal("MalformedPolicyDocumentException", message),
    );
    await expect(putPolicy(id, policy(ADMINISTER, deny("kms:PutKeyPolicy", "*")))).rejects.toEqual(
      refusal("MalformedPolicyDocumentException", message),
    );
    await putPolicy(id, lockingOut, true);
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId: id }))).Policy).toBe(lockingOut);
  });

  it("of more than 32 kB is refused", async () => {
    const { id } = await newKey();
    const long = policy({ ...ADMINISTER, Sid: "x".repeat(32_768) });
    await expect(putPolicy(id, long)).rejects.toEqual(refusal("LimitExceededException"));
    await expect(kms.send(new CreateKeyCommand({ Policy: long }))).rejects.toEqual(refusal("LimitExceededException"));
  });

  test.for<[string, (KeyId: string) => Promise<unknown>]>([
    ["kms:DescribeKey", (KeyId) => kms.send(new DescribeKeyCommand({ KeyId }))],
    ["kms:GenerateDataKey", (KeyId) => kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }))],
    ["kms:GetKeyRotationStatus", (KeyId) => kms.send(new GetKeyRotationStatusCommand({ KeyId }))],
    ["kms:GetKeyPolicy", (KeyId) => kms.send(new GetKeyPolicyCommand({ KeyId }))],
  ])("denies %s, until another one is put", async ([action, request]) => {
    const { id } = await newKey();
    await putPolicy(id, policy(ADMINISTER, deny(action, "*")));
    await expect(request(id)).rejects.toEqual(refusal("AccessDeniedException", DENIED));
    await putPolicy(id, policy(ADMINISTER));
    await request(id);
  });

  it("denies kms:Decrypt of what the key encrypted", async () => {
    const { id } = await newKey();
    const { CiphertextBlob } = await kms.send(new GenerateDataKeyCommand({ KeyId: id, KeySpec: "AES_256" }));
    await putPolicy(id, policy(ADMINISTER, deny("kms:Decrypt", "*")));
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toEqual(
      refusal("AccessDeniedException", DENIED),
    );
  });
});

describe("S3 under a key policy", () => {
  const put = (Bucket: string) => s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));

  it("is denied writing where kms:GenerateDataKey is denied", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    await putPolicy(key.id, policy(ADMINISTER, deny("kms:GenerateDataKey*", "*")));
    await expect(put(bucket)).rejects.toEqual(refusal("AccessDenied", /kms:GenerateDataKey on resource/));
  });

  it("is denied reading where kms:Decrypt is denied", async () => {
    const key = await newKey();
    const bucket = await newBucket(dsse(key.arn));
    await put(bucket);
    await putPolicy(key.id, policy(ADMINISTER, deny("kms:Decrypt", "*")));
    await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key: "a" }))).rejects.toEqual(
      refusal("AccessDenied", /kms:Decrypt on resource/),
    );
  });

  it("brings the object's ARN as encryption context", async () => {
    const key = await newKey();
    const [bucket, other] = [await newBucket(dsse(key.arn)), await newBucket(dsse(key.arn))];
    const Condition = { StringLike: { "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucket}/*` } };
    await putPolicy(key.id, policy(ADMINISTER, deny("kms:GenerateDataKey", "*", { Condition })));
    await expect(put(bucket)).rejects.toEqual(refusal("AccessDenied", /kms:GenerateDataKey/));
    await put(other);
  });
});
