import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  DisableKeyCommand,
  KMSClient,
  ListGrantsCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { describe, expect, it, test } from "vitest";
import { account, configOf, kms, newKey, refusal, root, sts } from "./clients.ts";

const ROLE = `arn:aws:iam::${account}:role/imaging`;
const SERVICE = "dynamodb.amazonaws.com";

function grant(KeyId: string, more: Partial<CreateGrantCommandInput> = {}, client = kms) {
  return client.send(new CreateGrantCommand({ KeyId, GranteePrincipal: ROLE, Operations: ["Decrypt"], ...more }));
}

async function grantsOf(KeyId: string) {
  return (await kms.send(new ListGrantsCommand({ KeyId }))).Grants ?? [];
}

/** A caller that acts under a role. */
async function under(role: string) {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: "contract" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return new KMSClient({
    ...configOf(),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
}

describe("a grant", () => {
  it("is listed with all that it was made with", async () => {
    const key = await newKey();
    const asked = {
      Name: "imaging/2026",
      RetiringPrincipal: root,
      Operations: ["Decrypt", "GenerateDataKey", "DescribeKey"],
      Constraints: { EncryptionContextSubset: { "aws:s3:arn": "arn:aws:s3:::b/k" } },
    } as const satisfies Partial<CreateGrantCommandInput>;
    const made = await grant(key.id, { ...asked, Operations: [...asked.Operations] });
    expect(made.GrantToken).toEqual(expect.any(String));
    expect(await grantsOf(key.arn)).toEqual([
      expect.objectContaining({
        ...asked,
        KeyId: key.arn,
        GrantId: made.GrantId,
        GranteePrincipal: ROLE,
        IssuingAccount: root,
        CreationDate: expect.any(Date),
      }),
    ]);
  });

  it("of the same name and content is made once, of another content again", async () => {
    const key = await newKey();
    const first = await grant(key.id, { Name: "a" });
    expect((await grant(key.arn, { Name: "a" })).GrantId).toBe(first.GrantId);
    expect((await grant(key.arn, { Name: "a", Operations: ["Encrypt"] })).GrantId).not.toBe(first.GrantId);
    await grant(key.arn);
    await grant(key.arn);
    expect(await grantsOf(key.id)).toHaveLength(4);
  });

  it("to a service names its source and who retires it", async () => {
    const key = await newKey();
    const service = {
      GranteePrincipal: undefined,
      GranteeServicePrincipal: SERVICE,
      RetiringServicePrincipal: SERVICE,
      Constraints: { SourceArn: `arn:aws:dynamodb:us-east-1:${account}:table/t` },
    };
    await grant(key.id, service);
    const [found] = await grantsOf(key.id);
    expect(found).toMatchObject({
      GranteeServicePrincipal: SERVICE,
      RetiringServicePrincipal: SERVICE,
      Constraints: service.Constraints,
    });
    expect(found?.GranteePrincipal).toBeUndefined();
    await expect(grant(key.id, { ...service, Constraints: {} })).rejects.toEqual(refusal("ValidationException"));
    await expect(grant(key.id, { ...service, RetiringServicePrincipal: undefined })).rejects.toEqual(
      refusal("ValidationException"),
    );
  });

  test.for<[string, Partial<CreateGrantCommandInput>]>([
    ["no operation", { Operations: [] }],
    ["an operation of other keys", { Operations: ["Sign"] }],
    ["no grantee", { GranteePrincipal: undefined }],
    ["two grantees", { GranteeServicePrincipal: SERVICE }],
    ["a grantee that is no ARN", { GranteePrincipal: "imaging" }],
    ["a name with a space", { Name: "a b" }],
    [
      "nine pairs of context",
      {
        Constraints: {
          EncryptionContextEquals: Object.fromEntries("a b c d e f g h i".split(" ").map((name) => [name, "1"])),
        },
      },
    ],
  ])("with %s is refused", async ([, more]) => {
    const key = await newKey();
    await expect(grant(key.id, more)).rejects.toEqual(refusal("ValidationException"));
    expect(await grantsOf(key.id)).toEqual([]);
  });

  it("over a signing key has no encryption context", async () => {
    const key = await newKey({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    await grant(key.id, { Operations: ["Sign"] });
    await expect(
      grant(key.id, { Operations: ["Sign"], Constraints: { EncryptionContextSubset: { a: "1" } } }),
    ).rejects.toEqual(refusal("ValidationException"));
  });

  it("is not made over a disabled key, but revoked there", async () => {
    const key = await newKey();
    const { GrantId } = await grant(key.id);
    await kms.send(new DisableKeyCommand({ KeyId: key.id }));
    await expect(grant(key.id)).rejects.toEqual(refusal("DisabledException"));
    await kms.send(new RevokeGrantCommand({ KeyId: key.id, GrantId }));
    expect(await grantsOf(key.id)).toEqual([]);
    await expect(kms.send(new RevokeGrantCommand({ KeyId: key.id, GrantId }))).rejects.toEqual(
      refusal("InvalidGrantIdException"),
    );
  });
});

describe("retiring", () => {
  it("is for the retiring principal, the account, and the grantee that was told so", async () => {
    const key = await newKey();
    const [imaging, keeper, stranger] = await Promise.all([under("imaging"), under("keeper"), under("stranger")]);
    const RetiringPrincipal = `arn:aws:iam::${account}:role/keeper`;
    const retire = async (client: KMSClient, more: Partial<CreateGrantCommandInput> = {}) => {
      const { GrantId } = await grant(key.id, { RetiringPrincipal, ...more });
      await client.send(new RetireGrantCommand({ KeyId: key.arn, GrantId }));
    };
    await expect(retire(stranger)).rejects.toEqual(refusal("AccessDeniedException", /kms:RetireGrant/));
    await expect(retire(imaging)).rejects.toEqual(refusal("AccessDeniedException"));
    expect(await grantsOf(key.id)).toHaveLength(2);
    await retire(imaging, { Operations: ["Decrypt", "RetireGrant"] });
    await retire(keeper);
    await retire(kms);
    expect(await grantsOf(key.id)).toHaveLength(2);
  });

  it("by token takes the grant away once", async () => {
    const key = await newKey();
    const { GrantToken } = await grant(key.id);
    await kms.send(new RetireGrantCommand({ GrantToken }));
    expect(await grantsOf(key.id)).toEqual([]);
    await expect(kms.send(new RetireGrantCommand({ GrantToken }))).rejects.toEqual(refusal("NotFoundException"));
  });
});
