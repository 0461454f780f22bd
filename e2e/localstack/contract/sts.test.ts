import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, test } from "vitest";
import { account, configOf, refusal, root, sts } from "./clients.ts";

const RoleArn = `arn:aws:iam::${account}:role/Console`;

function assume(RoleSessionName: string, SourceIdentity?: string) {
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName, SourceIdentity }));
}

describe("a role session", () => {
  test.for(["a", "bad name", "x".repeat(65), "ümlaut", "a/b"])("of the name %o is refused", async (name) => {
    await expect(assume(name)).rejects.toEqual(refusal("ValidationError", /roleSessionName/));
    await expect(assume("console", name)).rejects.toEqual(refusal("ValidationError", /sourceIdentity/));
  });

  it("keeps its name and source identity", async () => {
    const answer = await assume("ada@example.com", "ada");
    const Arn = `arn:aws:sts::${account}:assumed-role/Console/ada@example.com`;
    expect(answer).toMatchObject({ SourceIdentity: "ada", AssumedRoleUser: { Arn } });
    const credentials = {
      accessKeyId: answer.Credentials?.AccessKeyId ?? "",
      secretAccessKey: answer.Credentials?.SecretAccessKey ?? "",
      sessionToken: answer.Credentials?.SessionToken,
    };
    const session = new STSClient(configOf("us-east-1", credentials));
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: account, Arn });
  });

  it("is not needed: other keys are the account's root", async () => {
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(root);
  });
});
