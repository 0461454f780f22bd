import {
  CreateAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from "@aws-sdk/client-kms";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it, test } from "vitest";
import { configOf, kms, newBucket, refusal, s3 } from "./clients.ts";

async function managed(client = kms) {
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
  return { KeyId: "", Arn: "", ...KeyMetadata };
}

describe("aws/s3", () => {
  it("is an AWS managed key, made when first needed", async () => {
    const region = new KMSClient(configOf("ap-southeast-2"));
    expect((await region.send(new ListAliasesCommand({}))).Aliases).toEqual([]);
    expect(await managed(region)).toMatchObject({
      KeyManager: "AWS",
      KeyState: "Enabled",
      KeySpec: "SYMMETRIC_DEFAULT",
    });
    expect((await region.send(new ListAliasesCommand({}))).Aliases).toMatchObject([{ AliasName: "alias/aws/s3" }]);
  });

  it("exists once a Region", async () => {
    const elsewhere = await managed(new KMSClient(configOf("eu-west-3")));
    expect(elsewhere.Arn).toContain(":eu-west-3:");
    expect(elsewhere.KeyId).not.toBe((await managed()).KeyId);
  });

  it("is what S3 reports where no key is named", async () => {
    const Bucket = await newBucket();
    const input = { Bucket, Key: "a", Body: "a", ServerSideEncryption: "aws:kms:dsse" } as const;
    expect((await s3.send(new PutObjectCommand(input))).SSEKMSKeyId).toBe((await managed()).Arn);
  });

  it("is always rotated yearly", async () => {
    const { KeyId } = await managed();
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(status.NextRotationDate?.getTime()).toBeGreaterThan(Date.now());
  });

  test.for<[string, (KeyId: string) => Promise<unknown>]>([
    ["disabled", (KeyId) => kms.send(new DisableKeyCommand({ KeyId }))],
    ["deleted", (KeyId) => kms.send(new ScheduleKeyDeletionCommand({ KeyId }))],
    ["given a policy", (KeyId) => kms.send(new PutKeyPolicyCommand({ KeyId, Policy: "{}" }))],
    ["left without rotation", (KeyId) => kms.send(new DisableKeyRotationCommand({ KeyId }))],
    ["rotated on demand", (KeyId) => kms.send(new RotateKeyOnDemandCommand({ KeyId }))],
    ["tagged", (KeyId) => kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: "a", TagValue: "b" }] }))],
    ["named", (TargetKeyId) => kms.send(new CreateAliasCommand({ AliasName: "alias/mine", TargetKeyId }))],
    ["used directly", (KeyId) => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("a") }))],
  ])("cannot be %s", async ([, change]) => {
    const { KeyId } = await managed();
    await expect(change(KeyId)).rejects.toEqual(
      refusal("AccessDeniedException", /no resource-based policy allows the kms:\w+ action/),
    );
    expect(await managed()).toMatchObject({ KeyState: "Enabled", KeyId });
  });
});
