import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  KMSClient,
  PutKeyPolicyCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { createUser, denyUser, type User } from "../../fixtures/iam.ts";
import { account, configOf, deny, kms, newBucket, newKey, putPolicy, refusal, root, s3 } from "./clients.ts";

const BY_IDENTITY = /is not authorized to perform: .* with an explicit deny in an identity-based policy/;
const BY_RESOURCE = /is not authorized to perform: .* with an explicit deny in a resource-based policy/;

const endpoint = () => process.env.TWOFOLD_TEST_ENDPOINT ?? "";

function clientsOf({ accessKeyId, secretAccessKey }: User) {
  const config = configOf("us-east-1", { accessKeyId, secretAccessKey });
  return {
    s3: new S3Client(config),
    kms: new KMSClient(config),
    sts: new STSClient(config),
    control: new S3ControlClient({ ...config, endpointProvider: () => ({ url: new URL(endpoint()) }) }),
  };
}

let user: User;
let own: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  user = await createUser(endpoint(), `contract-${randomUUID()}`);
  own = clientsOf(user);
});

describe("what a user's policy denies", () => {
  test.for<[string, string, () => Promise<unknown>]>([
    ["s3:ListAllMyBuckets", "AccessDenied", () => own.s3.send(new ListBucketsCommand({}))],
    ["s3:CreateBucket", "AccessDenied", () => own.s3.send(new CreateBucketCommand({ Bucket: `c-${randomUUID()}` }))],
    [
      "s3:PutObject",
      "AccessDenied",
      async () => own.s3.send(new PutObjectCommand({ Bucket: await newBucket(), Key: "a", Body: "a" })),
    ],
    [
      "s3:PutAccountPublicAccessBlock",
      "AccessDenied",
      () =>
        own.control.send(new PutPublicAccessBlockCommand({ AccountId: account, PublicAccessBlockConfiguration: {} })),
    ],
    ["kms:CreateKey", "AccessDeniedException", () => own.kms.send(new CreateKeyCommand({}))],
    [
      "kms:CreateAlias",
      "AccessDeniedException",
      async () =>
        own.kms.send(new CreateAliasCommand({ AliasName: `alias/${randomUUID()}`, TargetKeyId: (await newKey()).id })),
    ],
    [
      "sts:AssumeRole",
      "AccessDenied",
      () =>
        own.sts.send(
          new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/Auditor`, RoleSessionName: "ada" }),
        ),
    ],
  ])("%s is denied to that user, and nothing else", async ([action, code, request]) => {
    await denyUser(endpoint(), user, "s3:DeleteBucket");
    await request();
    await denyUser(endpoint(), user, action);
    await expect(request()).rejects.toEqual(refusal(code, BY_IDENTITY));
    expect((await own.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(user.arn);
    await s3.send(new ListBucketsCommand({}));
  });
});

describe("a policy that denies the change of itself", () => {
  it("holds for a user, and never for the account's root, where it is a bucket's", async () => {
    const Bucket = await newBucket();
    const both = deny("s3:*BucketPolicy", `arn:aws:s3:::${Bucket}`);
    await putPolicy(Bucket, both);
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [both] });
    await expect(own.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toEqual(
      refusal("AccessDenied", BY_RESOURCE),
    );
    await expect(own.s3.send(new DeleteBucketPolicyCommand({ Bucket }))).rejects.toEqual(
      refusal("AccessDenied", BY_RESOURCE),
    );
    await putPolicy(Bucket, both);
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  });

  it("holds for a user where it is a key's", async () => {
    const { id } = await newKey();
    const administer = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [administer, deny("kms:PutKeyPolicy", "*")] });
    await kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy, BypassPolicyLockoutSafetyCheck: true }));
    await expect(own.kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy }))).rejects.toEqual(
      refusal("AccessDeniedException", BY_RESOURCE),
    );
  });
});

describe("an alias", () => {
  const denying = async (action: string) => {
    const { id } = await newKey();
    const AliasName = `alias/${id}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: id }));
    const administer = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [administer, deny(action, "*")] });
    await kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy }));
    return AliasName;
  };

  it("is neither moved from a key that denies it, nor deleted", async () => {
    const refused = refusal("AccessDeniedException", BY_RESOURCE);
    const moving = { AliasName: await denying("kms:UpdateAlias"), TargetKeyId: (await newKey()).id };
    await expect(kms.send(new UpdateAliasCommand(moving))).rejects.toEqual(refused);
    const AliasName = await denying("kms:DeleteAlias");
    await expect(kms.send(new DeleteAliasCommand({ AliasName }))).rejects.toEqual(refused);
  });
});
