import {
  DecryptCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyLastUsageCommand,
} from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { dsse, kms, newBucket, newKey, refusal, s3 } from "./clients.ts";

function lastUse(KeyId: string) {
  return kms.send(new GetKeyLastUsageCommand({ KeyId }));
}

function dataKey(KeyId: string, DryRun?: boolean) {
  return kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", DryRun }));
}

describe("the last use of a key", () => {
  it("is empty at first, then the last operation that succeeded", async () => {
    const key = await newKey();
    const unused = await lastUse(key.arn);
    expect(unused.KeyLastUsage).toEqual({});
    expect(unused).toMatchObject({ TrackingStartDate: expect.any(Date), KeyCreationDate: expect.any(Date) });
    const { CiphertextBlob } = await dataKey(key.id);
    expect((await lastUse(key.id)).KeyLastUsage).toMatchObject({
      Operation: "GenerateDataKey",
      Timestamp: expect.any(Date),
    });
    await kms.send(new DecryptCommand({ CiphertextBlob }));
    expect((await lastUse(key.id)).KeyLastUsage?.Operation).toBe("Decrypt");
    await kms.send(new DisableKeyCommand({ KeyId: key.id }));
    await expect(kms.send(new EncryptCommand({ KeyId: key.id, Plaintext: Buffer.from("a") }))).rejects.toEqual(
      refusal("DisabledException"),
    );
    expect((await lastUse(key.id)).KeyLastUsage?.Operation).toBe("Decrypt");
  });

  it("counts what S3 does with it", async () => {
    const key = await newKey();
    const Bucket = await newBucket(dsse(key.arn));
    await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
    expect((await lastUse(key.id)).KeyLastUsage?.Operation).toBe("GenerateDataKey");
    await s3.send(new GetObjectCommand({ Bucket, Key: "a" }));
    expect((await lastUse(key.id)).KeyLastUsage?.Operation).toBe("Decrypt");
  });

  it("cannot be asked by alias", async () => {
    await expect(lastUse("alias/aws/s3")).rejects.toEqual(refusal("ValidationException"));
  });
});

describe("a dry run", () => {
  it("succeeds with an exception and leaves no trace", async () => {
    const key = await newKey();
    await expect(dataKey(key.id, true)).rejects.toEqual(refusal("DryRunOperationException"));
    expect((await lastUse(key.id)).KeyLastUsage).toEqual({});
    const { CiphertextBlob } = await dataKey(key.id);
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, DryRun: true }))).rejects.toEqual(
      refusal("DryRunOperationException"),
    );
    expect((await lastUse(key.id)).KeyLastUsage?.Operation).toBe("GenerateDataKey");
  });

  it("can do without a ciphertext", async () => {
    const { id } = await newKey();
    const command = () =>
      new DecryptCommand({
        KeyId: id,
        CiphertextBlob: undefined,
        DryRun: true,
        DryRunModifiers: ["IGNORE_CIPHERTEXT"],
      });
    await expect(kms.send(command())).rejects.toEqual(refusal("DryRunOperationException"));
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    await expect(kms.send(command())).rejects.toEqual(refusal("DisabledException"));
  });

  it("fails as the real request would", async () => {
    const { id } = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    await expect(dataKey(id, true)).rejects.toEqual(refusal("DisabledException"));
    const hmac = await newKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    await expect(dataKey(hmac.id, true)).rejects.toEqual(refusal("InvalidKeyUsageException"));
  });
});
